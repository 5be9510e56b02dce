#include "crypto/hmac_key.hpp"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include "crypto/context_pool.hpp"
#include "crypto/error.hpp"

namespace taxgate {

struct HmacKey::State {
  EVP_MAC_CTX* fresh() const {
    EVP_MAC_CTX* context = EVP_MAC_CTX_dup(keyed.get());
    if (context == nullptr) throw CryptoError("HMAC: no context");
    return context;
  }

  using Pool = ContextPool<EVP_MAC_CTX, EVP_MAC_CTX_free>;
  Pool::Owned keyed;
  Pool pool;
};

HmacKey::HmacKey(const Key& key) : state_(std::make_unique<State>()) {
  const std::unique_ptr<EVP_MAC, void (*)(EVP_MAC*)> hmac(EVP_MAC_fetch(nullptr, "HMAC", nullptr),
                                                          EVP_MAC_free);
  std::string digest = "SHA256";
  const std::array params{OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest.data(), 0),
                          OSSL_PARAM_construct_end()};
  state_->keyed.reset(EVP_MAC_CTX_new(hmac.get()));
  const auto octets = key.reveal();
  if (!state_->keyed || EVP_MAC_init(state_->keyed.get(), octets.data(), octets.size(), params.data()) != 1) {
    throw CryptoError("HMAC-SHA-256 is not available");
  }
}

HmacKey::~HmacKey() = default;

Digest HmacKey::mac(std::initializer_list<ByteView> parts) const {
  const auto lease = state_->pool.take([this] { return state_->fresh(); });
  // Without a key, EVP_MAC_init goes back to the state after the key.
  bool good = EVP_MAC_init(lease.get(), nullptr, 0, nullptr) == 1;
  for (const auto part : parts) good = good && EVP_MAC_update(lease.get(), part.data(), part.size()) == 1;
  Digest digest{};
  std::size_t size = 0;
  good = good && EVP_MAC_final(lease.get(), digest.data(), &size, digest.size()) == 1;
  if (!good || size != digest.size()) throw CryptoError("HMAC-SHA-256 failed");
  return digest;
}

}  // namespace taxgate
