#pragma once
// AES-256-SIV (RFC 5297): deterministic authenticated encryption. The same plain text gives the same sealed
// one, which is what an identifier needs and nothing else may rely on.
#include <optional>

#include "base/bytes.hpp"
#include "crypto/key.hpp"

namespace taxgate {

/// Safe for many threads.
class SivCipher {
 public:
  explicit SivCipher(const Key& key);

  /// 16 octets more than `plain`, which must not be empty.
  Bytes seal(ByteView plain, ByteView context) const;
  /// Nothing for what was not sealed with this key and context.
  std::optional<Bytes> open(ByteView sealed, ByteView context) const;

 private:
  Key mac_;  // the two halves of RFC 5297's key
  Key encryption_;
};

}  // namespace taxgate
