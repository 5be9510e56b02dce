// The systems that a person is signed in to, in their own account.
#include "http/api/describe.hpp"
#include "http/openid/openid.hpp"
#include "oidc/systems.hpp"

namespace taxgate::http {
namespace {

json::object system_json(const Call& call, const oidc::System& system) {
  json::array scopes;
  for (const auto& scope : system.scopes) {
    // Those two are said otherwise: by the identity, and by "offline".
    if (scope != "openid" && scope != "offline_access")
      scopes.push_back({{"id", scope}, {"title", call.say({"scope." + scope, {}})}});
  }
  const oidc::Grant& grant = system.grant;
  json::object item{
      {"id", std::to_string(grant.row.id.value)},
      {"client", {{"id", grant.client->client_id}, {"name", grant.client->name}}},
      {"identity_title", grant.principal ? grant.principal->name : call.say({"identity.self", {}})},
      {"scopes", std::move(scopes)},
      {"offline", system.offline},
      {"since", format_time(system.since)},
      {"ends", format_time(system.ends)}};
  if (grant.agency) item["agency_title"] = grant.agency->name;
  return item;
}

Response systems(const Call& call, const OpenId& openid, const app::Session& session) {
  json::array items;
  for (const auto& system : oidc::systems_of(openid.provider, session.person()))
    items.push_back(system_json(call, system));
  return json_answer(200, json::object{{"systems", std::move(items)}});
}

Response end_system(const Call& call, const OpenId& openid, const app::Session& session) {
  const auto id = id_param(call, "id");
  return id && oidc::end_system(openid.provider, session.person(), GrantId{*id})
             ? no_content()
             : refuse(call, 404, "not-found");
}

}  // namespace

std::optional<Onward> onward_for(const Call& call, const OpenId& openid, std::string_view function) {
  for (const auto& row : openid.provider.clients.all()) {
    const auto client = openid.provider.clients.find(row.client_id);
    if (!client || client->initiate_login_uri.empty() || !oidc::contains(client->functions, function))
      continue;
    oidc::Form fields;  // OIDC Core §4: who the issuer is goes with it
    fields.set("iss", incoming(call.request, openid, {}).issuer);
    return Onward{client->name, oidc::with_query(client->initiate_login_uri, fields)};
  }
  return std::nullopt;
}

void add_system_routes(Routes& routes, const OpenId& openid) {
  routes.account(Method::kGet, "/v1/me/systems", with(openid, systems))
      .account(Method::kDelete, "/v1/me/systems/{id}", with(openid, end_system));
}

}  // namespace taxgate::http
