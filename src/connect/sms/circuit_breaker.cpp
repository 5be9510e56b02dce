#include "connect/sms/circuit_breaker.hpp"

namespace taxgate {

Millis CircuitBreaker::enter(Time now) {
  if (!open()) return Millis{0};
  if (now < next_trial_) return next_trial_ - now;
  next_trial_ = now + policy_.pause;
  return Millis{0};
}

void CircuitBreaker::succeeded() { failures_ = 0; }

void CircuitBreaker::passed_up(Time now) { next_trial_ = now; }

void CircuitBreaker::failed(Time now) {
  if (!open()) ++failures_;
  if (open()) next_trial_ = now + policy_.pause;
}

}  // namespace taxgate
