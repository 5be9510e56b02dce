#pragma once
// Chance that can be repeated: the same seed gives the same captcha. Not for secrets.
#include <cstdint>

namespace taxgate {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}

  /// SplitMix64 (Steele, Lea, Flood 2014).
  std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31U);
  }
  /// Evenly in [low, high).
  double between(double low, double high) {
    return low + (high - low) * static_cast<double>(next() >> 11U) * 0x1.0p-53;
  }
  /// Evenly in 0 … count - 1; `count` is small.
  std::uint64_t below(std::uint64_t count) { return next() % count; }
  double sign() { return (next() & 1U) == 0 ? -1.0 : 1.0; }

 private:
  std::uint64_t state_;
};

}  // namespace taxgate
