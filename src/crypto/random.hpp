#pragma once
// Randomness from the operating system's generator. It cannot fail: without a generator the process ends.
#include <span>

#include "base/bytes.hpp"
#include "base/secret.hpp"

namespace taxgate {

void fill_random(std::span<std::uint8_t> octets);
Bytes random_bytes(std::size_t count);
/// base64url of `bytes` random octets: an identifier that nobody guesses (32 octets are 43 characters).
std::string random_token(std::size_t bytes = 32);
/// `count` decimal digits, each uniform (no modulo bias): the code of a text message.
Secret random_digits(std::size_t count);

}  // namespace taxgate
