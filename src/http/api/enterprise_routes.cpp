// 人员权限管理: the enterprise's people (SX-05). Only who may manage personnel gets here.
#include "base/text.hpp"
#include "http/api/describe.hpp"

namespace taxgate::http {
namespace {

json::object member_json(const Call& call, const app::Session& session, const app::Member& member) {
  json::object item = mandate_json(call, member.mandate, member.proposed_by);
  const std::string kind{to_string(member.person.document.kind)};
  item["person"] = {
      {"name", member.person.name},
      {"document_kind_title", call.say({"document." + kind, {}})},
      {"document", mask_document(member.person.document.number)},
      {"phone", member.person.phone ? json::value(mask_phone(*member.person.phone)) : json::value(nullptr)}};
  json::array actions;
  const Role* role = call.api.bureau.profile.role(member.mandate.role);
  const bool theirs = role != nullptr && role->proposable && member.mandate.delegate != session.person();
  const Standing worth = standing(member.mandate, call.api.clock.now(), call.api.bureau.profile.zone);
  const bool stands = worth == Standing::kPending || worth == Standing::kInForce ||
                      worth == Standing::kNotYet || worth == Standing::kFrozen;
  if (theirs && stands) actions.emplace_back("withdraw");
  if (theirs && (worth == Standing::kInForce || worth == Standing::kNotYet || worth == Standing::kExpired))
    actions.emplace_back("renew");
  item["actions"] = std::move(actions);
  return item;
}

json::value date_or_null(const std::optional<Date>& date) {
  return date ? json::value(format_date(*date)) : json::value(nullptr);
}

json::array roles_json(const Call& call) {
  json::array roles;
  const Profile& profile = call.api.bureau.profile;
  for (const auto& role : profile.roles) {
    if (!role.proposable) continue;
    json::array defaults;
    for (const auto& function : role.functions) defaults.emplace_back(function);
    roles.push_back(
        {{"id", role.id},
         {"title", call.say({"role." + role.id, {}})},
         {"default_functions", std::move(defaults)},
         {"longest_days", role.longest_days ? json::value(*role.longest_days) : json::value(nullptr)},
         {"default_ends", date_or_null(default_end(role, call.api.clock.now(), profile.zone))}});
  }
  return roles;
}

json::array function_tree(const Call& call, std::string_view parent) {
  json::array nodes;
  for (const auto& function : call.api.bureau.profile.functions) {
    if (function.parent != parent) continue;
    nodes.push_back({{"id", function.id},
                     {"title", call.say({"function." + function.id, {}})},
                     {"children", function_tree(call, function.id)}});
  }
  return nodes;
}

Response personnel(const Call& call, const app::Session& session) {
  json::array items;
  for (const auto& member : call.api.personnel.list(session.principal()))
    items.push_back(member_json(call, session, member));
  return json_answer(200,
                     json::object{{"principal", principal_json(principal_of(call, session.mandate).value())},
                                  {"personnel", std::move(items)},
                                  {"roles", roles_json(call)},
                                  {"functions", function_tree(call, "")}});
}

/// An end date: a text, null for long-term. False for anything else.
bool read_end(const json::object& body, std::optional<Date>& ends) {
  const auto* value = body.if_contains("ends");
  if (value == nullptr || value->is_null()) return true;
  if (value->is_string()) ends = parse_date(value->as_string());
  return ends.has_value();
}

Response refuse_inputs(const Call& call, const std::vector<ProposalFault>& faults) {
  Problem problem = problem_of(call, 422, "invalid-input");
  for (const auto& fault : faults) {
    problem.inputs.try_emplace(fault.input, Problem::Input{fault.phrase.code, call.say(fault.phrase)});
  }
  return to_response(problem, call.request);
}

Response propose(const Call& call, const app::Session& session) {
  const auto body = body_object(call);
  if (!body) return body.error();
  app::ProposalForm form{.name = text_member(*body, "name"),
                         .document_kind = text_member(*body, "document_kind"),
                         .document_number = text_member(*body, "document_number"),
                         .proposal = {.role = text_member(*body, "role"), .functions = {}, .ends = {}}};
  if (const auto* functions = body->if_contains("functions"); functions != nullptr && functions->is_array()) {
    for (const auto& function : functions->as_array()) {
      if (function.is_string()) form.proposal.functions.emplace_back(function.as_string());
    }
  }
  if (!read_end(*body, form.proposal.ends)) return refuse_inputs(call, {{"ends", {"date-malformed", {}}}});
  const auto member = call.api.personnel.propose(session, form);
  return member ? json_answer(201, member_json(call, session, *member)) : refuse_inputs(call, member.error());
}

Response answer_change(const Call& call, const app::Session& session, const app::MemberResult& changed) {
  return changed ? json_answer(200, member_json(call, session, *changed))
                 : mandate_refusal(call, changed.error());
}

Response withdraw(const Call& call, const app::Session& session) {
  const auto body = body_object(call);
  if (!body) return body.error();
  const auto id = id_param(call, "id");
  if (!id) return refuse(call, 404, "not-found");
  return answer_change(call, session,
                       call.api.personnel.withdraw(session, MandateId{*id}, int_member(*body, "version")));
}

Response renew(const Call& call, const app::Session& session) {
  const auto body = body_object(call);
  if (!body) return body.error();
  const auto id = id_param(call, "id");
  if (!id) return refuse(call, 404, "not-found");
  std::optional<Date> ends;
  if (!read_end(*body, ends)) return refuse_inputs(call, {{"ends", {"date-malformed", {}}}});
  return answer_change(call, session,
                       call.api.personnel.renew(session, MandateId{*id}, int_member(*body, "version"), ends));
}

}  // namespace

void add_enterprise_routes(Routes& routes) {
  routes.managing(Method::kGet, "/v1/enterprise/personnel", personnel)
      .managing(Method::kPost, "/v1/enterprise/personnel", propose)
      .managing(Method::kPost, "/v1/enterprise/personnel/{id}/withdraw", withdraw)
      .managing(Method::kPost, "/v1/enterprise/personnel/{id}/renew", renew);
}

}  // namespace taxgate::http
