#include "oidc/client/client.hpp"

#include <array>
#include <expected>
#include <functional>
#include <map>

namespace taxgate::oidc {
namespace {

namespace json = boost::json;

constexpr int kHighestLevel = 5;  // NT-05

constexpr std::array<std::pair<AuthMethod, std::string_view>, 6> kMethods{{
    {AuthMethod::kNone, "none"},
    {AuthMethod::kSecretBasic, "client_secret_basic"},
    {AuthMethod::kSecretPost, "client_secret_post"},
    {AuthMethod::kPrivateKeyJwt, "private_key_jwt"},
    {AuthMethod::kTls, "tls_client_auth"},
    {AuthMethod::kSelfSignedTls, "self_signed_tls_client_auth"},
}};

constexpr std::array<std::string_view, 5> kGrantTypes{
    "authorization_code", "refresh_token", "client_credentials",
    "urn:ietf:params:oauth:grant-type:device_code", "urn:ietf:params:oauth:grant-type:token-exchange"};

/// Reads members one after the other; what a reader does not like becomes a fault.
class Reader {
 public:
  explicit Reader(const json::object& metadata) : metadata_(metadata) {}

  const json::value* take(std::string_view name) {
    read_.emplace_back(name);
    return metadata_.if_contains(name);
  }
  void fault(std::string_view member, std::string rule) {
    faults_.push_back({std::string{member}, std::move(rule)});
  }

  void text(std::string_view name, std::string& out) {
    const auto* value = take(name);
    if (value == nullptr) return;
    if (const auto* found = value->if_string()) {
      out = *found;
    } else {
      fault(name, "must be a text");
    }
  }
  void flag(std::string_view name, bool& out) {
    const auto* value = take(name);
    if (value == nullptr) return;
    if (const auto* found = value->if_bool()) {
      out = *found;
    } else {
      fault(name, "must be true or false");
    }
  }
  void texts(std::string_view name, std::vector<std::string>& out) {
    const auto* value = take(name);
    if (value == nullptr) return;
    out.clear();
    const auto* list = value->if_array();
    if (list == nullptr) return fault(name, "must be a list of texts");
    for (const auto& item : *list) {
      if (!item.is_string()) return fault(name, "must be a list of texts");
      out.emplace_back(item.get_string());
    }
  }

  /// What nobody has taken.
  std::vector<ClientFault> faults() && {
    for (const auto& [name, value] : metadata_) {
      if (!contains(read_, name)) fault(name, "is not known");
    }
    return std::move(faults_);
  }

 private:
  const json::object& metadata_;
  std::vector<std::string> read_;
  std::vector<ClientFault> faults_;
};

bool is_loopback(std::string_view rest) {
  for (const std::string_view host : {"127.0.0.1", "localhost", "[::1]"}) {
    if (rest.starts_with(host) &&
        (rest.size() == host.size() || rest[host.size()] == ':' || rest[host.size()] == '/'))
      return true;
  }
  return false;
}

/// RFC 9700 §2.1 and RFC 8252 §7: https, or http to the own machine, or a private scheme of a native client.
bool is_redirect(std::string_view uri, bool native) {
  if (uri.find('#') != std::string_view::npos || uri.find(' ') != std::string_view::npos) return false;
  if (uri.starts_with("https://")) return uri.size() > std::string_view{"https://"}.size();
  if (uri.starts_with("http://")) return is_loopback(uri.substr(std::string_view{"http://"}.size()));
  const auto scheme = uri.substr(0, uri.find(':'));
  return native && scheme.find('.') != std::string_view::npos;  // RFC 8252 §7.1: a reversed domain name
}

void read_uris(Reader& in, Client& client) {
  std::string type = "web";
  in.text("application_type", type);
  if (type != "web" && type != "native") in.fault("application_type", "must be web or native");
  client.native = type == "native";
  const auto uris = [&](std::string_view name, std::vector<std::string>& out) {
    in.texts(name, out);
    for (const auto& uri : out) {
      if (!is_redirect(uri, client.native))
        in.fault(name, "must be https, or http to this machine, without a fragment: " + uri);
    }
  };
  uris("redirect_uris", client.redirect_uris);
  uris("post_logout_redirect_uris", client.post_logout_redirect_uris);
  const auto uri = [&](std::string_view name, std::string& out) {
    in.text(name, out);
    if (!out.empty() && !is_redirect(out, false))
      in.fault(name, "must be https, or http to this machine, without a fragment");
  };
  uri("backchannel_logout_uri", client.backchannel_logout_uri);
  uri("initiate_login_uri", client.initiate_login_uri);
}

void read_keys(Reader& in, Client& client) {
  const auto* jwks = in.take("jwks");
  if (jwks == nullptr) return;
  const auto* keys = jwks->is_object() ? jwks->get_object().if_contains("keys") : nullptr;
  if (keys == nullptr || !keys->is_array()) return in.fault("jwks", "must be a JWK Set (RFC 7517 §5)");
  for (const auto& item : keys->get_array()) {
    auto key = item.is_object() ? jose::PublicKey::from_jwk(item.get_object()) : std::nullopt;
    if (!key) return in.fault("jwks", "takes public keys on P-256, and RSA keys of at least 2048 bits");
    client.keys.push_back(*std::move(key));
  }
}

void read_authentication(Reader& in, Client& client) {
  std::string method{to_string(client.auth_method)};
  in.text("token_endpoint_auth_method", method);
  const auto* const found =
      std::ranges::find(kMethods, method, &std::pair<AuthMethod, std::string_view>::second);
  if (found == kMethods.end()) return in.fault("token_endpoint_auth_method", "is none that is known");
  client.auth_method = found->first;
  read_keys(in, client);
  in.text("tls_client_auth_subject_dn", client.tls_subject);
  in.text("taxgate_tls_certificate_thumbprint", client.tls_thumbprint);
  in.flag("tls_client_certificate_bound_access_tokens", client.bound_to_tls);
  in.flag("dpop_bound_access_tokens", client.bound_to_dpop);
  if (client.auth_method == AuthMethod::kPrivateKeyJwt && client.keys.empty())
    in.fault("jwks", "is needed for private_key_jwt");
  if (client.auth_method == AuthMethod::kTls && client.tls_subject.empty())
    in.fault("tls_client_auth_subject_dn", "is needed for tls_client_auth");
  if (client.auth_method == AuthMethod::kSelfSignedTls && client.tls_thumbprint.empty())
    in.fault("taxgate_tls_certificate_thumbprint", "is needed for self_signed_tls_client_auth");
}

void read_grants(Reader& in, Client& client) {
  client.grant_types = {"authorization_code"};
  in.texts("grant_types", client.grant_types);
  for (const auto& type : client.grant_types) {
    if (std::ranges::find(kGrantTypes, type) == kGrantTypes.end())
      in.fault("grant_types", "is none that is known: " + type);
  }
  std::vector<std::string> responses{"code"};
  in.texts("response_types", responses);
  if (responses != std::vector<std::string>{"code"})
    in.fault("response_types", "only code (RFC 9700 §2.1.2)");
  if (client.may("authorization_code") && client.redirect_uris.empty())
    in.fault("redirect_uris", "is needed for authorization_code");
  if (client.may("client_credentials") && client.auth_method == AuthMethod::kNone)
    in.fault("grant_types", "client_credentials is for clients that authenticate (RFC 6749 §4.4)");
  std::string scope = "openid";
  in.text("scope", scope);
  client.scopes = distinct_words(scope);
}

void read_tokens(Reader& in, Client& client) {
  std::string alg{"ES256"};
  in.text("id_token_signed_response_alg", alg);
  const auto known = jose::alg(alg);
  if (known != jose::Alg::kEs256 && known != jose::Alg::kRs256)
    in.fault("id_token_signed_response_alg", "must be ES256 or RS256");
  client.id_token_alg = known.value_or(jose::Alg::kEs256);
  std::string subject{"public"};
  in.text("subject_type", subject);
  if (subject != "public" && subject != "pairwise") in.fault("subject_type", "must be public or pairwise");
  in.text("taxgate_sector", client.sector);
  if (subject == "pairwise" && client.sector.empty()) in.fault("taxgate_sector", "is needed for pairwise");
  if (subject == "public") client.sector.clear();
  std::string format{"opaque"};
  in.text("taxgate_access_token_format", format);
  if (format != "opaque" && format != "jwt") in.fault("taxgate_access_token_format", "must be opaque or jwt");
  client.jwt_access_tokens = format == "jwt";
}

void read_own(Reader& in, Client& client) {
  in.texts("taxgate_functions", client.functions);
  in.flag("taxgate_first_party", client.first_party);
  in.flag("taxgate_resource_server", client.resource_server);
  if (client.resource_server && client.auth_method == AuthMethod::kNone)
    in.fault("taxgate_resource_server", "is for clients that authenticate");
  const auto* level = in.take("taxgate_least_level");
  if (level == nullptr) return;
  if (!level->is_int64() || level->get_int64() < 0 || level->get_int64() > kHighestLevel)
    return in.fault("taxgate_least_level", "must be a number from 0 to 5");
  client.least_level = static_cast<int>(level->get_int64());
}

}  // namespace

std::string_view to_string(AuthMethod method) {
  return std::ranges::find(kMethods, method, &std::pair<AuthMethod, std::string_view>::first)->second;
}

std::expected<Client, std::vector<ClientFault>> read_client(const json::object& metadata) {
  Reader in(metadata);
  Client client;
  in.text("client_id", client.client_id);
  if (client.client_id.empty() || client.client_id.size() > 64)
    in.fault("client_id", "must be a text of 1 to 64 characters");
  in.text("client_name", client.name);
  if (client.name.empty()) in.fault("client_name", "must say what people are to see");
  read_uris(in, client);
  read_authentication(in, client);
  read_grants(in, client);
  in.flag("require_pushed_authorization_requests", client.require_par);
  read_tokens(in, client);
  read_own(in, client);
  auto faults = std::move(in).faults();
  if (!faults.empty()) return std::unexpected(std::move(faults));
  return client;
}

}  // namespace taxgate::oidc
