#pragma once
// JSON Web Signature (RFC 7515) in its compact form, as tokens use it (RFC 7519).
#include "base/time.hpp"
#include "crypto/jose/key.hpp"

namespace taxgate::jose {

/// A compact JWS that was read and not yet believed.
struct Jws {
  Alg alg{};
  std::string type;  // "typ"; empty: none
  std::string kid;   // empty: none
  boost::json::object header;
  boost::json::object claims;
  std::string signed_text;  // header and payload, as they were sent
  Bytes signature;

  bool verified_by(const PublicKey& key) const { return key.verify(alg, signed_text, signature); }
};

inline constexpr std::size_t kLongestJws = 16384;  // octets

/// Nothing for what is not three parts of base64url with JSON objects, is too long, is signed by another
/// algorithm than Alg's, or carries "crit" (RFC 7515 §4.1.11: nothing of it is understood here).
std::optional<Jws> parse_jws(std::string_view compact);

/// A member that is a text; empty for every other.
std::string text_claim(const boost::json::object& claims, std::string_view name);
/// A NumericDate (RFC 7519 §2), to the second; nothing where there is none.
std::optional<Time> time_claim(const boost::json::object& claims, std::string_view name);

/// `type` becomes "typ" unless empty.
std::string sign_jws(const PrivateKey& key, std::string_view type, const boost::json::object& claims);

}  // namespace taxgate::jose
