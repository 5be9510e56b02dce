#include "domain/mandate.hpp"

#include "domain/words.hpp"

namespace taxgate {
namespace {

constexpr std::array<Word<MandateState>, 9> kStates{{{MandateState::kProposed, "proposed"},
                                                     {MandateState::kInForce, "in-force"},
                                                     {MandateState::kRefused, "refused"},
                                                     {MandateState::kWithdrawn, "withdrawn"},
                                                     {MandateState::kReleased, "released"},
                                                     {MandateState::kFrozen, "frozen"},
                                                     {MandateState::kEnded, "ended"},
                                                     {MandateState::kDisputed, "disputed"},
                                                     {MandateState::kUncollected, "uncollected"}}};
constexpr std::array<Word<Standing>, 11> kStandings{{{Standing::kPending, "pending"},
                                                     {Standing::kNotYet, "not-yet"},
                                                     {Standing::kInForce, "in-force"},
                                                     {Standing::kExpired, "expired"},
                                                     {Standing::kFrozen, "frozen"},
                                                     {Standing::kRefused, "refused"},
                                                     {Standing::kWithdrawn, "withdrawn"},
                                                     {Standing::kReleased, "released"},
                                                     {Standing::kEnded, "ended"},
                                                     {Standing::kDisputed, "disputed"},
                                                     {Standing::kUncollected, "uncollected"}}};
constexpr std::array<Word<MandateOrigin>, 2> kOrigins{
    {{MandateOrigin::kRegistry, "registry"}, {MandateOrigin::kEnterprise, "enterprise"}}};
constexpr std::array<Word<MandateFault>, 18> kFaults{
    {{MandateFault::kNotPending, "mandate-not-pending"},
     {MandateFault::kNotInForce, "mandate-not-in-force"},
     {MandateFault::kOver, "mandate-over"},
     {MandateFault::kNotYours, "mandate-not-yours"},
     {MandateFault::kOwnAuthority, "mandate-own-authority"},
     {MandateFault::kFromRegistry, "mandate-from-registry"},
     {MandateFault::kEndsTooEarly, "mandate-ends-too-early"},
     {MandateFault::kEndsTooLate, "mandate-ends-too-late"},
     {MandateFault::kNotFrozen, "mandate-not-frozen"},
     {MandateFault::kAboveOwn, "mandate-above-own"},
     {MandateFault::kCollectionFirst, "mandate-collection-first"},
     {MandateFault::kNotDisputed, "mandate-not-disputed"},
     {MandateFault::kOthersPassword, "password-of-others"},
     {MandateFault::kNoReset, "password-no-reset"},
     {MandateFault::kNoOwnAccount, "password-no-own-account"},
     {MandateFault::kBoundAlready, "password-bound"},
     {MandateFault::kNotBound, "password-not-bound"},
     {MandateFault::kNoInvitation, "password-no-invitation"}}};

Mandate decided(Mandate mandate, MandateState state, Time now) {
  mandate.state = state;
  mandate.decided_at = now;
  ++mandate.version;
  return mandate;
}

MandateChange answer(Mandate mandate, PersonId by, MandateState state, Time now, Zone zone) {
  if (by != mandate.delegate) return std::unexpected(MandateFault::kNotYours);
  if (mandate.state == MandateState::kUncollected && state == MandateState::kInForce)
    return std::unexpected(MandateFault::kCollectionFirst);
  if (mandate.state != MandateState::kProposed && mandate.state != MandateState::kUncollected)
    return std::unexpected(MandateFault::kNotPending);
  if (standing(mandate, now, zone) == Standing::kExpired) return std::unexpected(MandateFault::kOver);
  return decided(std::move(mandate), state, now);
}

bool over(MandateState state) {
  return state == MandateState::kRefused || state == MandateState::kWithdrawn ||
         state == MandateState::kReleased || state == MandateState::kEnded;
}

}  // namespace

std::string_view to_string(MandateState state) { return word_of(kStates, state); }
std::optional<MandateState> mandate_state(std::string_view text) { return meaning_of(kStates, text); }
std::string_view to_string(Standing standing) { return word_of(kStandings, standing); }
std::string_view to_string(MandateOrigin origin) { return word_of(kOrigins, origin); }
std::optional<MandateOrigin> mandate_origin(std::string_view text) { return meaning_of(kOrigins, text); }
std::string_view to_string(MandateFault fault) { return word_of(kFaults, fault); }

Standing standing(const Mandate& mandate, Time now, Zone zone) {
  switch (mandate.state) {
    case MandateState::kRefused:
      return Standing::kRefused;
    case MandateState::kWithdrawn:
      return Standing::kWithdrawn;
    case MandateState::kReleased:
      return Standing::kReleased;
    case MandateState::kEnded:
      return Standing::kEnded;
    case MandateState::kDisputed:
      return Standing::kDisputed;
    case MandateState::kUncollected:
    case MandateState::kProposed:
    case MandateState::kInForce:
    case MandateState::kFrozen:
      break;
  }
  const Date today = local_date(now, zone);
  if (mandate.ends && today > *mandate.ends) return Standing::kExpired;
  if (mandate.state == MandateState::kFrozen) return Standing::kFrozen;
  if (mandate.state == MandateState::kProposed) return Standing::kPending;
  if (mandate.state == MandateState::kUncollected) return Standing::kUncollected;
  return today < mandate.starts ? Standing::kNotYet : Standing::kInForce;
}

MandateChange confirm(Mandate mandate, PersonId by, Time now, Zone zone) {
  return answer(std::move(mandate), by, MandateState::kInForce, now, zone);
}

MandateChange refuse(Mandate mandate, PersonId by, Time now, Zone zone) {
  return answer(std::move(mandate), by, MandateState::kRefused, now, zone);
}

MandateChange release(Mandate mandate, PersonId by, bool proposable, Time now, Zone zone) {
  if (by != mandate.delegate) return std::unexpected(MandateFault::kNotYours);
  if (!proposable) return std::unexpected(MandateFault::kFromRegistry);
  if (over(mandate.state)) return std::unexpected(MandateFault::kOver);
  const Standing worth = standing(mandate, now, zone);
  if (worth != Standing::kInForce && worth != Standing::kNotYet && worth != Standing::kFrozen &&
      worth != Standing::kDisputed) {
    return std::unexpected(MandateFault::kNotInForce);
  }
  return decided(std::move(mandate), MandateState::kReleased, now);
}

MandateChange dispute(Mandate mandate, PersonId by, Time now, Zone zone) {
  if (by != mandate.delegate) return std::unexpected(MandateFault::kNotYours);
  if (over(mandate.state) || mandate.state == MandateState::kDisputed ||
      standing(mandate, now, zone) == Standing::kExpired) {
    return std::unexpected(MandateFault::kOver);
  }
  return decided(std::move(mandate), MandateState::kDisputed, now);
}

MandateChange settle(Mandate mandate, bool upheld, Time now) {
  if (mandate.state != MandateState::kDisputed) return std::unexpected(MandateFault::kNotDisputed);
  return decided(std::move(mandate), upheld ? MandateState::kEnded : MandateState::kInForce, now);
}

MandateChange collected(Mandate mandate, bool confirms, Time now) {
  if (mandate.state != MandateState::kUncollected) return std::unexpected(MandateFault::kNotPending);
  return decided(std::move(mandate), confirms ? MandateState::kProposed : MandateState::kInForce, now);
}

MandateChange freeze(Mandate mandate, PersonId by, Time now, Zone zone) {
  if (by == mandate.delegate) return std::unexpected(MandateFault::kOwnAuthority);
  const Standing worth = standing(mandate, now, zone);
  if (worth != Standing::kInForce && worth != Standing::kNotYet)
    return std::unexpected(MandateFault::kNotInForce);
  return decided(std::move(mandate), MandateState::kFrozen, now);
}

MandateChange thaw(Mandate mandate, PersonId by, Time now, Zone zone) {
  if (by == mandate.delegate) return std::unexpected(MandateFault::kOwnAuthority);
  if (mandate.state != MandateState::kFrozen) return std::unexpected(MandateFault::kNotFrozen);
  if (standing(mandate, now, zone) == Standing::kExpired) return std::unexpected(MandateFault::kOver);
  return decided(std::move(mandate), MandateState::kInForce, now);
}

MandateChange withdraw(Mandate mandate, PersonId by, bool proposable, Time now) {
  if (by == mandate.delegate) return std::unexpected(MandateFault::kOwnAuthority);
  if (!proposable) return std::unexpected(MandateFault::kFromRegistry);
  if (over(mandate.state)) return std::unexpected(MandateFault::kOver);
  return decided(std::move(mandate), MandateState::kWithdrawn, now);
}

MandateChange renew(Mandate mandate, PersonId by, std::optional<Date> ends, std::optional<Date> latest,
                    Time now, Zone zone) {
  if (by == mandate.delegate) return std::unexpected(MandateFault::kOwnAuthority);
  if (mandate.state != MandateState::kInForce) return std::unexpected(MandateFault::kNotInForce);
  if (ends && (*ends < local_date(now, zone) || *ends < mandate.starts)) {
    return std::unexpected(MandateFault::kEndsTooEarly);
  }
  if (latest && (!ends || *ends > *latest)) return std::unexpected(MandateFault::kEndsTooLate);
  mandate.ends = ends;
  ++mandate.version;
  return mandate;
}

bool still_stands(const Mandate& mandate) { return !over(mandate.state); }

}  // namespace taxgate
