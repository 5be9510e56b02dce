#pragma once
#include <string>

#include "base/secret.hpp"
#include "crypto/key.hpp"

namespace taxgate {

/// Argon2id (RFC 9106) with one lane. OWASP's smallest choices: {19456, 2}, {47104, 1}, {7168, 5}.
struct Argon2Params {
  std::uint32_t memory_kib = 19456;  // 8 … 4,194,303
  std::uint32_t passes = 2;          // 1 and up
  bool operator==(const Argon2Params&) const = default;
};

/// A PHC string: $argon2id$v=19$m=19456,t=2,p=1$salt$hash. At most 127 characters, ASCII.
struct PasswordHash {
  std::string phc;
  bool operator==(const PasswordHash&) const = default;
};

/// What Argon2 hashes is HMAC-SHA-256(pepper, password): a stolen database alone does not let anybody guess.
/// Throws CryptoError when the parameters are out of range or there is no memory. Slow by intention: threads
/// that answer people call HashPool.
PasswordHash hash_password(const Secret& password, Argon2Params params, const Key& pepper);

/// With the parameters in the hash. Throws CorruptHash for a text that is no Argon2id PHC string.
bool verify_password(const Secret& password, const PasswordHash& hash, const Key& pepper);

/// True when the hash was made with other parameters. Throws CorruptHash.
bool needs_rehash(const PasswordHash& hash, Argon2Params params);

/// A hash that no password has, as dear to verify as a real one: for accounts that do not exist.
PasswordHash nobodys_hash(Argon2Params params);

}  // namespace taxgate
