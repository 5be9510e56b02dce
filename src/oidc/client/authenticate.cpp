#include "oidc/client/authenticate.hpp"

#include "base/percent.hpp"
#include "crypto/base64.hpp"
#include "crypto/digest.hpp"
#include "crypto/jose/jws.hpp"
#include "oidc/lifetimes.hpp"

namespace taxgate::oidc {
namespace {

namespace json = boost::json;
using Found = std::shared_ptr<const Client>;

constexpr std::string_view kBasic = "Basic ";
constexpr std::string_view kAssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// What the request shows of the client, before anything is believed.
struct Shown {
  AuthMethod method = AuthMethod::kNone;
  std::string client_id;
  Secret secret;
};

/// application/x-www-form-urlencoded (RFC 6749 §2.3.1); nothing for a bad escape.
std::optional<std::string> form_decoded(std::string_view text) {
  std::string out;
  return append_decoded(out, text, Plus::kSpace) ? std::optional{std::move(out)} : std::nullopt;
}

Result<Shown> from_basic(const std::string& header) {
  const auto octets = from_base64(std::string_view{header}.substr(kBasic.size()));
  const std::string_view text = octets ? text_of(*octets) : std::string_view{};
  const auto colon = text.find(':');
  const auto client_id = colon == std::string_view::npos ? std::nullopt : form_decoded(text.substr(0, colon));
  const auto secret = client_id ? form_decoded(text.substr(colon + 1)) : std::nullopt;
  if (!secret) return invalid_client("the Authorization header is malformed", "Basic");
  return Shown{AuthMethod::kSecretBasic, *client_id, Secret{*secret}};
}

/// The client that an assertion says it is of; checked later, with that client's keys.
Result<Shown> from_assertion(const Form& form) {
  if (form["client_assertion_type"] != kAssertionType)
    return invalid_client("client_assertion_type must be " + std::string{kAssertionType});
  const auto jws = jose::parse_jws(form["client_assertion"]);
  auto subject = jws ? jose::text_claim(jws->claims, "sub") : std::string{};
  if (subject.empty()) return invalid_client("the client assertion is no JWT with a sub");
  return Shown{AuthMethod::kPrivateKeyJwt, std::move(subject), {}};
}

Result<Shown> shown(const Incoming& request) {
  const bool basic = request.authorization.size() > kBasic.size() &&
                     ascii_lower(request.authorization.substr(0, kBasic.size())) == "basic ";
  const bool assertion = request.form.has("client_assertion");
  const bool post = request.form.has("client_secret");
  if (int{basic} + int{assertion} + int{post} > 1)
    return invalid_request("a client authenticates in one way only (RFC 6749, section 2.3)");
  if (basic) return from_basic(request.authorization);
  if (assertion) return from_assertion(request.form);
  const std::string& client_id = request.form["client_id"];
  if (client_id.empty()) return invalid_client("the client did not say who it is");
  if (post) return Shown{AuthMethod::kSecretPost, client_id, Secret{request.form["client_secret"]}};
  return Shown{AuthMethod::kNone, client_id, {}};
}

bool secret_right(const Client& client, const Secret& secret) {
  return client.secret_hash && equal_constant_time(sha256(bytes_of(secret.reveal())), *client.secret_hash);
}

bool is_audience(const json::object& claims, const Incoming& request) {
  const auto* audience = claims.if_contains("aud");
  if (audience == nullptr) return false;
  const auto ours = [&](const json::value& one) {
    const auto* text = one.if_string();
    return text != nullptr &&
           (*text == request.issuer || *text == request.url() || *text == request.issuer + "/oauth2/token");
  };
  if (!audience->is_array()) return ours(*audience);
  return std::ranges::any_of(audience->get_array(), ours);
}

/// RFC 7523 §3: signed by one of its keys, about itself, for us, for a short time, once.
Result<void> check_assertion(const Provider& provider, const Incoming& request, const Client& client,
                             Once& once) {
  const auto jws = jose::parse_jws(request.form["client_assertion"]);
  if (!jws || std::ranges::none_of(client.keys, [&](const auto& key) { return jws->verified_by(key); }))
    return invalid_client("the client assertion's signature is not this client's");
  if (jose::text_claim(jws->claims, "iss") != client.client_id)
    return invalid_client("the client assertion's iss must be the client");
  if (!is_audience(jws->claims, request))
    return invalid_client("the client assertion's aud must be the issuer");
  const Time now = provider.clock.now();
  const auto expires = jose::time_claim(jws->claims, "exp");
  const auto begins = jose::time_claim(jws->claims, "nbf");
  if (!expires || now >= *expires + kClockSkew || *expires > now + kLongestAssertion + kClockSkew)
    return invalid_client("the client assertion's exp must be within five minutes");
  if (begins && *begins > now + kClockSkew) return invalid_client("the client assertion is not yet valid");
  const auto identifier = jose::text_claim(jws->claims, "jti");
  if (identifier.empty()) return invalid_client("the client assertion needs a jti");
  once.add("assertion/" + client.client_id, identifier, *expires + kClockSkew,
           invalid_client("the client assertion was used before").error());
  return {};
}

Result<void> check(const Provider& provider, const Incoming& request, const Client& client,
                   const Shown& shown, Once& once) {
  switch (client.auth_method) {
    case AuthMethod::kNone:
      return {};
    case AuthMethod::kSecretBasic:
    case AuthMethod::kSecretPost:
      if (!secret_right(client, shown.secret)) break;
      return {};
    case AuthMethod::kPrivateKeyJwt:
      return check_assertion(provider, request, client, once);
    case AuthMethod::kTls:
      if (request.certificate_subject != client.tls_subject) break;
      return {};
    case AuthMethod::kSelfSignedTls:
      if (request.certificate.empty() || request.certificate != client.tls_thumbprint) break;
      return {};
  }
  return invalid_client("the client could not be authenticated",
                        shown.method == AuthMethod::kSecretBasic ? "Basic" : "");
}

/// TLS shows in no parameter: the request looks like a public client's.
bool by_tls(AuthMethod method) { return method == AuthMethod::kTls || method == AuthMethod::kSelfSignedTls; }

}  // namespace

Result<Found> authenticate(const Provider& provider, const Incoming& request, Once& once) {
  const auto found = shown(request);
  if (!found) return std::unexpected(found.error());
  const std::string challenge = found->method == AuthMethod::kSecretBasic ? "Basic" : "";
  Found client = provider.clients.find(found->client_id);
  if (!client) return invalid_client("the client could not be authenticated", challenge);
  const bool registered = found->method == client->auth_method ||
                          (found->method == AuthMethod::kNone && by_tls(client->auth_method));
  if (!registered)
    return invalid_client("this client is registered for " + std::string{to_string(client->auth_method)},
                          challenge);
  if (request.form.has("client_id") && request.form["client_id"] != client->client_id)
    return invalid_request("client_id is not the authenticated client's");
  if (auto checked = check(provider, request, *client, *found, once); !checked)
    return std::unexpected(checked.error());
  return client;
}

}  // namespace taxgate::oidc
