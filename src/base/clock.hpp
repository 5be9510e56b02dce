#pragma once
#include "base/time.hpp"

namespace taxgate {

/// Where the time comes from. Held by the application layer; the domain never sees one.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Time now() const = 0;
};

class SystemClock final : public Clock {
 public:
  Time now() const override { return std::chrono::floor<Millis>(std::chrono::system_clock::now()); }
};

/// A clock that stands still until it is moved: for tests.
class FixedClock final : public Clock {
 public:
  explicit FixedClock(Time start) : now_(start) {}
  Time now() const override { return now_; }
  void advance(Millis by) { now_ += by; }
  void set(Time time) { now_ = time; }

 private:
  Time now_;
};

}  // namespace taxgate
