#include "crypto/digest.hpp"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

#include "crypto/error.hpp"

namespace taxgate {
namespace {

using MdContext = std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)>;

/// Fetching an algorithm costs five times a short hash, so each thread keeps a context that has fetched it.
EVP_MD_CTX* sha256_context() {
  thread_local const MdContext kContext = [] {
    MdContext made(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    const std::unique_ptr<EVP_MD, void (*)(EVP_MD*)> sha(EVP_MD_fetch(nullptr, "SHA256", nullptr),
                                                         EVP_MD_free);
    if (!made || !sha || EVP_DigestInit_ex2(made.get(), sha.get(), nullptr) != 1) {
      throw CryptoError("SHA-256 is not available");
    }
    return made;
  }();
  return kContext.get();
}

}  // namespace

Digest sha256(ByteView data) { return sha256_of({data}); }

Digest sha256_of(std::initializer_list<ByteView> parts) {
  EVP_MD_CTX* context = sha256_context();
  bool good = EVP_DigestInit_ex2(context, nullptr, nullptr) == 1;
  for (const auto part : parts) good = good && EVP_DigestUpdate(context, part.data(), part.size()) == 1;
  Digest digest{};
  if (!good || EVP_DigestFinal_ex(context, digest.data(), nullptr) != 1) throw CryptoError("SHA-256 failed");
  return digest;
}

Digest hmac_sha256(ByteView key, ByteView data) {
  static constexpr std::uint8_t kNoKey = 0;  // OpenSSL takes a null key for "the former one"
  Digest digest{};
  unsigned size = 0;
  if (HMAC(EVP_sha256(), key.empty() ? &kNoKey : key.data(), static_cast<int>(key.size()), data.data(),
           data.size(), digest.data(), &size) == nullptr) {
    throw CryptoError("HMAC-SHA-256 failed");
  }
  return digest;
}

Key derive_key(const Key& from, std::string_view purpose) {
  const std::unique_ptr<EVP_KDF, void (*)(EVP_KDF*)> hkdf(EVP_KDF_fetch(nullptr, "HKDF", nullptr),
                                                          EVP_KDF_free);
  const std::unique_ptr<EVP_KDF_CTX, void (*)(EVP_KDF_CTX*)> context(EVP_KDF_CTX_new(hkdf.get()),
                                                                     EVP_KDF_CTX_free);
  std::string digest = "SHA256";
  std::string info(purpose);
  const auto octets = from.reveal();
  const std::array params{OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest.data(), 0),
                          // OpenSSL's parameter type has no const; it only reads.
                          OSSL_PARAM_construct_octet_string(
                              OSSL_KDF_PARAM_KEY, const_cast<std::uint8_t*>(octets.data()), octets.size()),
                          OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, info.data(), info.size()),
                          OSSL_PARAM_construct_end()};
  std::array<std::uint8_t, Key::kSize> derived{};
  if (!context || EVP_KDF_derive(context.get(), derived.data(), derived.size(), params.data()) != 1) {
    throw CryptoError("HKDF-SHA-256 failed");
  }
  Key key(derived);
  OPENSSL_cleanse(derived.data(), derived.size());
  return key;
}

bool equal_constant_time(ByteView a, ByteView b) {
  return a.size() == b.size() && (a.empty() || CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0);
}

}  // namespace taxgate
