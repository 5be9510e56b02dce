// A JWS that anybody can send, a JWK out of its header, and the verification with a key that does not change.
#include "crypto/jose/jws.hpp"

#include "base/text.hpp"
#include "fuzz/fuzz.hpp"

namespace {

using namespace taxgate;

/// RFC 7515 A.3.1: its example's key and text are in the corpus.
const jose::PublicKey& known_key() {
  static const auto kKey = jose::PublicKey::from_jwk({{"kty", "EC"},
                                                      {"crv", "P-256"},
                                                      {"x", "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"},
                                                      {"y", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}});
  return *kKey;
}
constexpr std::string_view kSigned =
    "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb2"
    "90Ijp0cnVlfQ";

void read_key(const boost::json::object& jwk) {
  const auto key = jose::PublicKey::from_jwk(jwk);
  if (!key) return;
  const auto again = jose::PublicKey::from_jwk(key->jwk());
  fuzz::require(again && again->thumbprint() == key->thumbprint(), "a key that changes when it is written");
  fuzz::require(!key->jwk().contains("d"), "a private key that is published");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto jws = jose::parse_jws(fuzz::text_of_input(data, size));
  if (!jws) return 0;
  fuzz::require(jws->header.contains("alg") && !jws->header.contains("crit"), "a header that is not checked");
  fuzz::require(!jws->verified_by(known_key()) || jws->signed_text == kSigned, "a forged signature");
  const auto expires = jose::time_claim(jws->claims, "exp");
  fuzz::require(!expires || !format_time(*expires).empty(), "a time that is none");
  static_cast<void>(jose::text_claim(jws->claims, "iss"));
  const auto* jwk = jws->header.if_contains("jwk");
  if (jwk != nullptr && jwk->is_object()) read_key(jwk->get_object());
  return 0;
}
