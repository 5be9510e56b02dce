#pragma once
// What an enterprise may propose (SX-05): pure rules about a proposal before it becomes a mandate.
#include "domain/mandate.hpp"
#include "domain/profile.hpp"
#include "domain/records.hpp"

namespace taxgate {

struct Proposal {
  std::string role;
  std::vector<std::string> functions;
  std::optional<Date> ends;  // none = long-term
};

struct ProposalFault {
  std::string input;  // "role", "functions", "ends", "person"
  Phrase phrase;
  bool operator==(const ProposalFault&) const = default;
};

/// The last day that a mandate of the role may have when it is given today; none = no limit.
std::optional<Date> latest_end(const Role& role, Time now, Zone zone);
/// The last day that the role has by default; none = long-term (SX-12).
std::optional<Date> default_end(const Role& role, Time now, Zone zone);

/// Every rule that the proposal breaks. `proposer` is the mandate in whose name it is made, `delegate` the
/// person, `existing` the mandates that the person has with the same principal.
std::vector<ProposalFault> check_proposal(const Profile& profile, const Proposal& proposal,
                                          const Mandate& proposer, PersonId delegate,
                                          const std::vector<Mandate>& existing, Time now);

/// The mandate that a proposal without faults becomes: waiting for the person, or in force where the role
/// needs no confirmation.
Mandate propose(const Profile& profile, const Proposal& proposal, const Mandate& proposer, PersonId delegate,
                Time now);

}  // namespace taxgate
