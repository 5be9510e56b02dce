#pragma once
// A provider with a real store and keys and a clock that stands still, a registered relying party and a
// person who is signed in there.
#include "crypto/base64.hpp"
#include "crypto/jose/jws.hpp"
#include "oidc/authorize/authorization.hpp"
#include "oidc/device.hpp"
#include "oidc/introspect.hpp"
#include "oidc/token/endpoint.hpp"
#include "unit/app/app_bench.hpp"

namespace taxgate::oidc {

namespace json = boost::json;

/// A key of a client, and the proofs that it makes (RFC 9449 §4.2).
class ProofKey {
 public:
  std::string proof(const std::string& url, Time at, const std::string& identifier,
                    const std::string& access_token = {}) const {
    const json::object header{{"typ", "dpop+jwt"}, {"alg", "ES256"}, {"jwk", key_.public_key().jwk()}};
    json::object claims{{"htm", "POST"},
                        {"htu", url},
                        {"iat", std::chrono::floor<Seconds>(at).time_since_epoch().count()},
                        {"jti", identifier}};
    if (!access_token.empty()) claims["ath"] = to_base64url(sha256(bytes_of(access_token)));
    const auto part = [](const json::object& object) {
      return to_base64url(bytes_of(json::serialize(object)));
    };
    const std::string text = part(header) + "." + part(claims);
    return text + "." + to_base64url(key_.sign(text));
  }

 private:
  jose::PrivateKey key_ = jose::PrivateKey::generate(jose::Alg::kEs256);
};

class ProviderTest : public app::AppTest {
 protected:
  ProviderTest() {
    put({{"client_id", "books"}, {"client_name", "Books"}});
    session = sign_in("bearer");
  }

  /// Registers a public client, or changes it.
  void put(json::object metadata) {
    metadata.emplace("token_endpoint_auth_method", "none");
    metadata.emplace("redirect_uris", json::array{kRedirect});
    metadata.emplace("scope", "openid profile offline_access");
    metadata.emplace("grant_types",
                     json::array{"authorization_code", "refresh_token", kDeviceCode, kTokenExchange});
    ASSERT_TRUE(clients.put(metadata, {}).has_value());
  }

  /// What the clerk's browser has after signing in, as `mandate`'s delegate or for themselves.
  app::Session sign_in(const std::string& token, std::optional<Mandate> mandate = {}) {
    add_session(clerk, token, std::move(mandate));
    return sessions.find(token).value();
  }

  Incoming incoming(const std::string& path, std::vector<std::pair<std::string, std::string>> form) const {
    form.emplace_back("client_id", "books");
    return {.issuer = kIssuer, .path = path, .method = "POST", .form = Form(std::move(form))};
  }

  std::string code(const app::Session& of, const std::string& scope = "openid") {
    const auto challenge = to_base64url(sha256(bytes_of(kVerifier)));
    const auto answer = authorize(provider,
                                  incoming("/oauth2/authorize", {{"response_type", "code"},
                                                                 {"redirect_uri", kRedirect},
                                                                 {"scope", scope},
                                                                 {"code_challenge", challenge},
                                                                 {"code_challenge_method", "S256"}}),
                                  of);
    const auto at = answer.location.find("code=");
    EXPECT_NE(at, std::string::npos) << answer.location << answer.fault.description;
    return at == std::string::npos ? std::string{}
                                   : answer.location.substr(at + 5, answer.location.find('&', at) - at - 5);
  }

  TokenAnswer ask(std::vector<std::pair<std::string, std::string>> form,
                  std::vector<std::string> proofs = {}) {
    auto request = incoming("/oauth2/token", std::move(form));
    request.dpop = std::move(proofs);
    return token(provider, request);
  }
  TokenAnswer redeem(const std::string& code, std::vector<std::string> proofs = {}) {
    return ask({{"grant_type", "authorization_code"},
                {"code", code},
                {"redirect_uri", kRedirect},
                {"code_verifier", kVerifier}},
               std::move(proofs));
  }
  TokenAnswer refresh(const std::string& refresh_token, std::vector<std::string> proofs = {}) {
    return ask({{"grant_type", "refresh_token"}, {"refresh_token", refresh_token}}, std::move(proofs));
  }
  static std::string text(const json::object& answer, std::string_view member) {
    return std::string{answer.at(member).as_string()};
  }
  static std::string fault_of(const TokenAnswer& answer) { return answer ? "" : answer.error().error; }
  /// Whether the access token counts now.
  bool counts(const json::object& answer) {
    Incoming request = incoming("/oauth2/userinfo", {});
    request.authorization = "Bearer " + text(answer, "access_token");
    return userinfo(provider, request).has_value();
  }
  Time last_moment(Date day) const {
    return start_of_day(Date{std::chrono::sys_days{day} + std::chrono::days{1}}, bureau.profile.zone);
  }

  static constexpr const char* kIssuer = "https://tax.example";
  static constexpr const char* kRedirect = "https://books.example/back";
  static constexpr const char* kVerifier = "a-verifier-of-forty-three-octets-at-the-least";
  static constexpr const char* kTokenUrl = "https://tax.example/oauth2/token";

  app::SessionService sessions{bureau, store, vault, clock};
  ClientDirectory clients{bureau, store, clock};
  SigningKeys keys{bureau, store, vault, clock};
  Grants grants{bureau, store, vault, clock, sessions, clients};
  Handles handles{keyring.key(KeyUse::kToken)};
  Subjects subjects{keyring.key(KeyUse::kToken)};
  Sealed sealed{bureau, vault};
  Provider provider{bureau, store, vault, clock, sessions, clients, keys, grants, handles, subjects, sealed};
  app::Session session;
};

}  // namespace taxgate::oidc
