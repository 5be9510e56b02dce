#include "oidc/token/dpop.hpp"

#include "crypto/jose/jws.hpp"
#include "oidc/lifetimes.hpp"

namespace taxgate::oidc {
namespace {

constexpr Seconds kFresh{60};  // §11.1: the window within which proofs are remembered

std::unexpected<Fault> invalid_proof(std::string why) { return fault("invalid_dpop_proof", std::move(why)); }

/// §4.3: htu without query and fragment.
std::string_view bare(std::string_view url) { return url.substr(0, url.find_first_of("?#")); }

}  // namespace

Result<std::string> dpop_key(const Provider& provider, const Incoming& request, std::string_view access_token,
                             Once& once) {
  if (request.dpop.empty()) return std::string{};
  if (request.dpop.size() > 1) return invalid_proof("there must be one DPoP header");
  const auto jws = jose::parse_jws(request.dpop.front());
  if (!jws || jws->type != "dpop+jwt") return invalid_proof("the proof must be a JWT of the type dpop+jwt");
  const auto* jwk = jws->header.if_contains("jwk");
  const auto key = jwk != nullptr && jwk->is_object() ? jose::PublicKey::from_jwk(jwk->get_object())
                                                      : std::optional<jose::PublicKey>{};
  if (!key || !jws->verified_by(*key)) return invalid_proof("the proof must be signed by the key in its jwk");
  if (jose::text_claim(jws->claims, "htm") != request.method)
    return invalid_proof("the proof's htm is another method");
  if (bare(jose::text_claim(jws->claims, "htu")) != request.url())
    return invalid_proof("the proof's htu is another URL");
  const auto made = jose::time_claim(jws->claims, "iat");
  if (!made) return invalid_proof("the proof needs an iat");
  const Time at = *made;
  const Time now = provider.clock.now();
  if (at > now + kFresh || now > at + kFresh) return invalid_proof("the proof's iat is not of this minute");
  const std::string identifier = jose::text_claim(jws->claims, "jti");
  if (identifier.empty()) return invalid_proof("the proof needs a jti");
  if (!access_token.empty() &&
      jose::text_claim(jws->claims, "ath") != to_base64url(sha256(bytes_of(access_token))))
    return invalid_proof("the proof's ath is of another access token");
  once.add("dpop/" + key->thumbprint(), identifier, at + 2 * kFresh,
           invalid_proof("the proof was used before").error());
  return key->thumbprint();
}

}  // namespace taxgate::oidc
