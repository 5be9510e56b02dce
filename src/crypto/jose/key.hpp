#pragma once
// Asymmetric keys for tokens: RFC 7517 (JWK) and RFC 7518 (algorithms), on OpenSSL. Safe for many threads.
#include <boost/json.hpp>
#include <memory>
#include <optional>
#include <string>

#include "base/bytes.hpp"
#include "base/secret.hpp"

struct evp_pkey_st;

namespace taxgate::jose {

/// RFC 7518 §3.1. Only these: never "none", never a symmetric one.
enum class Alg : std::uint8_t { kEs256, kRs256, kPs256 };
std::string_view to_string(Alg alg);
/// Nothing for every other word.
std::optional<Alg> alg(std::string_view text);

class PublicKey {
 public:
  /// An EC key on P-256 or an RSA key of 2048 to 8192 bits (RFC 7518 §6); nothing for any other, for a point
  /// that is not on the curve, and for a private or symmetric key.
  static std::optional<PublicKey> from_jwk(const boost::json::object& jwk);

  /// False for another key, message or algorithm, and for an algorithm that the key is not for.
  bool verify(Alg alg, std::string_view message, ByteView signature) const;
  /// "kty" and the key's own members.
  boost::json::object jwk() const;
  /// RFC 7638 with SHA-256, in base64url: the key's `kid` here, and DPoP's `jkt` (RFC 9449 §6).
  std::string thumbprint() const;

 private:
  friend class PrivateKey;
  explicit PublicKey(std::shared_ptr<evp_pkey_st> key) : key_(std::move(key)) {}
  std::shared_ptr<evp_pkey_st> key_;
};

class PrivateKey {
 public:
  /// P-256, or RSA of 2048 bits.
  static PrivateKey generate(Alg alg);
  /// What `pkcs8` gave. Throws CryptoError for anything else.
  static PrivateKey from_pkcs8(Alg alg, ByteView der);

  /// RFC 5958 in DER.
  Secret pkcs8() const;
  /// As JWS wants it: R and S behind each other for ES256 (RFC 7518 §3.4).
  Bytes sign(std::string_view message) const;
  Alg alg() const { return alg_; }
  const PublicKey& public_key() const { return public_; }
  /// The public key's thumbprint.
  const std::string& kid() const { return kid_; }

 private:
  PrivateKey(Alg alg, std::shared_ptr<evp_pkey_st> key);
  Alg alg_;
  PublicKey public_;
  std::string kid_;
};

}  // namespace taxgate::jose
