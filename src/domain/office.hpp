#pragma once
// Officers of the bureau, and the rule of the second person: who makes a request never decides it.
#include <expected>
#include <string>

#include "base/id.hpp"
#include "base/time.hpp"
#include "domain/office_rules.hpp"
#include "domain/text.hpp"

namespace taxgate {

enum class OfficerRole { kClerk, kAdministrator };
std::string_view to_string(OfficerRole role);
std::optional<OfficerRole> officer_role(std::string_view word);

/// What was last done to an officer's appointment.
enum class OfficerState { kInForce, kDismissed };
std::string_view to_string(OfficerState state);
std::optional<OfficerState> officer_state(std::string_view word);

/// What it is worth at an instant.
enum class OfficerStanding { kInForce, kNotYet, kExpired, kDismissed };
std::string_view to_string(OfficerStanding standing);

struct Officer {
  PersonId person;
  BureauId bureau;
  OfficerRole role = OfficerRole::kClerk;
  std::string office;  // the tax office's name
  Date starts{};
  std::optional<Date> ends;  // the last day; none: long-term
  OfficerState state = OfficerState::kInForce;
  PersonId appointed_by;  // none: the operator
  Time changed_at{};
  int version = 0;
};

OfficerStanding standing(const Officer& officer, Time now, Zone zone);
/// Why somebody is no officer now, and what to do; `officer`: none was ever appointed.
Phrase why_no_officer(const std::optional<Officer>& officer, Time now, Zone zone);

/// One thing to do, as it waits for its second person. What an action does not need is empty.
struct OfficeTask {
  OfficeAction action = OfficeAction::kCollection;
  PersonId person;      // whom it is about
  TaxpayerId taxpayer;  // or what
  MandateId mandate;
  int version = 0;  // of the row that it changes, as its maker saw it
  Args details;     // "name", "role" …: by the names of the API's members
};

enum class OfficeRequestState { kOpen, kApproved, kRefused, kWithdrawn, kExpired };
std::string_view to_string(OfficeRequestState state);
std::optional<OfficeRequestState> office_request_state(std::string_view word);

struct OfficeRequest {
  OfficeRequestId id;
  BureauId bureau;
  OfficeTask task;
  std::string reason;
  PersonId maker;
  Time made_at{};
  Time expires_at{};
  OfficeRequestState state = OfficeRequestState::kOpen;
  PersonId checker;  // none: nobody has decided
  std::optional<Time> decided_at;
  std::string answer;  // why it was refused
  int version = 1;
};
/// An open one runs out.
OfficeRequestState state_at(const OfficeRequest& request, Time now);

enum class OfficeFault {
  kRole,            // for the other kind of officer
  kOwnAccount,      // nobody acts on their own account
  kOwnRequest,      // nobody decides what they asked for
  kNotMaker,        // its maker alone withdraws it
  kRequestOver,     // decided or withdrawn already
  kRequestExpired,  // nobody decided it in time
  kMakerGone,       // its maker is no officer any more
  kNotLocked,       // there is no lock to end
  kNoVoucher,       // there is none to be taken, or not by them, or not any more
};
/// "office-role", "office-own-account", …
std::string_view to_string(OfficeFault fault);

/// Whether the officer's role lets them begin such an action.
bool may_begin(OfficerRole role, OfficeAction action);
/// Whether the officer may begin it: the right role, and not on their own account.
std::expected<void, OfficeFault> may_begin(const Officer& officer, const OfficeTask& task);
/// Whether `checker` may decide it at `now`: another person with the right role, whom it is not about.
std::expected<void, OfficeFault> may_decide(const OfficeRequest& request, const Officer& checker, Time now);

using OfficeRequestChange = std::expected<OfficeRequest, OfficeFault>;
/// `maker`: as they are now; who was dismissed meanwhile asks for nothing.
OfficeRequestChange approve(OfficeRequest request, const std::optional<Officer>& maker,
                            const Officer& checker, Time now, Zone zone);
OfficeRequestChange refuse(OfficeRequest request, const Officer& checker, std::string answer, Time now);
OfficeRequestChange withdraw(OfficeRequest request, PersonId by, Time now);

}  // namespace taxgate
