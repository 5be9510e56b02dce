#include "oidc/token/issue.hpp"

#include "app/journal.hpp"
#include "oidc/claims.hpp"
#include "oidc/lifetimes.hpp"

namespace taxgate::oidc {
namespace {

/// Whether a code may become this grant: it did not become one before (RFC 6749 §4.1.2: whoever brings it
/// again may have stolen it), and the session in which it was given is open.
Result<void> first_use(store::Transaction& transaction, const store::GrantRow& row, const Client& client,
                       Time now) {
  if (const auto redeemed = transaction.grant_by_code(*row.code_hash)) {
    end_reused(transaction, *redeemed, client, now);
    return invalid_grant("this was used before");
  }
  const auto session = transaction.session(row.session);
  if (!session || session->person != row.person || now >= session->expires_at)
    return not_in_force(GrantEnd::kSession);
  return {};
}

}  // namespace

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
  if (has_word(grant.row.scope, "openid"))
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
  Result<void> may;
  provider.store.commit([&](store::Transaction& transaction) {
    may = request.once.spend(transaction);
    if (may && row.code_hash) may = first_use(transaction, row, *request.client, now);
    if (!may) return;
    transaction.reserve_grant(row);
    row = provider.vault.seal(std::move(row));
    transaction.insert(row);
    app::record(
        transaction,
        {row.bureau, "grant-made", row.person, row.person, {}, {{"client", request.client->client_id}}}, now);
  });
  if (!may) return std::unexpected(may.error());
  auto grant = provider.grants.look(std::move(row));
  if (!grant) return not_in_force(grant.error());
  return *std::move(grant);
}

TokenAnswer redeem(TokenRequest& request, store::GrantRow row, const Digest& code) {
  row.offline = has_word(row.scope, "offline_access");
  row.code_hash = Bytes{code.begin(), code.end()};
  row.expires_at = request.provider.clock.now() + (row.offline ? kOfflineGrant : kGrant);
  const auto grant = make_grant(request, std::move(row));
  if (!grant) return std::unexpected(grant.error());
  return issue(request, *grant, grant->row.serial);
}

void end_reused(store::Transaction& transaction, const store::GrantRow& row, const Client& client, Time now) {
  if (!transaction.end_grant(row.id, now)) return;
  app::record(transaction,
              {row.bureau, "grant-reused", row.person, row.person, {}, {{"client", client.client_id}}}, now);
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
  const auto scopes = distinct_words(wanted);
  for (const auto& scope : scopes) {
    if (!has_word(granted, scope)) return fault("invalid_scope", "scope was not granted: " + scope);
  }
  return joined(scopes);
}

}  // namespace taxgate::oidc
