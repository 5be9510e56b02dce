#include "oidc/token/issue.hpp"

#include "app/journal.hpp"
#include "oidc/claims.hpp"

namespace taxgate::oidc {

boost::json::object issue(const TokenRequest& request, const Grant& grant, int serial) {
  const Provider& provider = request.provider;
  const std::string& issuer = request.incoming.issuer;
  const AccessToken access = access_token(provider, issuer, grant);
  const auto lasts = std::chrono::floor<Seconds>(access.expires - provider.clock.now());
  const bool dpop = !grant.row.key_thumbprint.empty() && !grant.client->bound_to_tls;
  boost::json::object answer{{"access_token", access.token},
                             {"token_type", dpop ? "DPoP" : "Bearer"},
                             {"expires_in", std::max<std::int64_t>(lasts.count(), 0)},
                             {"scope", grant.row.scope},
                             {"authorization_details", authorization_details(provider, grant)}};
  if (grant.client->may("refresh_token"))
    answer["refresh_token"] = provider.handles.refresh(grant.row, serial);
  if (contains(words(grant.row.scope), "openid"))
    answer["id_token"] = id_token(provider, issuer, grant, access.token, serial == 0);
  return answer;
}

Result<Grant> make_grant(TokenRequest& request, store::GrantRow row) {
  const Provider& provider = request.provider;
  const Time now = provider.clock.now();
  row.bureau = provider.bureau.id;
  row.client = request.client->id;
  row.notify = !request.client->backchannel_logout_uri.empty();
  row.key_thumbprint = request.key_thumbprint;
  row.made_at = now;
  bool first = true;
  provider.store.commit([&](store::Transaction& transaction) {
    first = request.once.spend(transaction);
    if (first && row.code_hash) {
      // A code that comes again: whoever has it may have stolen it (RFC 6749 §4.1.2).
      if (const auto redeemed = transaction.grant_by_code(*row.code_hash)) {
        transaction.end_grant(redeemed->id, now);
        first = false;
      }
    }
    if (!first) return;
    transaction.reserve_grant(row);
    row = provider.vault.seal(std::move(row));
    transaction.insert(row);
    app::record(
        transaction,
        {row.bureau, "grant-made", row.person, row.person, {}, {{"client", request.client->client_id}}}, now);
  });
  if (!first) return invalid_grant("this was used before");
  auto grant = provider.grants.look(std::move(row));
  if (!grant) return not_in_force(grant.error());
  return *std::move(grant);
}

std::unexpected<Fault> not_in_force(GrantEnd end) {
  switch (end) {
    case GrantEnd::kSession:
      return invalid_grant("the session has ended");
    case GrantEnd::kAuthority:
      return invalid_grant("the authority behind it is not in force any more");
    case GrantEnd::kClient:
    case GrantEnd::kUnknown:
    case GrantEnd::kEnded:
      break;
  }
  return invalid_grant("it is unknown, or has ended");
}

Result<std::string> scope_within(const std::string& wanted, const std::string& granted) {
  if (wanted.empty()) return granted;
  const auto all = words(granted);
  for (const auto& scope : words(wanted)) {
    if (!contains(all, scope)) return fault("invalid_scope", "scope was not granted: " + scope);
  }
  return joined(words(wanted));
}

}  // namespace taxgate::oidc
