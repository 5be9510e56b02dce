#include "crypto/canonical.hpp"

#include <cassert>
#include <limits>

namespace taxgate {

CanonicalWriter& CanonicalWriter::u8(std::uint8_t value) {
  bytes_.push_back(value);
  return *this;
}

CanonicalWriter& CanonicalWriter::u32(std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) bytes_.push_back(static_cast<std::uint8_t>(value >> shift));
  return *this;
}

CanonicalWriter& CanonicalWriter::u64(std::uint64_t value) {
  u32(static_cast<std::uint32_t>(value >> 32U));
  return u32(static_cast<std::uint32_t>(value));
}

CanonicalWriter& CanonicalWriter::octets(ByteView value) {
  assert(value.size() <= std::numeric_limits<std::uint32_t>::max());
  u32(static_cast<std::uint32_t>(value.size()));
  bytes_.insert(bytes_.end(), value.begin(), value.end());
  return *this;
}

}  // namespace taxgate
