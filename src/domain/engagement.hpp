#pragma once
// 代理关系 (NT-03, LN-30): an agency acts for a client by agreement. The agency proposes its elements, the
// client confirms; the agency's own people then act for the client within the engagement and within what the
// agency gave them.
#include "domain/decide.hpp"
#include "domain/identity.hpp"
#include "domain/personnel.hpp"

namespace taxgate {

enum class EngagementState {
  kProposed,   // by the agency; waits for the client (我的待办)
  kInForce,    // confirmed
  kRefused,    // by the client
  kWithdrawn,  // by the agency, before it was confirmed
  kEnded,      // by either side
};
std::string_view to_string(EngagementState state);
std::optional<EngagementState> engagement_state(std::string_view word);

/// What is agreed.
struct EngagementTerms {
  std::vector<std::string> functions;  // roots of subtrees
  std::optional<Date> ends;            // the last day; none = long-term
  bool operator==(const EngagementTerms&) const = default;
};

struct Engagement {
  EngagementId id;
  BureauId bureau;
  TaxpayerId agency;
  TaxpayerId client;
  std::string agreement;  // the number or title of the paper agreement
  EngagementTerms terms;
  std::optional<EngagementTerms> amendment;  // waits for the client; until then `terms` hold
  Date starts{};
  EngagementState state = EngagementState::kProposed;
  PersonId proposed_by;  // of the agency
  Time proposed_at{};
  PersonId decided_by;
  std::optional<Time> decided_at;
  int version = 0;
};

/// What it is worth at an instant.
enum class EngagementStanding {
  kPending,
  kInForce,
  kAmended,  // in force as agreed before, while an amendment waits
  kExpired,
  kRefused,
  kWithdrawn,
  kEnded
};
std::string_view to_string(EngagementStanding standing);
EngagementStanding standing(const Engagement& engagement, Time now, Zone zone);
/// Whether it lets the agency's people act now; if not, `why` says so and what to do.
Usable usable(const Engagement& engagement, Time now, Zone zone);

enum class EngagementFault {
  kNotPending,  // there is nothing to confirm, refuse or withdraw
  kNotInForce,
  kOver,
  kNotYours,   // the actor manages neither side, or the other one
  kAboveOwn,   // nobody confirms more than they hold themselves
  kOwnPeople,  // who is of the agency, too, does not confirm for the client
};
std::string_view to_string(EngagementFault fault);
using EngagementChange = std::expected<Engagement, EngagementFault>;

struct EngagementForm {
  std::string agreement;
  EngagementTerms terms;
};
inline constexpr std::size_t kLongestAgreement = 100;  // code points

/// Every rule that a proposal breaks; `proposer` is the manager's mandate at the agency, `existing` what
/// stands between the two. Inputs: "client", "agreement", "functions", "ends".
std::vector<ProposalFault> check_engagement(const Profile& profile, const EngagementForm& form,
                                            const Mandate& proposer, TaxpayerId client,
                                            const std::vector<Engagement>& existing, Time now);
/// The same for an amendment.
std::vector<ProposalFault> check_amendment(const Profile& profile, const EngagementTerms& terms,
                                           const Mandate& proposer, Time now);

// The agency's side; `actor` manages the agency.
EngagementChange amend(Engagement engagement, const EngagementTerms& terms, const Mandate& actor, Time now,
                       Zone zone);
EngagementChange withdraw(Engagement engagement, const Mandate& actor, Time now);

// The client's side; `actor` manages the client. Confirming takes the amendment, where one waits.
// `agency_people`: who acts for the agency.
EngagementChange confirm(const Profile& profile, Engagement engagement, const Mandate& actor,
                         const std::vector<PersonId>& agency_people, Time now);
EngagementChange refuse(Engagement engagement, const Mandate& actor, Time now, Zone zone);
/// Either side ends it, at any time.
EngagementChange end(Engagement engagement, const Mandate& actor, Time now);

/// What a question about an agency's person looks at.
struct AgencySlice {
  Engagement engagement;
  std::vector<Mandate> at_agency;  // the person's mandates with the agency
  std::vector<Mandate> at_client;  // the person's own mandates with the client
};

/// May the agency's person act for the client, now, in this function? Never more than the engagement, never
/// more than the person's own role at the agency, and never beside an own role at the client for the same
/// business.
Decision decide_through(const Profile& profile, const Question& question, const AgencySlice& slice, Time now);

/// What such a person may do: the smaller roots of the two sides.
std::vector<std::string> common_functions(const Profile& profile, const std::vector<std::string>& a,
                                          const std::vector<std::string>& b);

}  // namespace taxgate
