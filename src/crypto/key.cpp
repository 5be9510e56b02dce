#include "crypto/key.hpp"

#include <cstring>

#include "crypto/random.hpp"

namespace taxgate {

std::optional<Key> Key::from(ByteView octets) {
  if (octets.size() != kSize) return std::nullopt;
  std::array<std::uint8_t, kSize> copy{};
  std::ranges::copy(octets, copy.begin());
  std::optional<Key> key(std::in_place, copy);
  explicit_bzero(copy.data(), copy.size());
  return key;
}

Key Key::random() {
  std::array<std::uint8_t, kSize> octets{};
  fill_random(octets);
  Key key(octets);
  explicit_bzero(octets.data(), octets.size());
  return key;
}

Key::~Key() { explicit_bzero(octets_.data(), octets_.size()); }

}  // namespace taxgate
