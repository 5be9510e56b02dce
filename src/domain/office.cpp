#include "domain/office.hpp"

#include "domain/words.hpp"

namespace taxgate {
namespace {

constexpr std::array<Word<OfficeAction>, kOfficeActions.size()> kActions{
    {{OfficeAction::kCollection, "collection"},
     {OfficeAction::kPhoneChange, "phone-change"},
     {OfficeAction::kHallCode, "hall-code"},
     {OfficeAction::kAccountOpen, "account-open"},
     {OfficeAction::kPasswordReset, "password-reset"},
     {OfficeAction::kUnlock, "unlock"},
     {OfficeAction::kDispute, "dispute"},
     {OfficeAction::kOfficerAdd, "officer-add"},
     {OfficeAction::kOfficerChange, "officer-change"},
     {OfficeAction::kOfficerDismiss, "officer-dismiss"}}};
constexpr std::array<Word<OfficerRole>, 2> kRoles{
    {{OfficerRole::kClerk, "clerk"}, {OfficerRole::kAdministrator, "administrator"}}};
constexpr std::array<Word<OfficerState>, 2> kStates{
    {{OfficerState::kInForce, "in-force"}, {OfficerState::kDismissed, "dismissed"}}};
constexpr std::array<Word<OfficerStanding>, 4> kStandings{{{OfficerStanding::kInForce, "in-force"},
                                                           {OfficerStanding::kNotYet, "not-yet"},
                                                           {OfficerStanding::kExpired, "expired"},
                                                           {OfficerStanding::kDismissed, "dismissed"}}};
constexpr std::array<Word<OfficeRequestState>, 5> kRequestStates{
    {{OfficeRequestState::kOpen, "open"},
     {OfficeRequestState::kApproved, "approved"},
     {OfficeRequestState::kRefused, "refused"},
     {OfficeRequestState::kWithdrawn, "withdrawn"},
     {OfficeRequestState::kExpired, "expired"}}};
constexpr std::array<Word<OfficeFault>, 9> kFaults{{{OfficeFault::kRole, "office-role"},
                                                    {OfficeFault::kOwnAccount, "office-own-account"},
                                                    {OfficeFault::kOwnRequest, "office-own-request"},
                                                    {OfficeFault::kNotMaker, "office-not-maker"},
                                                    {OfficeFault::kRequestOver, "office-request-over"},
                                                    {OfficeFault::kRequestExpired, "office-request-expired"},
                                                    {OfficeFault::kMakerGone, "office-maker-gone"},
                                                    {OfficeFault::kNotLocked, "office-not-locked"},
                                                    {OfficeFault::kNoVoucher, "office-no-voucher"}}};

bool about_officers(OfficeAction action) { return action >= OfficeAction::kOfficerAdd; }

std::expected<void, OfficeFault> still_open(const OfficeRequest& request, Time now) {
  const auto state = state_at(request, now);
  if (state == OfficeRequestState::kExpired) return std::unexpected(OfficeFault::kRequestExpired);
  if (state != OfficeRequestState::kOpen) return std::unexpected(OfficeFault::kRequestOver);
  return {};
}

OfficeRequest decided(OfficeRequest request, OfficeRequestState state, PersonId by, Time now) {
  request.state = state;
  request.checker = by;
  request.decided_at = now;
  ++request.version;
  return request;
}

}  // namespace

std::string_view to_string(OfficeAction action) { return word_of(kActions, action); }
std::optional<OfficeAction> office_action(std::string_view word) { return meaning_of(kActions, word); }
std::string_view to_string(OfficerRole role) { return word_of(kRoles, role); }
std::optional<OfficerRole> officer_role(std::string_view word) { return meaning_of(kRoles, word); }
std::string_view to_string(OfficerState state) { return word_of(kStates, state); }
std::optional<OfficerState> officer_state(std::string_view word) { return meaning_of(kStates, word); }
std::string_view to_string(OfficerStanding standing) { return word_of(kStandings, standing); }
std::string_view to_string(OfficeRequestState state) { return word_of(kRequestStates, state); }
std::optional<OfficeRequestState> office_request_state(std::string_view word) {
  return meaning_of(kRequestStates, word);
}
std::string_view to_string(OfficeFault fault) { return word_of(kFaults, fault); }

OfficerStanding standing(const Officer& officer, Time now, Zone zone) {
  const Date today = local_date(now, zone);
  if (officer.state == OfficerState::kDismissed) return OfficerStanding::kDismissed;
  if (today < officer.starts) return OfficerStanding::kNotYet;
  return officer.ends && *officer.ends < today ? OfficerStanding::kExpired : OfficerStanding::kInForce;
}

Phrase why_no_officer(const std::optional<Officer>& officer, Time now, Zone zone) {
  if (!officer) return {"officer-none", {}};
  switch (standing(*officer, now, zone)) {
    case OfficerStanding::kNotYet:
      return {"officer-not-yet", {{"date", format_date(officer->starts)}}};
    case OfficerStanding::kExpired:
      return {"officer-expired", {{"date", format_date(officer->ends.value_or(Date{}))}}};
    case OfficerStanding::kDismissed:
    case OfficerStanding::kInForce:
      break;
  }
  return {"officer-dismissed", {}};
}

OfficeRequestState state_at(const OfficeRequest& request, Time now) {
  const bool out = request.state == OfficeRequestState::kOpen && now >= request.expires_at;
  return out ? OfficeRequestState::kExpired : request.state;
}

bool may_begin(OfficerRole role, OfficeAction action) {
  return (role == OfficerRole::kAdministrator) == about_officers(action);
}

std::expected<void, OfficeFault> may_begin(const Officer& officer, const OfficeTask& task) {
  if (!may_begin(officer.role, task.action)) return std::unexpected(OfficeFault::kRole);
  if (task.person == officer.person) return std::unexpected(OfficeFault::kOwnAccount);
  return {};
}

std::expected<void, OfficeFault> may_decide(const OfficeRequest& request, const Officer& checker, Time now) {
  if (const auto open = still_open(request, now); !open) return open;
  if (checker.person == request.maker) return std::unexpected(OfficeFault::kOwnRequest);
  if (checker.person == request.task.person) return std::unexpected(OfficeFault::kOwnAccount);
  const bool wants_administrator = about_officers(request.task.action);
  if (wants_administrator && checker.role != OfficerRole::kAdministrator)
    return std::unexpected(OfficeFault::kRole);
  return {};
}

OfficeRequestChange approve(OfficeRequest request, const std::optional<Officer>& maker,
                            const Officer& checker, Time now, Zone zone) {
  if (const auto may = may_decide(request, checker, now); !may) return std::unexpected(may.error());
  const bool stands = maker && standing(*maker, now, zone) == OfficerStanding::kInForce &&
                      may_begin(*maker, request.task).has_value();
  if (!stands) return std::unexpected(OfficeFault::kMakerGone);
  return decided(std::move(request), OfficeRequestState::kApproved, checker.person, now);
}

OfficeRequestChange refuse(OfficeRequest request, const Officer& checker, std::string answer, Time now) {
  if (const auto may = may_decide(request, checker, now); !may) return std::unexpected(may.error());
  request.answer = std::move(answer);
  return decided(std::move(request), OfficeRequestState::kRefused, checker.person, now);
}

OfficeRequestChange withdraw(OfficeRequest request, PersonId by, Time now) {
  if (by != request.maker) return std::unexpected(OfficeFault::kNotMaker);
  if (const auto open = still_open(request, now); !open) return std::unexpected(open.error());
  return decided(std::move(request), OfficeRequestState::kWithdrawn, by, now);
}

}  // namespace taxgate
