#pragma once
// SHA-256 (FIPS 180-4), HMAC (RFC 2104), HKDF (RFC 5869) and comparison in constant time.
#include <initializer_list>

#include "base/bytes.hpp"
#include "crypto/key.hpp"

namespace taxgate {

Digest sha256(ByteView data);
/// Of the parts one after the other, without copying them together.
Digest sha256_of(std::initializer_list<ByteView> parts);

/// One call with a key of any length. For many calls with one key see HmacKey.
Digest hmac_sha256(ByteView key, ByteView data);

/// HKDF-SHA-256 without salt: a key for one purpose, named by `purpose`, from another key.
Key derive_key(const Key& from, std::string_view purpose);

/// Takes the same time wherever they differ; only the lengths can be learnt.
bool equal_constant_time(ByteView a, ByteView b);

}  // namespace taxgate
