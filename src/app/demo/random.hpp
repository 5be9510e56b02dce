#pragma once
// Pseudo-random numbers that are the same on every machine and can be asked for any index, so that a million
// invented people need not be kept: person i is made anew wherever person i is named.
#include <cstdint>

namespace taxgate::demo {

/// SplitMix64 (Steele, Lea and Flood, 2014). Not for secrets.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  /// The stream of one thing: independent of the other seeds, topics and indices.
  Random(std::uint64_t seed, std::uint64_t topic, std::uint64_t index);

  std::uint64_t next();
  /// 0 to `limit` - 1; `limit` > 0. Its bias is below limit / 2^64.
  std::uint64_t below(std::uint64_t limit) { return next() % limit; }
  bool one_in(std::uint64_t count) { return below(count) == 0; }

 private:
  std::uint64_t state_;
};

/// A permutation of 0 to `size` - 1 that looks scattered: distinct indices give distinct numbers.
class Permutation {
 public:
  /// `size` is at least 1 and none of its prime factors is above 2^31.
  Permutation(std::uint64_t size, std::uint64_t seed) : size_(size), shift_(Random{seed}.below(size)) {}
  /// For an index below 2^31 (taken modulo the size).
  std::uint64_t operator()(std::uint64_t index) const;
  std::uint64_t size() const { return size_; }

 private:
  std::uint64_t size_;
  std::uint64_t shift_;
};

}  // namespace taxgate::demo
