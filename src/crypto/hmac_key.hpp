#pragma once
#include <initializer_list>
#include <memory>

#include "base/bytes.hpp"
#include "crypto/key.hpp"

namespace taxgate {

/// HMAC-SHA-256 under one key, many times: the key's two inner states are computed once. Safe for many
/// threads.
class HmacKey {
 public:
  explicit HmacKey(const Key& key);
  ~HmacKey();
  HmacKey(const HmacKey&) = delete;
  HmacKey& operator=(const HmacKey&) = delete;

  /// Over the parts one after the other: the caller makes their borders unambiguous (canonical.hpp).
  Digest mac(std::initializer_list<ByteView> parts) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace taxgate
