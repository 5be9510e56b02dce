#pragma once
// What a row of the registry makes of what is stored: pure rules of the import.
#include "connect/registry/relations.hpp"
#include "domain/mandate.hpp"
#include "domain/profile.hpp"
#include "domain/records.hpp"

namespace taxgate::app {

/// When an import happens, by the bureau's clock.
struct ImportTime {
  Time now;
  Date today;
};

struct MandateStep {
  enum class Kind { kSame, kInsert, kUpdate } kind = Kind::kSame;
  Mandate mandate;               // to insert (without ids) or to update (with the next version)
  std::string_view remark = {};  // the code of a warning; empty: none
};

/// `stored`: the newest mandate of that person in that role for that taxpayer; null: there is none.
///
/// What comes with the registration (a role that nobody confirms) is in force without an answer. What a
/// person or an enterprise decided here stays decided: an association that was refused, withdrawn or released
/// here comes back only by a row whose association begins later, and an end that was renewed here is not
/// drawn back by an older file.
MandateStep reconcile(const Mandate* stored, const registry::Association& row, const Role& role,
                      ImportTime time, Zone zone);

/// The registry no longer names it.
Mandate ended_by_registry(Mandate mandate, Time now);

/// The person as they are to be stored. The phone and its level come from the collection alone (LN-04), and
/// the newer verification wins: a number changed here later stays. Everything that is the account's own
/// stays.
Person merged(std::optional<Person> stored, const registry::RegisteredPerson& row, Zone zone);

/// The level of who was never collected: knows a password, no more (NT-05).
inline constexpr int kUncollectedLevel = 1;

}  // namespace taxgate::app
