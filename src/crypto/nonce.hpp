#pragma once
#include "base/bytes.hpp"

namespace taxgate {

/// Random 96-bit nonces, drawn 64 at a time because a call of the system's generator costs more than an
/// encryption. Not for many threads at once.
class NonceSource {
 public:
  using Nonce = std::array<std::uint8_t, 12>;
  Nonce next();

 private:
  void refill();

  static constexpr std::size_t kStock = 64;
  std::array<Nonce, kStock> stock_{};
  std::size_t used_ = kStock;
  unsigned fork_ = 0;
};

}  // namespace taxgate
