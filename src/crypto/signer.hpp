#pragma once
// Ed25519 (RFC 8032) for the audit log's checkpoints.
#include "base/bytes.hpp"
#include "crypto/key.hpp"

namespace taxgate {

using PublicKey = std::array<std::uint8_t, 32>;
using Signature = std::array<std::uint8_t, 64>;

class Verifier {
 public:
  explicit Verifier(const PublicKey& key) : key_(key) {}
  /// From a PEM "PUBLIC KEY" (RFC 8410) that holds an Ed25519 key; nothing otherwise.
  static std::optional<Verifier> from_pem(std::string_view pem);

  /// False for another message, another key, or a signature or key in a form that RFC 8032 does not allow.
  bool verify(ByteView message, const Signature& signature) const;
  const PublicKey& key() const { return key_; }
  /// What `openssl pkey -pubin -text` reads.
  std::string pem() const;

 private:
  PublicKey key_;
};

class Signer {
 public:
  /// `seed` is RFC 8032's private key.
  explicit Signer(Key seed);
  Signature sign(ByteView message) const;
  const Verifier& verifier() const { return verifier_; }

 private:
  Key seed_;
  Verifier verifier_;
};

}  // namespace taxgate
