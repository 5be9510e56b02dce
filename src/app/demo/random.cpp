#include "app/demo/random.hpp"

namespace taxgate::demo {
namespace {

constexpr std::uint64_t kGolden = 0x9E3779B97F4A7C15;
constexpr std::uint64_t kPrime = 2654435761;  // beyond 2^31, so that no size shares a factor with it

constexpr std::uint64_t mix(std::uint64_t z) {
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EB;
  return z ^ (z >> 31U);
}

}  // namespace

Random::Random(std::uint64_t seed, std::uint64_t topic, std::uint64_t index)
    : state_(mix(mix(mix(seed + kGolden) + topic) + index)) {}

std::uint64_t Random::next() {
  state_ += kGolden;
  return mix(state_);
}

std::uint64_t Permutation::operator()(std::uint64_t index) const {
  return ((index % size_) * kPrime % size_ + shift_) % size_;
}

}  // namespace taxgate::demo
