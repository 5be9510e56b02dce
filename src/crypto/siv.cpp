#include "crypto/siv.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <memory>

#include "crypto/digest.hpp"
#include "crypto/error.hpp"

namespace taxgate {
namespace {

constexpr std::size_t kTag = 16;

using Context = std::unique_ptr<EVP_CIPHER_CTX, void (*)(EVP_CIPHER_CTX*)>;

const EVP_CIPHER* aes_siv() {
  static const std::unique_ptr<EVP_CIPHER, void (*)(EVP_CIPHER*)> kCipher(
      EVP_CIPHER_fetch(nullptr, "AES-256-SIV", nullptr), EVP_CIPHER_free);
  if (!kCipher) throw CryptoError("AES-256-SIV is not there");
  return kCipher.get();
}

/// `encrypt` 1 or 0; `both` is RFC 5297's key, its two halves.
std::shared_ptr<const EVP_CIPHER_CTX> keyed(const Bytes& both, int encrypt) {
  std::shared_ptr<EVP_CIPHER_CTX> cipher(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
  if (!cipher || EVP_CipherInit_ex(cipher.get(), aes_siv(), nullptr, both.data(), nullptr, encrypt) != 1)
    throw CryptoError("AES-256-SIV could not begin");
  return cipher;
}

/// Ready for the text.
Context begin(const EVP_CIPHER_CTX& keyed, ByteView context) {
  Context cipher(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
  int size = 0;
  if (!cipher || EVP_CIPHER_CTX_copy(cipher.get(), &keyed) != 1 ||
      EVP_CipherUpdate(cipher.get(), nullptr, &size, context.data(), static_cast<int>(context.size())) != 1)
    throw CryptoError("AES-256-SIV could not begin");
  return cipher;
}

}  // namespace

SivCipher::SivCipher(const Key& key) {
  Bytes both;
  both.reserve(2 * sizeof(Digest));  // no copy is left behind
  for (const auto* half : {"siv/mac", "siv/encryption"}) {
    const Key derived = derive_key(key, half);
    both.insert(both.end(), derived.reveal().begin(), derived.reveal().end());
  }
  sealing_ = keyed(both, 1);
  opening_ = keyed(both, 0);
  OPENSSL_cleanse(both.data(), both.size());
}

Bytes SivCipher::seal(ByteView plain, ByteView context) const {
  const Context cipher = begin(*sealing_, context);
  Bytes sealed(kTag + plain.size());
  int size = 0;
  if (EVP_CipherUpdate(cipher.get(), sealed.data() + kTag, &size, plain.data(),
                       static_cast<int>(plain.size())) != 1 ||
      EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_GET_TAG, kTag, sealed.data()) != 1)
    throw CryptoError("AES-256-SIV failed");
  return sealed;
}

std::optional<Bytes> SivCipher::open(ByteView sealed, ByteView context) const {
  if (sealed.size() <= kTag) return std::nullopt;
  Bytes tag(sealed.begin(), sealed.begin() + kTag);
  const ByteView text = sealed.subspan(kTag);
  const Context cipher = begin(*opening_, context);
  Bytes plain(text.size());
  int size = 0;
  if (EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_SET_TAG, kTag, tag.data()) != 1 ||
      EVP_CipherUpdate(cipher.get(), plain.data(), &size, text.data(), static_cast<int>(text.size())) != 1)
    return std::nullopt;
  return plain;
}

}  // namespace taxgate
