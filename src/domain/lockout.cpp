#include "domain/lockout.hpp"

#include <algorithm>
#include <cassert>

namespace taxgate {
namespace {

bool counts_still(const LockRule& rule, const Counter& counter, Time now, Zone zone) {
  if (counter.failures == 0 || counter.locked_until) return false;  // a lock that has ended wipes the slate
  if (rule.window) return now < counter.first + *rule.window;
  return local_date(counter.first, zone) == local_date(now, zone);
}

}  // namespace

bool is_locked(const Counter& counter, Time now) {
  return counter.locked_until && now < *counter.locked_until;
}

Counter after_failure(const LockRule& rule, const Counter& counter, Time now, Zone zone) {
  assert(rule.failures > 0);
  if (is_locked(counter, now)) return counter;
  Counter next = counts_still(rule, counter, now, zone) ? counter : Counter{.first = now};
  ++next.failures;
  next.last = now;
  if (next.failures >= rule.failures) {
    next.locked_until = rule.lasts ? now + *rule.lasts : next_midnight(now, zone);
  }
  return next;
}

int failures_left(const LockRule& rule, const Counter& counter, Time now, Zone zone) {
  if (is_locked(counter, now)) return 0;
  return counts_still(rule, counter, now, zone) ? std::max(1, rule.failures - counter.failures)
                                                : rule.failures;
}

}  // namespace taxgate
