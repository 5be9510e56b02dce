#include "oidc/discovery.hpp"

#include <array>
#include <initializer_list>
#include <span>
#include <string_view>

#include "oidc/claims.hpp"

namespace taxgate::oidc {
namespace {

namespace json = boost::json;

json::array list(std::span<const std::string_view> items) {
  json::array array;
  for (const auto item : items) array.emplace_back(item);
  return array;
}

constexpr std::array<std::string_view, 6> kClientMethods{"none",
                                                         "client_secret_basic",
                                                         "client_secret_post",
                                                         "private_key_jwt",
                                                         "tls_client_auth",
                                                         "self_signed_tls_client_auth"};

void add_endpoints(json::object& out, const std::string& issuer) {
  const auto at = [&](std::string_view name, std::string_view path) {
    out[name] = issuer + std::string{path};
  };
  at("authorization_endpoint", "/oauth2/authorize");
  at("token_endpoint", "/oauth2/token");
  at("userinfo_endpoint", "/oauth2/userinfo");
  at("jwks_uri", "/oauth2/jwks");
  at("introspection_endpoint", "/oauth2/introspect");
  at("revocation_endpoint", "/oauth2/revoke");
  at("pushed_authorization_request_endpoint", "/oauth2/par");
  at("device_authorization_endpoint", "/oauth2/device_authorization");
  at("end_session_endpoint", "/oauth2/logout");
}

json::array list(std::initializer_list<std::string_view> items) {
  return list(std::span{items.begin(), items.size()});
}

}  // namespace

json::object discovery(const std::string& issuer) {
  json::object out{{"issuer", issuer}};
  add_endpoints(out, issuer);
  out["response_types_supported"] = list({"code"});
  out["response_modes_supported"] = list({"query", "form_post"});
  out["grant_types_supported"] = list({"authorization_code", "refresh_token", "client_credentials",
                                       "urn:ietf:params:oauth:grant-type:device_code",
                                       "urn:ietf:params:oauth:grant-type:token-exchange"});
  out["scopes_supported"] = list({"openid", "profile", "phone", "document", "offline_access"});
  out["subject_types_supported"] = list({"public", "pairwise"});
  out["id_token_signing_alg_values_supported"] = list({"ES256", "RS256"});
  out["token_endpoint_auth_methods_supported"] = list(kClientMethods);
  out["token_endpoint_auth_signing_alg_values_supported"] = list({"ES256", "RS256", "PS256"});
  out["introspection_endpoint_auth_methods_supported"] = list(kClientMethods);
  out["revocation_endpoint_auth_methods_supported"] = list(kClientMethods);
  out["code_challenge_methods_supported"] = list({"S256"});
  out["dpop_signing_alg_values_supported"] = list({"ES256", "RS256", "PS256"});
  out["authorization_details_types_supported"] = json::array{kMandate};
  json::array levels;
  for (int level = 0; level <= 5; ++level) levels.emplace_back(acr(level));
  out["acr_values_supported"] = std::move(levels);
  out["claims_supported"] = list({"sub",
                                  "iss",
                                  "aud",
                                  "exp",
                                  "iat",
                                  "auth_time",
                                  "nonce",
                                  "acr",
                                  "amr",
                                  "azp",
                                  "sid",
                                  "at_hash",
                                  "name",
                                  "preferred_username",
                                  "updated_at",
                                  "phone_number",
                                  "phone_number_verified",
                                  "document_kind",
                                  "document_number",
                                  "authorization_details",
                                  "act"});
  out["prompt_values_supported"] = list({"none", "login", "consent", "select_account"});
  out["authorization_response_iss_parameter_supported"] = true;  // RFC 9207 §3
  out["require_pushed_authorization_requests"] = false;
  out["request_parameter_supported"] = false;
  out["request_uri_parameter_supported"] = false;
  out["claims_parameter_supported"] = false;
  out["tls_client_certificate_bound_access_tokens"] = true;
  out["backchannel_logout_supported"] = true;
  out["backchannel_logout_session_supported"] = true;
  return out;
}

}  // namespace taxgate::oidc
