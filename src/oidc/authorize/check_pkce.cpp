// RFC 9700 §2.1.1: every client, S256 alone.
#include "oidc/authorize/authorization.hpp"

namespace taxgate::oidc {
namespace {

constexpr std::size_t kDigest = 32;

bool is_thumbprint(const std::string& text) {
  const auto octets = from_base64url(text);
  return octets && octets->size() == kDigest;
}

}  // namespace

std::optional<Stop> check_pkce(Authorization& at) {
  if (!at.form.has("code_challenge"))
    return refuse("invalid_request", "code_challenge is missing (RFC 7636)");
  if (at["code_challenge_method"] != "S256")
    return refuse("invalid_request", "code_challenge_method must be S256");
  if (!is_thumbprint(at["code_challenge"]))
    return refuse("invalid_request", "code_challenge must be a SHA-256 in base64url");
  if (at.form.has("dpop_jkt") && !is_thumbprint(at["dpop_jkt"]))  // RFC 9449 §10
    return refuse("invalid_request", "dpop_jkt must be a SHA-256 in base64url");
  return std::nullopt;
}

}  // namespace taxgate::oidc
