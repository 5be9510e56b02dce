#include "crypto/signer.hpp"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <sodium.h>

#include "crypto/error.hpp"

namespace taxgate {
namespace {

using Pkey = std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)>;
using Bio = std::unique_ptr<BIO, int (*)(BIO*)>;

/// libsodium's private key: the seed and the public key. Wiped.
struct FullKey {
  FullKey() = default;
  ~FullKey() { sodium_memzero(octets.data(), octets.size()); }
  FullKey(const FullKey&) = delete;
  FullKey& operator=(const FullKey&) = delete;
  std::array<std::uint8_t, crypto_sign_SECRETKEYBYTES> octets{};
};

PublicKey expand(const Key& seed, FullKey& full) {
  PublicKey key{};
  crypto_sign_seed_keypair(key.data(), full.octets.data(), seed.reveal().data());
  return key;
}

PublicKey public_key_of(const Key& seed) {
  FullKey full;
  return expand(seed, full);
}

}  // namespace

std::optional<Verifier> Verifier::from_pem(std::string_view pem) {
  const Bio in(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free);
  const Pkey pkey(PEM_read_bio_PUBKEY(in.get(), nullptr, nullptr, nullptr), EVP_PKEY_free);
  PublicKey key{};
  std::size_t size = key.size();
  if (!pkey || EVP_PKEY_is_a(pkey.get(), "ED25519") != 1 ||
      EVP_PKEY_get_raw_public_key(pkey.get(), key.data(), &size) != 1 || size != key.size()) {
    return std::nullopt;
  }
  return Verifier(key);
}

bool Verifier::verify(ByteView message, const Signature& signature) const {
  return crypto_sign_verify_detached(signature.data(), message.data(), message.size(), key_.data()) == 0;
}

std::string Verifier::pem() const {
  const Pkey pkey(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, key_.data(), key_.size()),
                  EVP_PKEY_free);
  const Bio out(BIO_new(BIO_s_mem()), BIO_free);
  if (!pkey || !out || PEM_write_bio_PUBKEY(out.get(), pkey.get()) != 1) {
    throw CryptoError("the public key could not be written as PEM");
  }
  char* text = nullptr;
  const auto size = BIO_get_mem_data(out.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

Signer::Signer(Key seed) : seed_(std::move(seed)), verifier_(public_key_of(seed_)) {}

Signature Signer::sign(ByteView message) const {
  FullKey full;
  expand(seed_, full);
  Signature signature{};
  crypto_sign_detached(signature.data(), nullptr, message.data(), message.size(), full.octets.data());
  return signature;
}

}  // namespace taxgate
