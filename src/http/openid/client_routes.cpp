// The administrators' part: relying parties, what a request of theirs would meet, signing keys.
#include <charconv>

#include "http/openid/openid.hpp"
#include "oidc/client/authenticate.hpp"
#include "oidc/lifetimes.hpp"
#include "oidc/resource.hpp"
#include "oidc/trial.hpp"

namespace taxgate::http {
namespace {

json::object client_json(const store::ClientRow& row) {
  return {{"client_id", row.client_id},
          {"metadata", json::parse(row.metadata)},
          {"has_secret", row.secret_hash.has_value()},
          {"active", row.state == "active"},
          {"changed_at", format_time(row.changed_at)},
          {"version", row.version}};
}

Response list(const Call& /*call*/, const OpenId& openid, const app::Session& /*session*/) {
  json::array clients;
  for (const auto& row : openid.provider.clients.all()) clients.push_back(client_json(row));
  return json_answer(200, json::object{{"clients", std::move(clients)}});
}

Response faulty(const Call& call, const std::vector<oidc::ClientFault>& faults) {
  Problem problem = problem_of(call, 422, "client-metadata");
  json::array list;
  for (const auto& [member, rule] : faults) list.push_back({{"member", member}, {"rule", rule}});
  problem.members["faults"] = std::move(list);
  return to_response(problem, call.request);
}

/// What the page believes to replace; the inner nothing: whatever there is. The outer: no number.
std::optional<std::optional<int>> former_version(const Call& call) {
  const auto text = call.request.query.get("version");
  if (!text) return std::optional<int>{};
  int version = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), version);
  if (error != std::errc{} || end != text->data() + text->size() || version < 0) return std::nullopt;
  return version;
}

Response put(const Call& call, const OpenId& openid, const app::Session& session) {
  const auto metadata = body_object(call);
  if (!metadata) return metadata.error();
  const auto former = former_version(call);
  if (!former) return refuse(call, 400, "malformed", {"malformed-member", {{"member", "version"}}});
  try {
    const auto done = openid.provider.clients.put(*metadata, session.person(), *former);
    return done ? no_content() : faulty(call, done.error());
  } catch (const store::Conflict&) {  // another administrator was first
    return refuse(call, 409, "conflict");
  }
}

Response secret(const Call& call, const OpenId& openid, const app::Session& session) {
  const auto made = openid.provider.clients.new_secret(call.params["client"], session.person());
  if (!made) return refuse(call, 404, "not-found");
  return json_answer(200, json::object{{"client_secret", made->reveal()}});
}

template <bool Active>
Response enable(const Call& call, const OpenId& openid, const app::Session& session) {
  const bool found = openid.provider.clients.enable(call.params["client"], Active, session.person());
  return found ? no_content() : refuse(call, 404, "not-found");
}

/// Without a person: the checks that an authorization request of the client would meet.
Response rehearse(const Call& call, const OpenId& openid, const app::Session& /*session*/) {
  const auto body = body_object(call);
  if (!body) return body.error();
  Params params;
  for (const auto& [name, value] : *body) {
    if (value.is_string() && name != "client_id")
      params.add(std::string{name}, std::string{value.get_string()});
  }
  auto in = incoming(call.request, openid, params);
  in.form.set("client_id", std::string{call.params["client"]});
  const auto answer = oidc::authorize(openid.provider, in, {});
  const bool fine = answer.kind == oidc::AuthorizeAnswer::Kind::kInteract;
  json::object said{{"fine", fine}};
  if (!fine && answer.kind == oidc::AuthorizeAnswer::Kind::kPage)
    said["fault"] = {{"error", answer.fault.error}, {"description", answer.fault.description}};
  if (!fine && answer.kind != oidc::AuthorizeAnswer::Kind::kPage)
    said["fault"] = {{"sent_to", answer.location}};
  return json_answer(200, said);
}

/// A test sign-in with a person, who signs in elsewhere: in a private window, or on another device.
Response begin_trial(const Call& call, const OpenId& openid, const app::Session& session) {
  const auto client = openid.provider.clients.find(call.params["client"]);
  if (!client) return refuse(call, 404, "not-found");
  const auto in = incoming(call.request, openid, {});
  const auto uri = oidc::begin_trial(openid.provider, in.issuer, *client, session.person());
  oidc::Form fields;
  fields.set("client_id", client->client_id);
  fields.set("request_uri", uri);
  return json_answer(200, json::object{{"url", oidc::with_query(in.issuer + "/oauth2/authorize", fields)},
                                       {"expires_in", oidc::kPushedRequest.count()}});
}

Response rotate(const Call& /*call*/, const OpenId& openid, const app::Session& /*session*/) {
  openid.provider.keys.rotate(oidc::SigningKeys::kNotice);
  return no_content();
}

/// Who asks, by an access token of its own or by id and secret; nobody where that is wrong.
std::shared_ptr<const oidc::Client> asker(const Call& call, const OpenId& openid) {
  const auto in = incoming(call.request, openid, {});
  if (auto client = oidc::client_bearer(openid.provider, in)) return client;
  oidc::Once once;
  const auto client = oidc::authenticate(openid.provider, in, once);
  return client ? *client : nullptr;
}

}  // namespace

std::optional<std::string> resource_server_sector(const Call& call, const OpenId& openid) {
  const auto client = asker(call, openid);
  return client && client->resource_server ? std::optional{client->sector} : std::nullopt;
}

PersonNames subject_names(const OpenId& openid) {
  const oidc::Subjects& subjects = openid.provider.subjects;
  const BureauId bureau = openid.provider.bureau.id;
  return {[=, &subjects](std::string_view sector, std::string_view subject) {
            return subjects.person(bureau, subject, sector).value_or(PersonId{});
          },
          [=, &subjects](std::string_view sector, PersonId person) {
            return subjects.of(bureau, person, sector);
          }};
}

void add_client_routes(Routes& routes, const OpenId& openid) {
  routes.administration(Method::kGet, "/v1/office/clients", with(openid, list))
      .administration(Method::kPut, "/v1/office/clients", with(openid, put))
      .administration(Method::kPost, "/v1/office/clients/{client}/secret", with(openid, secret))
      .administration(Method::kPost, "/v1/office/clients/{client}/enable", with(openid, enable<true>))
      .administration(Method::kPost, "/v1/office/clients/{client}/disable", with(openid, enable<false>))
      .administration(Method::kPost, "/v1/office/clients/{client}/rehearsal", with(openid, rehearse))
      .administration(Method::kPost, "/v1/office/clients/{client}/trial", with(openid, begin_trial))
      .administration(Method::kPost, "/v1/office/signing-keys/rotate", with(openid, rotate));
}

}  // namespace taxgate::http
