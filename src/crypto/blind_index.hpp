#pragma once
#include "crypto/hmac_key.hpp"

namespace taxgate {

/// Finds an encrypted value by exact match without revealing it: a keyed pseudo-random name of the
/// value.
///
/// The first 16 octets of HMAC-SHA-256. Sixteen are enough: among 2^32 values two share an index with a
/// chance of 2^-65, and half the size halves the database's indexes. Whoever needs certainty compares the
/// decrypted value after the find.
class BlindIndex {
 public:
  static constexpr std::size_t kSize = 16;

  explicit BlindIndex(const Key& key) : hmac_(key) {}

  /// `domain` says what the value is and whose ("person.document/7"): the same number in two domains has
  /// unrelated indexes, so that a copy of the database does not tell that a phone number is also a username.
  /// `value` is normalised by the caller.
  Bytes of(std::string_view domain, std::string_view value) const;

 private:
  HmacKey hmac_;
};

}  // namespace taxgate
