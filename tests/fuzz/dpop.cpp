// DPoP proofs (RFC 9449): the input is a proof's header, a line feed, and its claims; the proof is signed as
// it should be, so that every check behind the signature is reached. {"jwk": ...} of the header is the
// signing key's where the header says "ours".
#include "oidc/token/dpop.hpp"

#include "fuzz/openid_world.hpp"

namespace {

using namespace taxgate;
namespace json = boost::json;

constexpr std::string_view kToken = "the-access-token";

std::string signed_proof(std::string_view header, std::string_view claims) {
  boost::system::error_code error;
  json::value read = json::parse(header, error);
  std::string first{header};
  if (!error && read.is_object() && read.get_object().contains("jwk") && read.get_object()["jwk"] == "ours") {
    read.get_object()["jwk"] = fuzz::test_key().public_key().jwk();
    first = json::serialize(read);
  }
  std::string proof = to_base64url(bytes_of(first)) + '.' + to_base64url(bytes_of(claims));
  return proof + '.' + to_base64url(fuzz::test_key().sign(proof));
}

void check(std::string proof, std::string_view claims, std::string_view access_token) {
  auto& world = fuzz::openid_world();
  const oidc::Incoming request{
      .issuer = world.kIssuer, .path = "/oauth2/token", .method = "POST", .dpop = {std::move(proof)}};
  oidc::Once once;
  const auto key = oidc::dpop_key(world.provider, request, access_token, once);
  if (!key) {
    fuzz::require(key.error().error == "invalid_dpop_proof", "a refusal with another word");
    return;
  }
  fuzz::require(*key == fuzz::test_key().public_key().thumbprint(), "the key of somebody else");
  fuzz::require(!once.empty(), "a proof that counts for ever");
  fuzz::require(claims.contains("htm") && claims.contains("htu") && claims.contains("iat"),
                "a proof of another request");
  fuzz::require(access_token.empty() || claims.contains("ath"), "a proof of another token");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = fuzz::text_of_input(data, size);
  const auto line = std::min(text.find('\n'), text.size());
  const auto claims = text.substr(std::min(line + 1, text.size()));
  const auto proof = signed_proof(text.substr(0, line), claims);
  check(proof, claims, {});
  check(proof, claims, kToken);
  check(std::string{text}, claims, {});
  return 0;
}
