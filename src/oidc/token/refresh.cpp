// RFC 6749 §6, RFC 9700 §4.14: each refresh token counts once; one that comes again ends its family.
#include "app/journal.hpp"
#include "oidc/token/issue.hpp"

namespace taxgate::oidc {
namespace {

void end_family(const TokenRequest& request, const store::GrantRow& row) {
  const Provider& provider = request.provider;
  const Time now = provider.clock.now();
  provider.store.commit([&](store::Transaction& transaction) {
    if (!transaction.end_grant(row.id, now)) return;
    app::record(
        transaction,
        {row.bureau, "grant-reused", row.person, row.person, {}, {{"client", request.client->client_id}}},
        now);
  });
}

/// False: somebody was quicker with the same token.
bool renew(TokenRequest& request, GrantId id, int serial) try {
  bool first = true;
  request.provider.store.commit([&](store::Transaction& transaction) {
    first = request.once.spend(transaction);
    if (first) transaction.renew_grant(id, serial);
  });
  return first;
} catch (const store::Conflict&) {
  return false;
}

}  // namespace

TokenAnswer by_refresh_token(TokenRequest& request) {
  const Provider& provider = request.provider;
  const std::string& given = request["refresh_token"];
  if (given.empty()) return invalid_request("refresh_token is missing");
  const auto handle = Handles::read(given);
  const auto* refresh = handle ? std::get_if<RefreshHandle>(&*handle) : nullptr;
  const auto row = refresh == nullptr ? std::nullopt : provider.store.reader().grant(refresh->grant);
  if (!row || row->bureau != provider.bureau.id || row->client != request.client->id ||
      !provider.handles.genuine(given, *row))
    return invalid_grant("the refresh token is unknown");
  if (refresh->serial != row->serial) {
    end_family(request, *row);
    return invalid_grant("the refresh token was used before: all tokens of its family have ended");
  }
  if (!row->key_thumbprint.empty() && row->key_thumbprint != request.key_thumbprint)
    return invalid_grant("the refresh token is bound to another key");
  const auto grant = provider.grants.look(*row);
  if (!grant) return not_in_force(grant.error());
  // Less than was granted is answered with what was granted (RFC 6749 §3.3): narrowing is token exchange.
  if (const auto scope = scope_within(request["scope"], row->scope); !scope)
    return std::unexpected(scope.error());
  if (!renew(request, row->id, row->serial + 1)) {
    end_family(request, *row);
    return invalid_grant("the refresh token was used at the same moment: its family has ended");
  }
  return issue(request, *grant, row->serial + 1);
}

}  // namespace taxgate::oidc
