#include "oidc/logout.hpp"

#include "crypto/jose/jws.hpp"
#include "crypto/random.hpp"

namespace taxgate::oidc {
namespace {

namespace json = boost::json;

constexpr std::string_view kEvent = "http://schemas.openid.net/event/backchannel-logout";
constexpr Seconds kLogoutToken{120};  // §2.4: "preferably at most two minutes"

/// The grant whose ID token the hint is; it may have expired (RP-Initiated Logout §2).
std::optional<store::GrantRow> hinted(const Provider& provider, const Form& form) {
  const auto jws = jose::parse_jws(form["id_token_hint"]);
  const auto key = jws ? provider.keys.find(jws->kid) : nullptr;
  if (!key || !jws->verified_by(key->public_key())) return std::nullopt;
  const auto id = provider.subjects.grant(jose::text_claim(jws->claims, "sid"));
  return id ? provider.store.reader().grant(*id) : std::nullopt;
}

/// Where the client may have its person sent; empty: nowhere.
std::string destination(const Client* client, const Form& form) {
  const std::string& wanted = form["post_logout_redirect_uri"];
  if (client == nullptr || !contains(client->post_logout_redirect_uris, wanted)) return {};
  Form fields;
  if (form.has("state")) fields.set("state", form["state"]);
  return with_query(wanted, fields);
}

}  // namespace

LogoutAnswer logout(const Provider& provider, const Incoming& request,
                    const std::optional<app::Session>& session) {
  const Form& form = request.form;
  const auto grant = hinted(provider, form);
  const auto client = grant                   ? provider.clients.find(grant->client)
                      : form.has("client_id") ? provider.clients.find(form["client_id"])
                                              : nullptr;
  LogoutAnswer answer{.location = destination(client.get(), form)};
  if (!session) return answer;
  if (!grant || grant->session != session->row.id) {
    answer.ask = true;
    return answer;
  }
  provider.sessions.sign_out(*session);
  answer.ended = true;
  return answer;
}

std::string logout_token(const Provider& provider, const std::string& issuer, const store::GrantRow& grant,
                         const Client& client) {
  const auto now = std::chrono::floor<Seconds>(provider.clock.now()).time_since_epoch().count();
  const json::object claims{{"iss", issuer},
                            {"aud", client.client_id},
                            {"iat", now},
                            {"exp", now + kLogoutToken.count()},
                            {"jti", random_token(16)},
                            {"sub", provider.subjects.of(provider.bureau.id, grant.person, client.sector)},
                            {"sid", provider.subjects.sid(grant.id)},
                            {"events", json::object{{kEvent, json::object{}}}}};
  return jose::sign_jws(*provider.keys.current(client.id_token_alg), "logout+jwt", claims);
}

}  // namespace taxgate::oidc
