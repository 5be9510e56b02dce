#pragma once
// A symmetric key or a seed: 32 octets, wiped when it goes, never printed.
#include <optional>

#include "base/bytes.hpp"

namespace taxgate {

class Key {
 public:
  static constexpr std::size_t kSize = 32;

  explicit Key(const std::array<std::uint8_t, kSize>& octets) : octets_(octets) {}
  /// Nothing unless exactly 32 octets.
  static std::optional<Key> from(ByteView octets);
  /// From the system's generator.
  static Key random();

  Key(const Key&) = default;
  Key(Key&&) = default;
  Key& operator=(const Key&) = default;
  Key& operator=(Key&&) = default;
  ~Key();

  /// The octets themselves: every use is a place to review.
  ByteView reveal() const { return octets_; }

 private:
  std::array<std::uint8_t, kSize> octets_;
};

}  // namespace taxgate
