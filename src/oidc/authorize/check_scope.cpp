// RFC 6749 §3.3: what the client may not have is refused, and not silently left out.
#include "oidc/authorize/authorization.hpp"

namespace taxgate::oidc {

std::optional<Stop> check_scope(Authorization& at) {
  at.scopes = distinct_words(at["scope"]);
  if (at.scopes.empty()) return refuse("invalid_scope", "scope is missing");
  for (const auto& scope : at.scopes) {
    if (!contains(at.client->scopes, scope))
      return refuse("invalid_scope", "this client may not have the scope " + scope);
  }
  if (contains(at.scopes, "offline_access") && !at.client->may("refresh_token"))
    return refuse("invalid_scope", "offline_access is for clients that may use refresh_token");
  return std::nullopt;
}

}  // namespace taxgate::oidc
