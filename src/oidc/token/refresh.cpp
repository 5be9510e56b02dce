// RFC 6749 §6, RFC 9700 §4.14: each refresh token counts once; one that comes again ends its family.
#include "oidc/token/issue.hpp"

namespace taxgate::oidc {
namespace {

void end_family(const TokenRequest& request, const store::GrantRow& row) {
  const Provider& provider = request.provider;
  provider.store.commit([&](store::Transaction& transaction) {
    end_reused(transaction, row, *request.client, provider.clock.now());
  });
}

/// Makes the next refresh token the one that counts; false: somebody was quicker with the same token. What
/// the request brought is spent with it: that it was spent before ends nothing, the token was not used.
Result<bool> renew(TokenRequest& request, GrantId id, int serial) try {
  Result<void> spent;
  request.provider.store.commit([&](store::Transaction& transaction) {
    spent = request.once.spend(transaction);
    if (spent) transaction.renew_grant(id, serial);
  });
  if (!spent) return std::unexpected(spent.error());
  return true;
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
  const auto renewed = renew(request, row->id, row->serial + 1);
  if (!renewed) return std::unexpected(renewed.error());
  if (!*renewed) {
    end_family(request, *row);
    return invalid_grant("the refresh token was used at the same moment: its family has ended");
  }
  return issue(request, *grant, row->serial + 1);
}

}  // namespace taxgate::oidc
