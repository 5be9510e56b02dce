#pragma once
// Locking a method after failures in a row (QD-16, WH-03). One counter a person and method: password,
// certificate and scan are counted apart (QD-17).
#include <chrono>
#include <optional>

#include "base/time.hpp"

namespace taxgate {

struct LockRule {
  int failures = 5;  // the failure that locks; at least 1
  std::optional<std::chrono::minutes>
      window;  // failures count together for this long after the first; none: on one local day
  std::optional<std::chrono::minutes> lasts;  // how long the lock lasts; none: until the next local midnight
  bool operator==(const LockRule&) const = default;
};

/// The failures in a row of one method. A default one is what everybody begins with and what a success
/// leaves.
struct Counter {
  int failures = 0;
  Time first{Millis{0}};
  Time last{Millis{0}};
  std::optional<Time> locked_until;
  bool operator==(const Counter&) const = default;
};

bool is_locked(const Counter& counter, Time now);

/// The counter after one more failure. A failure while locked changes nothing: it neither counts nor prolongs
/// the lock. Failures before an ended lock, or of another window, no longer count.
Counter after_failure(const LockRule& rule, const Counter& counter, Time now, Zone zone);

/// After a success of the method, and after a recovery, which unlocks at once (QD-16).
constexpr Counter after_success() { return {}; }

/// How many failures more lock the method: 0 while it is locked, else at least 1.
int failures_left(const LockRule& rule, const Counter& counter, Time now, Zone zone);

}  // namespace taxgate
