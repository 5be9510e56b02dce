// What our own page asks while a relying party's request waits for the person: what it is, and what the
// person decides. The page then goes where `next` says.
#include "http/openid/openid.hpp"
#include "oidc/device.hpp"
#include "oidc/trial.hpp"

namespace taxgate::http {
namespace {

oidc::Incoming of_members(const Call& call, const OpenId& openid, const json::object& body) {
  Params params;
  params.add("client_id", text_member(body, "client_id"));
  params.add("request_uri", text_member(body, "request_uri"));
  return incoming(call.request, openid, params);
}

json::object client_json(const oidc::Client& client, const std::vector<std::string>& scopes,
                         const Call& call) {
  json::array wanted;
  for (const auto& scope : scopes) {
    if (scope != "openid") wanted.push_back({{"id", scope}, {"title", call.say({"scope." + scope, {}})}});
  }
  return {{"client", {{"id", client.client_id}, {"name", client.name}, {"first_party", client.first_party}}},
          {"scopes", std::move(wanted)}};
}

Response show(const Call& call, const OpenId& openid, const app::Session& session) {
  const auto in = incoming(call.request, openid, call.request.query);
  const auto found = oidc::pending(openid.provider, in, session);
  if (!found) return refuse(call, 404, "authorization-gone");
  json::object answer = client_json(*found->client, found->scopes, call);
  answer["choose_identity"] = found->interaction == oidc::Interaction::kChooseIdentity;
  answer["consent"] = found->interaction == oidc::Interaction::kConsent;
  return json_answer(200, answer);
}

Response decide(const Call& call, const OpenId& openid, const app::Session& session) {
  const auto body = body_object(call);
  if (!body) return body.error();
  const auto in = of_members(call, openid, *body);
  const auto* allow = body->if_contains("allow");
  if (allow == nullptr || !allow->is_bool())
    return refuse(call, 400, "malformed", {"malformed-member", {{"member", "allow"}}});
  const auto ticket = oidc::decided(openid.provider, in, session, allow->get_bool());
  if (!ticket) return refuse(call, 404, "authorization-gone");
  return json_answer(200, json::object{{"next", "/oauth2/authorize" + resuming(in, *ticket)}});
}

/// The end of a test sign-in: its page shows what the relying party would get.
Response trial(const Call& call, const OpenId& openid) {
  const auto body = body_object(call);
  if (!body) return body.error();
  Params params;
  params.add("code", text_member(*body, "code"));
  const auto outcome = oidc::trial_outcome(openid.provider, incoming(call.request, openid, params));
  return outcome ? json_answer(200, *outcome) : refuse(call, 404, "authorization-gone");
}

Response device(const Call& call, const OpenId& openid, const app::Session& /*session*/) {
  const auto found =
      oidc::find_device(openid.provider, call.request.query.get("user_code").value_or(std::string_view{}));
  if (!found) return refuse(call, 404, "device-code-unknown");
  return json_answer(200, client_json(*found->client, found->scopes, call));
}

Response decide_device(const Call& call, const OpenId& openid, const app::Session& session) {
  const auto body = body_object(call);
  if (!body) return body.error();
  const auto found = oidc::find_device(openid.provider, text_member(*body, "user_code"));
  if (!found) return refuse(call, 404, "device-code-unknown");
  const auto* allow = body->if_contains("allow");
  if (allow == nullptr || !allow->is_bool())
    return refuse(call, 400, "malformed", {"malformed-member", {{"member", "allow"}}});
  if (!oidc::decide_device(openid.provider, *found, session, allow->get_bool()))
    return refuse(call, 404, "device-code-unknown");
  return no_content();
}

}  // namespace

void add_authorization_routes(Routes& routes, const OpenId& openid) {
  routes.any_identity(Method::kGet, "/v1/authorization", with(openid, show))
      .signed_in(Method::kPost, "/v1/authorization", with(openid, decide))
      .any_identity(Method::kGet, "/v1/device", with(openid, device))
      .signed_in(Method::kPost, "/v1/device", with(openid, decide_device))
      .open(Method::kPost, "/v1/trial", [&openid](const Call& call) { return trial(call, openid); });
}

}  // namespace taxgate::http
