#include "domain/identity.hpp"

#include <algorithm>

namespace taxgate {
namespace {

/// How near a standing is to letting somebody act: the nearest one is the reason worth telling.
int distance(Standing standing) {
  switch (standing) {
    case Standing::kInForce:
      return 0;
    case Standing::kPending:
    case Standing::kUncollected:
      return 1;
    case Standing::kNotYet:
      return 2;
    case Standing::kFrozen:
    case Standing::kDisputed:
      return 3;
    case Standing::kExpired:
      return 4;
    case Standing::kReleased:
      return 5;
    case Standing::kWithdrawn:
      return 6;
    case Standing::kEnded:
      return 7;
    case Standing::kRefused:
      return 8;
  }
  return 9;
}

}  // namespace

Usable usable(const Mandate& mandate, Time now, Zone zone) {
  const Standing worth = standing(mandate, now, zone);
  if (worth == Standing::kInForce) return {.now = true, .why = {}};
  Args args{{"role", "@role." + mandate.role}};
  if (worth == Standing::kNotYet) args.emplace("date", format_date(mandate.starts));
  if (worth == Standing::kExpired) args.emplace("date", format_date(*mandate.ends));
  return {.now = false, .why = {"association-" + std::string{to_string(worth)}, std::move(args)}};
}

std::vector<const Mandate*> usable_mandates(const std::vector<Mandate>& mandates, Time now, Zone zone) {
  std::vector<const Mandate*> found;
  for (const auto& mandate : mandates) {
    if (usable(mandate, now, zone).now) found.push_back(&mandate);
  }
  return found;
}

Phrase why_none_usable(const std::vector<Mandate>& mandates, Time now, Zone zone) {
  const auto nearest = std::ranges::min_element(
      mandates, {}, [&](const Mandate& mandate) { return distance(standing(mandate, now, zone)); });
  return nearest == mandates.end() ? Phrase{"association-none", {}} : usable(*nearest, now, zone).why;
}

bool ends_soon(const Mandate& mandate, int warn_days, Time now, Zone zone) {
  return standing(mandate, now, zone) == Standing::kInForce && mandate.ends &&
         plus_days(local_date(now, zone), warn_days) >= *mandate.ends;
}

std::optional<Date> username_changeable_from(const Person& person, int change_days, Zone zone) {
  if (!person.username_changed_at) return std::nullopt;
  return plus_days(local_date(*person.username_changed_at, zone), change_days);
}

}  // namespace taxgate
