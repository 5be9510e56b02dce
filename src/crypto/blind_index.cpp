#include "crypto/blind_index.hpp"

namespace taxgate {

Bytes BlindIndex::of(std::string_view domain, std::string_view value) const {
  // The domain's length makes the border clear; the value is the rest.
  const auto size = static_cast<std::uint64_t>(domain.size());
  std::array<std::uint8_t, 8> length{};
  for (std::size_t i = 0; i < length.size(); ++i) length[i] = static_cast<std::uint8_t>(size >> (56 - 8 * i));
  const Digest digest = hmac_.mac({length, bytes_of(domain), bytes_of(value)});
  return {digest.begin(), digest.begin() + kSize};
}

}  // namespace taxgate
