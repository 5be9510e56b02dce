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

/// Ready for the text; `encrypt` 1 or 0.
Context begin(const Key& mac, const Key& encryption, ByteView context, int encrypt) {
  Bytes both(mac.reveal().begin(), mac.reveal().end());
  both.insert(both.end(), encryption.reveal().begin(), encryption.reveal().end());
  Context cipher(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
  int size = 0;
  const bool ready =
      EVP_CipherInit_ex(cipher.get(), aes_siv(), nullptr, both.data(), nullptr, encrypt) == 1 &&
      EVP_CipherUpdate(cipher.get(), nullptr, &size, context.data(), static_cast<int>(context.size())) == 1;
  OPENSSL_cleanse(both.data(), both.size());
  if (!ready) throw CryptoError("AES-256-SIV could not begin");
  return cipher;
}

}  // namespace

SivCipher::SivCipher(const Key& key)
    : mac_(derive_key(key, "siv/mac")), encryption_(derive_key(key, "siv/encryption")) {}

Bytes SivCipher::seal(ByteView plain, ByteView context) const {
  const Context cipher = begin(mac_, encryption_, context, 1);
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
  const Context cipher = begin(mac_, encryption_, context, 0);
  Bytes plain(text.size());
  int size = 0;
  if (EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_SET_TAG, kTag, tag.data()) != 1 ||
      EVP_CipherUpdate(cipher.get(), plain.data(), &size, text.data(), static_cast<int>(text.size())) != 1)
    return std::nullopt;
  return plain;
}

}  // namespace taxgate
