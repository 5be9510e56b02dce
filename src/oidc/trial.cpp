#include "oidc/trial.hpp"

#include "app/journal.hpp"
#include "crypto/jose/jws.hpp"
#include "crypto/random.hpp"
#include "oidc/authorize/ticket.hpp"
#include "oidc/claims.hpp"
#include "oidc/lifetimes.hpp"
#include "oidc/token/issue.hpp"

namespace taxgate::oidc {
namespace {

namespace json = boost::json;

/// Its verifier is nobody's: the token endpoint will never take the code.
std::string challenge() { return to_base64url(sha256(bytes_of(random_token()))); }

/// What the code would become, without an id and in no store.
std::expected<Grant, GrantEnd> imagined(const Provider& provider, const Code& code, const Client& client) {
  store::GrantRow row = grant_of(code);
  row.bureau = provider.bureau.id;
  row.client = client.id;
  row.made_at = provider.clock.now();
  row.expires_at = provider.clock.now() + kCode;
  return provider.grants.look(provider.vault.seal(std::move(row)));
}

}  // namespace

std::string begin_trial(const Provider& provider, const std::string& issuer, const Client& client,
                        PersonId officer) {
  const Time now = provider.clock.now();
  provider.store.commit([&](store::Transaction& transaction) {
    app::record(transaction,
                {.bureau = provider.bureau.id,
                 .kind = "client-trial",
                 .actor = officer,
                 .subject = {},
                 .principal = {},
                 .detail = {{"client", client.client_id}}},
                now);
  });
  const Incoming none;
  Authorization at{.provider = provider, .incoming = none, .session = {}};
  at.begun = now;
  at.pushed = at.trial = true;
  at.form.set("client_id", client.client_id);
  at.form.set("response_type", "code");
  at.form.set("redirect_uri", issuer + std::string{kTrialPath});
  at.form.set("scope", joined(client.scopes));
  at.form.set("nonce", random_token(16));
  at.form.set("code_challenge", challenge());
  at.form.set("code_challenge_method", "S256");
  return ticket(at);
}

Result<json::object> trial_outcome(const Provider& provider, const Incoming& request) {
  const std::string& text = request.form["code"];
  const auto code = open_code(provider, text);
  if (!code || code->redirect_uri != request.issuer + std::string{kTrialPath})
    return invalid_grant("the code is of no test sign-in, or too old");
  Once once;
  once.add("trial", text, provider.clock.now() + kCode, invalid_grant("it was shown before").error());
  if (const auto spent = once.spend(provider.store); !spent) return std::unexpected(spent.error());
  const auto client = provider.clients.find(code->client_id);
  if (!client) return invalid_grant("the client is disabled");
  const auto grant = imagined(provider, *code, *client);
  if (!grant) return not_in_force(grant.error());
  const auto token = id_token(provider, request.issuer, *grant, {}, true);
  json::object said{{"client", {{"id", client->client_id}, {"name", client->name}}},
                    {"id_token", jose::parse_jws(token).value().claims}};
  if (has_word(code->scope, "openid")) said["userinfo"] = userinfo_claims(provider, *grant);
  return said;
}

}  // namespace taxgate::oidc
