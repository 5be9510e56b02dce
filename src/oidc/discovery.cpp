#include "oidc/discovery.hpp"

#include "oidc/claims.hpp"

namespace taxgate::oidc {
namespace {

namespace json = boost::json;

json::array client_methods() {
  return {"none",
          "client_secret_basic",
          "client_secret_post",
          "private_key_jwt",
          "tls_client_auth",
          "self_signed_tls_client_auth"};
}

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

}  // namespace

json::object discovery(const std::string& issuer) {
  json::object out{{"issuer", issuer}};
  add_endpoints(out, issuer);
  out["response_types_supported"] = json::array{"code"};
  out["response_modes_supported"] = json::array{"query", "form_post"};
  out["grant_types_supported"] = json::array{"authorization_code", "refresh_token", "client_credentials",
                                             "urn:ietf:params:oauth:grant-type:device_code",
                                             "urn:ietf:params:oauth:grant-type:token-exchange"};
  out["scopes_supported"] = json::array{"openid", "profile", "phone", "document", "offline_access"};
  out["subject_types_supported"] = json::array{"public", "pairwise"};
  out["id_token_signing_alg_values_supported"] = json::array{"ES256", "RS256"};
  out["token_endpoint_auth_methods_supported"] = client_methods();
  out["token_endpoint_auth_signing_alg_values_supported"] = json::array{"ES256", "RS256", "PS256"};
  out["introspection_endpoint_auth_methods_supported"] = client_methods();
  out["revocation_endpoint_auth_methods_supported"] = client_methods();
  out["code_challenge_methods_supported"] = json::array{"S256"};
  out["dpop_signing_alg_values_supported"] = json::array{"ES256", "RS256", "PS256"};
  out["authorization_details_types_supported"] = json::array{kMandate};
  json::array levels;
  for (int level = 0; level <= 5; ++level) levels.emplace_back(acr(level));
  out["acr_values_supported"] = std::move(levels);
  out["claims_supported"] = json::array{"sub",
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
                                        "act"};
  out["prompt_values_supported"] = json::array{"none", "login", "consent", "select_account"};
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
