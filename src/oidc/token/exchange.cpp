// Token exchange (RFC 8693): the same person as somebody else, or within less.
#include "oidc/authority.hpp"
#include "oidc/resource.hpp"
#include "oidc/token/issue.hpp"

namespace taxgate::oidc {
namespace {

constexpr std::string_view kAccessTokenType = "urn:ietf:params:oauth:token-type:access_token";

Result<Grant> subject_grant(const TokenRequest& request) {
  if (request["subject_token_type"] != kAccessTokenType)
    return invalid_request("subject_token_type must be " + std::string{kAccessTokenType});
  if (!request["actor_token"].empty())
    return invalid_request("actor_token is not understood: who acts stands in the subject's own grant");
  const auto& wanted = request["requested_token_type"];
  if (!wanted.empty() && wanted != kAccessTokenType)
    return invalid_request("requested_token_type must be " + std::string{kAccessTokenType});
  auto grant = grant_of(request.provider, request["subject_token"]);
  if (!grant) return invalid_request("subject_token is unknown, or has ended");
  if (grant->row.client != request.client->id)
    return fault("invalid_target", "the subject token is another client's");
  if (!grant->row.key_thumbprint.empty() && grant->row.key_thumbprint != request.key_thumbprint)
    return invalid_grant("the subject token is bound to another key");
  return *std::move(grant);
}

}  // namespace

TokenAnswer by_token_exchange(TokenRequest& request) {
  const auto from = subject_grant(request);
  if (!from) return std::unexpected(from.error());
  const auto scope = scope_within(request["scope"], from->row.scope);
  if (!scope) return std::unexpected(scope.error());
  Result<Authority> chosen = Authority{from->row.mandate, from->row.engagement, from->row.functions};
  if (!request["authorization_details"].empty())
    chosen = choose(request.provider, from->row.person, *chosen, request["authorization_details"]);
  if (!chosen) return std::unexpected(chosen.error());
  store::GrantRow row = from->row;
  row.parent = from->row.parent ? from->row.parent : from->row.id;
  row.mandate = chosen->mandate;
  row.engagement = chosen->engagement;
  row.functions = chosen->functions;
  row.scope = *scope;
  row.code_hash.reset();
  row.serial = 0;
  Authentication authentication = authentication_of(row);
  authentication.nonce.clear();  // of another request
  row.claims = to_json(authentication);
  const auto grant = make_grant(request, std::move(row));
  if (!grant) return std::unexpected(grant.error());
  auto answer = issue(request, *grant, grant->row.serial);
  answer["issued_token_type"] = kAccessTokenType;
  return answer;
}

}  // namespace taxgate::oidc
