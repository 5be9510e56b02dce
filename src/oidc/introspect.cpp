#include "oidc/introspect.hpp"

#include "app/journal.hpp"
#include "oidc/claims.hpp"
#include "oidc/client/authenticate.hpp"
#include "oidc/resource.hpp"

namespace taxgate::oidc {
namespace {

namespace json = boost::json;

json::object inactive() { return {{"active", false}}; }

std::int64_t seconds(Time time) { return std::chrono::floor<Seconds>(time).time_since_epoch().count(); }

json::object describe(const Provider& provider, const Incoming& request, const Grant& grant, Time expires,
                      std::string_view type) {
  const Authentication authentication = authentication_of(grant.row);
  json::object answer{{"active", true},
                      {"iss", request.issuer},
                      {"sub", subject(provider, grant)},
                      {"client_id", grant.client->client_id},
                      {"scope", grant.row.scope},
                      {"token_type", type},
                      {"exp", seconds(expires)},
                      {"auth_time", seconds(authentication.at)},
                      {"acr", acr(authentication.level)},
                      {"amr", amr(authentication.methods)},
                      {"authorization_details", authorization_details(provider, grant)}};
  if (auto chain = actor(provider, grant)) answer["act"] = *std::move(chain);
  if (!grant.row.key_thumbprint.empty())
    answer["cnf"] = json::object{{grant.client->bound_to_tls ? "x5t#S256" : "jkt", grant.row.key_thumbprint}};
  return answer;
}

/// A client's own.
json::object describe(const Provider& provider, const Incoming& request, const Client& client,
                      std::string_view token) {
  const std::string key = key_of_client_token(token);
  json::object answer{{"active", true},
                      {"iss", request.issuer},
                      {"client_id", client.client_id},
                      {"token_type", key.empty() || client.bound_to_tls ? "Bearer" : "DPoP"},
                      {"exp", seconds(end_of(provider, token))}};
  if (!key.empty()) answer["cnf"] = json::object{{client.bound_to_tls ? "x5t#S256" : "jkt", key}};
  return answer;
}

/// The grant behind a refresh token that would be taken now.
std::optional<Grant> refreshable(const Provider& provider, std::string_view token) {
  const auto handle = Handles::read(token);
  const auto* refresh = handle ? std::get_if<RefreshHandle>(&*handle) : nullptr;
  if (refresh == nullptr) return std::nullopt;
  auto grant = provider.grants.find(refresh->grant);
  if (!grant || grant->row.serial != refresh->serial || !provider.handles.genuine(token, grant->row))
    return std::nullopt;
  return *std::move(grant);
}

/// Authenticated, and not a public client: those could try tokens (RFC 7662 §4).
Result<std::shared_ptr<const Client>> asker(const Provider& provider, const Incoming& request,
                                            bool public_too) {
  if (const auto name = request.form.repeated(); !name.empty())
    return invalid_request("a parameter is repeated: " + name);
  Once once;
  auto client = authenticate(provider, request, once);
  if (!client) return client;
  if (!public_too && (*client)->auth_method == AuthMethod::kNone)
    return invalid_client("this is for clients that authenticate");
  if (const auto spent = once.spend(provider.store); !spent) return std::unexpected(spent.error());
  if (!request.form.has("token")) return invalid_request("token is missing");
  return client;
}

}  // namespace

Result<json::object> introspect(const Provider& provider, const Incoming& request) {
  const store::Snapshot snapshot(provider.store.reader());
  const auto asked = asker(provider, request, false);
  if (!asked) return std::unexpected(asked.error());
  const std::string& token = request.form["token"];
  const auto visible = [&](const Client& client) {
    return (*asked)->resource_server || client.id == (*asked)->id;
  };
  if (const auto grant = grant_of(provider, token)) {
    if (!visible(*grant->client)) return inactive();
    const bool dpop = !grant->row.key_thumbprint.empty() && !grant->client->bound_to_tls;
    return describe(provider, request, *grant, end_of(provider, token), dpop ? "DPoP" : "Bearer");
  }
  if (const auto grant = refreshable(provider, token); grant && visible(*grant->client))
    return describe(provider, request, *grant, grant->ends, "refresh_token");
  if (const auto client = client_of(provider, token); client && visible(*client))
    return describe(provider, request, *client, token);
  return inactive();
}

Result<void> revoke(const Provider& provider, const Incoming& request) {
  const auto asked = asker(provider, request, true);
  if (!asked) return std::unexpected(asked.error());
  const std::string& token = request.form["token"];
  auto grant = grant_of(provider, token);
  if (!grant) grant = refreshable(provider, token);
  if (!grant || grant->row.client != (*asked)->id) return {};
  const Time now = provider.clock.now();
  provider.store.commit([&](store::Transaction& transaction) {
    if (!transaction.end_grant(grant->row.id, now)) return;
    app::record(transaction,
                {.bureau = provider.bureau.id,
                 .kind = "grant-ended",
                 .actor = {},
                 .subject = grant->row.person,
                 .principal = grant->acting.principal(),
                 .detail = {{"client", grant->client->client_id}}},
                now);
  });
  return {};
}

Result<json::object> userinfo(const Provider& provider, const Incoming& request) {
  const store::Snapshot snapshot(provider.store.reader());
  const auto grant = bearer(provider, request);
  if (!grant) return std::unexpected(grant.error());
  if (!has_word(grant->row.scope, "openid"))
    return std::unexpected(Fault{"insufficient_scope", "the scope openid is needed", 403, "Bearer"});
  return userinfo_claims(provider, *grant);
}

}  // namespace taxgate::oidc
