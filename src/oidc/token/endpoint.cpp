#include "oidc/token/endpoint.hpp"

#include <array>

#include "oidc/client/authenticate.hpp"
#include "oidc/token/dpop.hpp"

namespace taxgate::oidc {
namespace {

struct GrantType {
  std::string_view name;
  TokenAnswer (*answer)(TokenRequest&);
};

constexpr std::array<GrantType, 5> kGrantTypes{{{"authorization_code", by_authorization_code},
                                                {"refresh_token", by_refresh_token},
                                                {"client_credentials", by_client_credentials},
                                                {kDeviceCode, by_device_code},
                                                {kTokenExchange, by_token_exchange}}};

/// The key that the tokens are bound to: DPoP's, or that of the TLS certificate (RFC 8705 §3).
Result<std::string> bound_key(const Provider& provider, const Incoming& request, const Client& client,
                              Once& once) {
  if (client.bound_to_tls) {
    if (request.certificate.empty())
      return invalid_request("this client's tokens are bound to its certificate");
    return request.certificate;
  }
  auto key = dpop_key(provider, request, {}, once);
  if (key && key->empty() && client.bound_to_dpop)
    return fault("invalid_dpop_proof", "this client's tokens are bound to a DPoP key");
  return key;
}

}  // namespace

TokenAnswer token(const Provider& provider, const Incoming& request) {
  if (const auto name = request.form.repeated(); !name.empty())
    return invalid_request("a parameter is repeated: " + name);
  Once once;
  auto client = authenticate(provider, request, once);
  if (!client) return std::unexpected(client.error());
  const std::string& wanted = request.form["grant_type"];
  const auto* const type = std::ranges::find(kGrantTypes, wanted, &GrantType::name);
  if (wanted.empty()) return invalid_request("grant_type is missing");
  if (type == kGrantTypes.end()) return fault("unsupported_grant_type", "this grant_type is not known here");
  if (!(*client)->may(wanted)) return fault("unauthorized_client", "this client may not use " + wanted);
  const auto key = bound_key(provider, request, **client, once);
  if (!key) return std::unexpected(key.error());
  TokenRequest asked{provider, request, *std::move(client), *key, std::move(once)};
  return type->answer(asked);
}

}  // namespace taxgate::oidc
