#include "crypto/random.hpp"

#include <sodium.h>

namespace taxgate {

void fill_random(std::span<std::uint8_t> octets) {
  if (!octets.empty()) randombytes_buf(octets.data(), octets.size());  // may not be given a null pointer
}

Bytes random_bytes(std::size_t count) {
  Bytes bytes(count);
  fill_random(bytes);
  return bytes;
}

std::string random_token(std::size_t bytes) { return to_base64url(random_bytes(bytes)); }

Secret random_digits(std::size_t count) {
  std::string digits(count, '0');
  for (auto& digit : digits) digit = static_cast<char>('0' + randombytes_uniform(10));
  return Secret(std::move(digits));
}

}  // namespace taxgate
