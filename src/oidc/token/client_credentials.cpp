// RFC 6749 §4.4: a client on its own behalf, for nobody.
#include "oidc/lifetimes.hpp"
#include "oidc/token/issue.hpp"

namespace taxgate::oidc {

TokenAnswer by_client_credentials(TokenRequest& request) {
  const Provider& provider = request.provider;
  const Client& client = *request.client;
  std::vector<std::string> granted;
  const bool all = request["scope"].empty();
  for (const auto& scope : all ? client.scopes : distinct_words(request["scope"])) {
    // Of a person alone (OIDC Core §3.1.2.1, §11).
    if (all && (scope == "openid" || scope == "offline_access")) continue;
    if (!contains(client.scopes, scope) || scope == "openid" || scope == "offline_access")
      return fault("invalid_scope", "this client may not have the scope " + scope);
    granted.push_back(scope);
  }
  if (const auto spent = request.once.spend(provider.store); !spent) return std::unexpected(spent.error());
  const Time expires = std::chrono::floor<Seconds>(provider.clock.now()) + kAccessToken;
  const bool bound = !request.key_thumbprint.empty() && !client.bound_to_tls;
  boost::json::object answer{
      {"access_token", provider.handles.client({client.id, expires, request.key_thumbprint}, client.version)},
      {"token_type", bound ? "DPoP" : "Bearer"},
      {"expires_in", kAccessToken.count()}};
  if (!granted.empty()) answer["scope"] = joined(granted);
  return answer;
}

}  // namespace taxgate::oidc
