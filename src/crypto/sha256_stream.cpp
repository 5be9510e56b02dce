#include "crypto/sha256_stream.hpp"

#include <openssl/evp.h>

#include "crypto/error.hpp"

namespace taxgate {

struct Sha256Stream::State {
  void begin() const {
    if (EVP_DigestInit_ex2(context.get(), EVP_sha256(), nullptr) != 1)
      throw CryptoError("SHA-256 is not available");
  }
  std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context{EVP_MD_CTX_new(), EVP_MD_CTX_free};
};

Sha256Stream::Sha256Stream() : state_(std::make_unique<State>()) { state_->begin(); }
Sha256Stream::~Sha256Stream() = default;

void Sha256Stream::add(ByteView piece) {
  if (EVP_DigestUpdate(state_->context.get(), piece.data(), piece.size()) != 1)
    throw CryptoError("SHA-256 failed");
}

Digest Sha256Stream::finish() {
  Digest digest{};
  if (EVP_DigestFinal_ex(state_->context.get(), digest.data(), nullptr) != 1)
    throw CryptoError("SHA-256 failed");
  state_->begin();
  return digest;
}

}  // namespace taxgate
