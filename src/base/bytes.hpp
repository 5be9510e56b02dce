#pragma once
// Octets and their text forms.
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace taxgate {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;
using Digest = std::array<std::uint8_t, 32>;  // SHA-256 and HMAC-SHA-256

inline ByteView bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
inline std::string_view text_of(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string to_hex(ByteView bytes);
std::optional<Bytes> from_hex(std::string_view text);
/// RFC 4648 §5 without padding.
std::string to_base64url(ByteView bytes);
/// Strict: no padding, no foreign characters, no stray bits; nothing otherwise.
std::optional<Bytes> from_base64url(std::string_view text);

}  // namespace taxgate
