#pragma once
// Leaves a gateway alone that does not work. A value; the caller brings the time and the lock.
#include "base/time.hpp"

namespace taxgate {

struct BreakerPolicy {
  int failures = 5;     // in a row, until it opens
  Millis pause{10000};  // after which one trial is let through
};

/// Closed: all pass. Open: none do until the pause is over. Then one trial passes: its success closes, its
/// failure opens again; a trial that nobody reports on makes way for another one after a further pause.
class CircuitBreaker {
 public:
  explicit CircuitBreaker(BreakerPolicy policy) : policy_(policy) {}

  /// How long to wait before an attempt may be made; 0: now, and the caller makes it and reports on it.
  Millis enter(Time now);
  void succeeded();
  /// There was nothing to attempt: the trial, if it was one, may be made at once by the next one to enter.
  void passed_up(Time now);
  void failed(Time now);
  bool open() const { return failures_ >= policy_.failures; }

 private:
  BreakerPolicy policy_;
  int failures_ = 0;
  Time next_trial_;
};

}  // namespace taxgate
