#pragma once
// An unambiguous encoding: two different sequences of values never give the same octets. What is signed or
// hashed goes through this.
#include "base/bytes.hpp"

namespace taxgate {

/// Fixed-width big-endian numbers, and octets behind their 32-bit length.
class CanonicalWriter {
 public:
  explicit CanonicalWriter(std::size_t expected_size = 256) { bytes_.reserve(expected_size); }

  CanonicalWriter& u8(std::uint8_t value);
  CanonicalWriter& u32(std::uint32_t value);
  CanonicalWriter& u64(std::uint64_t value);
  CanonicalWriter& i64(std::int64_t value) { return u64(static_cast<std::uint64_t>(value)); }
  /// At most 2^32 − 1 octets.
  CanonicalWriter& octets(ByteView value);
  CanonicalWriter& text(std::string_view value) { return octets(bytes_of(value)); }

  const Bytes& bytes() const { return bytes_; }

 private:
  Bytes bytes_;
};

}  // namespace taxgate
