// 身份维护: an enterprise's permission identities (LN-15).
#include "http/api/describe.hpp"

namespace taxgate::http {
namespace {

json::object permission_json(const Call& call, const PermissionIdentity& permission) {
  json::object item{{"id", std::to_string(permission.id.value)},
                    {"name", permission.name},
                    {"description", permission.description},
                    {"functions", functions_json(call, permission.functions)},
                    {"version", permission.version}};
  if (permission.functions.empty()) item["warning"] = call.say({"permission-empty", {}});
  return item;
}

Response list(const Call& call, const app::Session& session) {
  json::array items;
  for (const auto& [permission, users] : call.api.permissions.list(session.principal())) {
    json::object item = permission_json(call, permission);
    item["users"] = json::value_from(users);
    items.push_back(std::move(item));
  }
  json::object answer{{"permissions", std::move(items)}};
  if (answer["permissions"].as_array().empty()) answer["note"] = call.say({"permission-make-first", {}});
  return json_answer(200, answer);
}

PermissionForm read_form(const json::object& body) {
  const auto* confirmed = body.if_contains("confirm_empty");
  return {.name = text_member(body, "name"),
          .description = text_member(body, "description"),
          .functions = text_list(body, "functions"),
          .confirm_empty = confirmed != nullptr && confirmed->is_bool() && confirmed->as_bool()};
}

Response refuse_permission(const Call& call, const app::PermissionRefusal& refusal) {
  using Kind = app::PermissionRefusal::Kind;
  switch (refusal.kind) {
    case Kind::kNotFound:
      return refuse(call, 404, "not-found");
    case Kind::kStale:
      return refuse(call, 409, "conflict");
    case Kind::kInUse:
      return refuse(call, 422, "permission-in-use", {"permission-used-by", {{"names", refusal.users}}});
    case Kind::kFaults:
      break;
  }
  std::vector<ProposalFault> faults;
  faults.reserve(refusal.faults.size());
  for (const auto& fault : refusal.faults) faults.push_back({fault.input, fault.phrase});
  return refuse_inputs(call, faults);
}

Response create(const Call& call, const app::Session& session) {
  const auto body = body_object(call);
  if (!body) return body.error();
  const auto made = call.api.permissions.create(session, read_form(*body));
  return made ? json_answer(201, permission_json(call, *made)) : refuse_permission(call, made.error());
}

Response edit(const Call& call, const app::Session& session) {
  const auto body = body_object(call);
  if (!body) return body.error();
  const auto id = id_param(call, "id");
  if (!id) return refuse(call, 404, "not-found");
  const auto edited =
      call.api.permissions.edit(session, PermissionId{*id}, int_member(*body, "version"), read_form(*body));
  return edited ? json_answer(200, permission_json(call, *edited)) : refuse_permission(call, edited.error());
}

Response remove(const Call& call, const app::Session& session) {
  const auto body = body_object(call);
  if (!body) return body.error();
  const auto id = id_param(call, "id");
  if (!id) return refuse(call, 404, "not-found");
  const auto removed = call.api.permissions.remove(session, PermissionId{*id}, int_member(*body, "version"));
  return removed ? no_content() : refuse_permission(call, removed.error());
}

}  // namespace

void add_permission_routes(Routes& routes) {
  routes.managing(Method::kGet, "/v1/enterprise/permissions", list)
      .managing(Method::kPost, "/v1/enterprise/permissions", create)
      .managing(Method::kPost, "/v1/enterprise/permissions/{id}", edit)
      .managing(Method::kPost, "/v1/enterprise/permissions/{id}/remove", remove);
}

}  // namespace taxgate::http
