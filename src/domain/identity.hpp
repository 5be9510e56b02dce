#pragma once
// The identities that a person may take: oneself, and every enterprise that a mandate in force names (SX-10).
#include <string_view>
#include <vector>

#include "domain/mandate.hpp"
#include "domain/records.hpp"
#include "domain/text.hpp"

namespace taxgate {

/// Whether a mandate lets its delegate act now; if not, `why` says so and what to do (SX-06).
struct Usable {
  bool now = false;
  Phrase why;
};
Usable usable(const Mandate& mandate, Time now, Zone zone);

/// The mandates that let their delegate act now.
std::vector<const Mandate*> usable_mandates(const std::vector<Mandate>& mandates, Time now, Zone zone);

/// Why none of them does: the reason of the one that comes nearest, or that there is none at all (SX-06).
Phrase why_none_usable(const std::vector<Mandate>& mandates, Time now, Zone zone);

/// Whether the warning before its end is due (SX-12).
bool ends_soon(const Mandate& mandate, int warn_days, Time now, Zone zone);

/// From which day the username may change again (QD-15); none: at once.
std::optional<Date> username_changeable_from(const Person& person, int change_days, Zone zone);

}  // namespace taxgate
