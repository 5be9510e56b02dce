#pragma once
// The token endpoint (RFC 6749 §3.2): who the client is, which key it proves, then one function a grant type.
#include "oidc/fault.hpp"
#include "oidc/once.hpp"
#include "oidc/provider.hpp"

namespace taxgate::oidc {

/// A token request of a client that is known by now.
struct TokenRequest {
  const Provider& provider;
  const Incoming& incoming;
  std::shared_ptr<const Client> client;
  std::string key_thumbprint;  // that the tokens are to be bound to; empty: none
  Once once;                   // what the transaction of the tokens spends

  const std::string& operator[](std::string_view name) const { return incoming.form[name]; }
};

using TokenAnswer = Result<boost::json::object>;

/// The answer's members (RFC 6749 §5.1), or why there is none.
TokenAnswer token(const Provider& provider, const Incoming& request);

// By grant type, a file each.
TokenAnswer by_authorization_code(TokenRequest& request);
TokenAnswer by_refresh_token(TokenRequest& request);
TokenAnswer by_client_credentials(TokenRequest& request);
TokenAnswer by_device_code(TokenRequest& request);
TokenAnswer by_token_exchange(TokenRequest& request);

inline constexpr std::string_view kDeviceCode = "urn:ietf:params:oauth:grant-type:device_code";
inline constexpr std::string_view kTokenExchange = "urn:ietf:params:oauth:grant-type:token-exchange";

}  // namespace taxgate::oidc
