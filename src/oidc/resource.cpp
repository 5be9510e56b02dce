#include "oidc/resource.hpp"

#include "crypto/jose/jws.hpp"
#include "oidc/token/dpop.hpp"

namespace taxgate::oidc {
namespace {

/// The handle that the token is, or that a JWT of ours holds.
std::string handle_text(const Provider& provider, std::string_view token) {
  if (token.find('.') == std::string_view::npos) return std::string{token};
  const auto jws = jose::parse_jws(token);
  const auto key = jws && jws->type == "at+jwt" ? provider.keys.find(jws->kid) : nullptr;
  if (!key || !jws->verified_by(key->public_key())) return {};
  return jose::text_claim(jws->claims, "jti");
}

template <class Kind>
std::optional<Kind> read(std::string_view handle) {
  const auto found = Handles::read(handle);
  const auto* kind = found ? std::get_if<Kind>(&*found) : nullptr;
  return kind == nullptr ? std::nullopt : std::optional{*kind};
}

struct Presented {
  std::string scheme;  // "Bearer" or "DPoP"
  std::string token;
};

std::optional<Presented> presented(const Incoming& request) {
  for (const std::string scheme : {"Bearer", "DPoP"}) {
    const std::string prefix = ascii_lower(scheme) + " ";
    if (request.authorization.size() > prefix.size() &&
        ascii_lower(request.authorization.substr(0, prefix.size())) == prefix)
      return Presented{scheme, request.authorization.substr(prefix.size())};
  }
  return std::nullopt;
}

/// RFC 9449 §7.1, RFC 8705 §3: a bound token comes with the proof, and by its own scheme.
Result<void> check_binding(const Provider& provider, const Incoming& request, const std::string& bound,
                           bool tls, const Presented& given) {
  if (bound.empty() || tls) {
    if (given.scheme != "Bearer") return invalid_token("the token is not bound to a DPoP key", "DPoP");
    if (tls && bound != request.certificate)
      return invalid_token("the token is bound to another certificate");
    return {};
  }
  if (given.scheme != "DPoP") return invalid_token("the token is bound to a DPoP key", "DPoP");
  Once once;
  // RFC 9449 §7.1: what is wrong with the proof is said in the challenge of a protected resource.
  const auto refused = [](const Fault& fault) {
    return std::unexpected(Fault{fault.error, fault.description, 401, "DPoP"});
  };
  const auto key = dpop_key(provider, request, given.token, once);
  if (!key) return refused(key.error());
  if (*key != bound) return invalid_token("the proof is made with another key", "DPoP");
  const auto spent = once.spend(provider.store);
  return spent ? Result<void>{} : refused(spent.error());
}

}  // namespace

std::optional<Grant> grant_of(const Provider& provider, std::string_view access_token) {
  const std::string text = handle_text(provider, access_token);
  const auto handle = read<AccessHandle>(text);
  if (!handle || provider.clock.now() >= handle->expires) return std::nullopt;
  auto grant = provider.grants.find(handle->grant);
  if (!grant || !provider.handles.genuine(text, grant->row)) return std::nullopt;
  return *std::move(grant);
}

std::shared_ptr<const Client> client_of(const Provider& provider, std::string_view access_token) {
  const auto handle = read<ClientHandle>(access_token);
  if (!handle || provider.clock.now() >= handle->expires) return nullptr;
  auto client = provider.clients.find(handle->client);
  return client && provider.handles.genuine(access_token, client->version) ? client : nullptr;
}

std::string key_of_client_token(std::string_view access_token) {
  const auto handle = read<ClientHandle>(access_token);
  return handle ? handle->key_thumbprint : std::string{};
}

std::shared_ptr<const Client> client_bearer(const Provider& provider, const Incoming& request) {
  const auto given = presented(request);
  auto client = given ? client_of(provider, given->token) : nullptr;
  if (!client) return nullptr;
  const auto bound =
      check_binding(provider, request, key_of_client_token(given->token), client->bound_to_tls, *given);
  return bound ? client : nullptr;
}

Time end_of(const Provider& provider, std::string_view access_token) {
  const std::string text = handle_text(provider, access_token);
  if (const auto access = read<AccessHandle>(text)) return access->expires;
  const auto client = read<ClientHandle>(text);
  return client ? client->expires : Time{};
}

Result<Grant> bearer(const Provider& provider, const Incoming& request) {
  const auto given = presented(request);
  if (!given) return std::unexpected(Fault{"", "an access token is needed", 401, "Bearer"});
  auto grant = grant_of(provider, given->token);
  if (!grant) return invalid_token("the access token is unknown, or has ended", given->scheme);
  if (auto checked =
          check_binding(provider, request, grant->row.key_thumbprint, grant->client->bound_to_tls, *given);
      !checked)
    return std::unexpected(checked.error());
  return *std::move(grant);
}

}  // namespace taxgate::oidc
