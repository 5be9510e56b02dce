#include "crypto/password.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <cstring>

#include "crypto/digest.hpp"
#include "crypto/error.hpp"
#include "crypto/random.hpp"

namespace taxgate {
namespace {

void check_sodium() {
  // Picks the fastest implementation for this processor; may be called by several threads.
  static const int kReady = sodium_init();
  if (kReady < 0) throw CryptoError("libsodium did not start");
}

std::size_t memory_octets(Argon2Params params) { return std::size_t{params.memory_kib} * 1024; }

/// The password as Argon2 sees it; wiped when it goes.
class Peppered {
 public:
  Peppered(const Secret& password, const Key& pepper)
      : digest_(hmac_sha256(pepper.reveal(), bytes_of(password.reveal()))) {}
  ~Peppered() { explicit_bzero(digest_.data(), digest_.size()); }
  Peppered(const Peppered&) = delete;
  Peppered& operator=(const Peppered&) = delete;

  const char* data() const { return reinterpret_cast<const char*>(digest_.data()); }
  std::size_t size() const { return digest_.size(); }

 private:
  Digest digest_;
};

/// PHC strings use base64 without padding.
std::string phc_base64(ByteView bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL_NO_PADDING), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(),
                    sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
  text.pop_back();
  return text;
}

}  // namespace

PasswordHash hash_password(const Secret& password, Argon2Params params, const Key& pepper) {
  check_sodium();
  const Peppered peppered(password, pepper);
  std::array<char, crypto_pwhash_argon2id_STRBYTES> phc{};
  if (crypto_pwhash_argon2id_str(phc.data(), peppered.data(), peppered.size(), params.passes,
                                 memory_octets(params)) != 0) {
    throw CryptoError(fmt::format("Argon2id failed with m={},t={}", params.memory_kib, params.passes));
  }
  return {phc.data()};
}

bool verify_password(const Secret& password, const PasswordHash& hash, const Key& pepper) {
  needs_rehash(hash, {});  // libsodium's verification does not tell a wrong password from a broken hash
  const Peppered peppered(password, pepper);
  return crypto_pwhash_argon2id_str_verify(hash.phc.c_str(), peppered.data(), peppered.size()) == 0;
}

bool needs_rehash(const PasswordHash& hash, Argon2Params params) {
  check_sodium();
  const int answer =
      hash.phc.size() < crypto_pwhash_argon2id_STRBYTES
          ? crypto_pwhash_argon2id_str_needs_rehash(hash.phc.c_str(), params.passes, memory_octets(params))
          : -1;
  if (answer < 0) throw CorruptHash("a stored password hash is not an Argon2id PHC string");
  return answer > 0;
}

PasswordHash nobodys_hash(Argon2Params params) {
  return {fmt::format("$argon2id$v=19$m={},t={},p=1${}${}", params.memory_kib, params.passes,
                      phc_base64(random_bytes(crypto_pwhash_argon2id_SALTBYTES)),
                      phc_base64(random_bytes(32)))};
}

}  // namespace taxgate
