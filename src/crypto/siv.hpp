#pragma once
// AES-256-SIV (RFC 5297): deterministic authenticated encryption. The same plain text gives the same sealed
// one, which is what an identifier needs and nothing else may rely on.
#include <memory>
#include <optional>

#include "base/bytes.hpp"
#include "crypto/key.hpp"

struct evp_cipher_ctx_st;

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
  // With the key set up, which takes longer than a text: a use begins with a copy.
  std::shared_ptr<const evp_cipher_ctx_st> sealing_;
  std::shared_ptr<const evp_cipher_ctx_st> opening_;
};

}  // namespace taxgate
