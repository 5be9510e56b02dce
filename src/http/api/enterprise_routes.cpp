// 人员权限管理: the enterprise's people (SX-05). Only who may manage personnel gets here.
#include "base/text.hpp"
#include "crypto/base64.hpp"
#include "http/api/describe.hpp"

namespace taxgate::http {
namespace {

/// What this manager can do with it now: what the rules would let pass.
std::vector<std::string_view> actions_of(const Call& call, const app::Session& session,
                                         const Mandate& mandate) {
  const Profile& profile = call.api.bureau.profile;
  const Time now = call.api.clock.now();
  const PersonId by = session.person();
  std::vector<std::string_view> actions;
  if (may_touch(profile, *session.mandate, mandate, now)) return actions;
  const bool gives = !may_give(profile, *session.mandate, mandate, now);
  const Standing worth = standing(mandate, now, profile.zone);
  if (withdraw(mandate, by, true, now) && worth != Standing::kExpired) actions.emplace_back("withdraw");
  if (gives &&
      renew(mandate, by, latest_end(*profile.role(mandate.role), now, profile.zone), {}, now, profile.zone))
    actions.emplace_back("renew");
  if (freeze(mandate, by, now, profile.zone)) actions.emplace_back("freeze");
  if (gives && thaw(mandate, by, now, profile.zone)) actions.emplace_back("thaw");
  const bool stands = still_stands(mandate) && worth != Standing::kExpired && worth != Standing::kDisputed;
  if (stands) actions.emplace_back("change");
  return actions;
}

/// What the manager can do with the person's password in the enterprise (LN-17, LN-21, LN-22).
std::vector<std::string_view> password_actions(const Call& call, const app::Session& session,
                                               const app::Member& member) {
  const Profile& profile = call.api.bureau.profile;
  const auto asked = [](const Way& way) { return asks_for(way, AskKind::kPersonalPassword); };
  std::vector<std::string_view> actions;
  if (std::ranges::none_of(profile.ways, asked) ||
      may_tend_password(profile, *session.mandate, member.mandate, call.api.clock.now()))
    return actions;
  if (!profile.personnel.reset_password.empty()) actions.emplace_back("reset-password");
  if (profile.personnel.first_password == FirstPassword::kInvitation) actions.emplace_back("invite");
  const bool bound = member.password == app::PersonalPassword::kBound;
  actions.emplace_back(bound ? "unbind-password" : "bind-password");
  return actions;
}

json::object member_json(const Call& call, const app::Session& session, const app::Member& member) {
  json::object item = mandate_json(call, member.mandate, member.proposed_by);
  const std::string kind{to_string(member.person.document.kind)};
  item["person"] = {
      {"name", member.person.name},
      {"document_kind_title", call.say({"document." + kind, {}})},
      {"document", mask_document(member.person.document.number)},
      {"phone", member.person.phone ? json::value(mask_phone(*member.person.phone)) : json::value(nullptr)}};
  json::array actions;
  for (const auto action : actions_of(call, session, member.mandate)) actions.emplace_back(action);
  for (const auto action : password_actions(call, session, member)) actions.emplace_back(action);
  item["password"] = to_string(member.password);
  item["actions"] = std::move(actions);
  return item;
}

/// With what is handed over, shown this once.
json::object tended_json(const Call& call, const app::Session& session, const app::Tended& tended) {
  json::object item = member_json(call, session, tended.member);
  if (tended.one_time)
    item["one_time"] = {{"secret", tended.one_time->secret.reveal()},
                        {"expires_at", format_time(tended.one_time->expires)}};
  return item;
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
         {"confirms", role.confirms},
         {"may_manage", role.may_manage},
         {"by_identity", role.by_identity},
         {"most_delegates", role.most_delegates ? json::value(*role.most_delegates) : json::value(nullptr)},
         {"longest_days", role.longest_days ? json::value(*role.longest_days) : json::value(nullptr)},
         {"default_ends", date_or_null(default_end(role, call.api.clock.now(), profile.zone))}});
  }
  return roles;
}

Response personnel(const Call& call, const app::Session& session) {
  json::array items;
  for (const auto& member : call.api.personnel.list(session.principal()))
    items.push_back(member_json(call, session, member));
  return json_answer(
      200, json::object{{"principal", principal_json(principal_of(call, session.mandate).value())},
                        {"personnel", std::move(items)},
                        {"first_password", to_string(call.api.bureau.profile.personnel.first_password)},
                        {"roles", roles_json(call)},
                        {"functions", function_tree(call, "")}});
}

/// What a manager gives; false where the last day is none.
bool read_proposal(const json::object& body, Proposal& proposal) {
  proposal.role = text_member(body, "role");
  proposal.functions = text_list(body, "functions");
  proposal.permission = PermissionId{id_member(body, "permission")};
  const auto* manages = body.if_contains("manages");
  proposal.manages = manages != nullptr && manages->is_bool() && manages->as_bool();
  return read_end(body, proposal.ends);
}

void read_person(const json::object& body, app::PersonForm& form) {
  form.name = text_member(body, "name");
  form.document_kind = text_member(body, "document_kind");
  form.document_number = text_member(body, "document_number");
}

Response propose(const Call& call, const app::Session& session) {
  const auto body = body_object(call);
  if (!body) return body.error();
  app::ProposalForm form;
  read_person(*body, form);
  if (!read_proposal(*body, form.proposal)) return refuse_inputs(call, {{"ends", {"date-malformed", {}}}});
  const auto added = call.api.passwords.add(session, form, Secret{text_member(*body, "personal_password")});
  if (!added) return busy(call, added.error());
  return *added ? json_answer(201, tended_json(call, session, **added)) : refuse_inputs(call, added->error());
}

using Tending = app::TendedResult (app::PersonalPasswords::*)(const app::Session&, MandateId, int);

SessionHandler password_change(Tending tending) {
  return [tending](const Call& call, const app::Session& session) {
    const auto body = body_object(call);
    if (!body) return body.error();
    const auto id = id_param(call, "id");
    if (!id) return refuse(call, 404, "not-found");
    const auto tended = (call.api.passwords.*tending)(session, MandateId{*id}, int_member(*body, "version"));
    if (!tended) return busy(call, tended.error());
    return *tended ? json_answer(200, tended_json(call, session, **tended))
                   : mandate_refusal(call, tended->error());
  };
}

Response answer_change(const Call& call, const app::Session& session, const app::MemberResult& changed) {
  return changed ? json_answer(200, member_json(call, session, *changed))
                 : mandate_refusal(call, changed.error());
}

using Change = app::MemberResult (app::PersonnelService::*)(const app::Session&, MandateId, int);

SessionHandler member_change(Change change) {
  return [change](const Call& call, const app::Session& session) {
    const auto body = body_object(call);
    if (!body) return body.error();
    const auto id = id_param(call, "id");
    if (!id) return refuse(call, 404, "not-found");
    return answer_change(call, session,
                         (call.api.personnel.*change)(session, MandateId{*id}, int_member(*body, "version")));
  };
}

Response change(const Call& call, const app::Session& session) {
  const auto body = body_object(call);
  if (!body) return body.error();
  const auto id = id_param(call, "id");
  if (!id) return refuse(call, 404, "not-found");
  Proposal wanted;
  if (!read_proposal(*body, wanted)) return refuse_inputs(call, {{"ends", {"date-malformed", {}}}});
  const auto changed =
      call.api.personnel.change(session, MandateId{*id}, int_member(*body, "version"), wanted);
  if (changed) return json_answer(200, member_json(call, session, *changed));
  const auto& refusal = changed.error().refusal;
  return refusal ? mandate_refusal(call, *refusal) : refuse_inputs(call, changed.error().faults);
}

/// LN-16: whom can one add?
Response search(const Call& call, const app::Session& session) {
  const auto body = body_object(call);
  if (!body) return body.error();
  app::PersonForm form;
  read_person(*body, form);
  const auto found = call.api.personnel.search(session, form);
  if (!found) return refuse_inputs(call, found.error());
  json::object answer{{"found", found->person.has_value()},
                      {"by_hand", found->by_hand},
                      {"collected", found->person.has_value() && found->collected}};
  if (found->person) {
    const Person& person = *found->person;
    answer["person"] = {
        {"name", person.name},
        {"document", mask_document(person.document.number)},
        {"phone", person.phone ? json::value(mask_phone(*person.phone)) : json::value(nullptr)}};
    if (!found->collected) answer["note"] = call.say({"association-uncollected-note", {}});
  } else {
    answer["note"] = call.say({found->by_hand ? "person-by-hand" : "person-not-found", {}});
  }
  return json_answer(200, answer);
}

json::object batch_line(const Call& call, const app::BatchLine& line) {
  json::object inputs;
  for (const auto& fault : line.faults)
    inputs[fault.input] = {{"code", fault.phrase.code}, {"text", call.say(fault.phrase)}};
  json::object item{
      {"line", line.line}, {"name", line.name}, {"good", line.faults.empty()}, {"inputs", std::move(inputs)}};
  if (line.mandate) {
    const auto worth = standing(*line.mandate, call.api.clock.now(), call.api.bureau.profile.zone);
    item["state"] = to_string(worth);
    item["role_title"] = call.say({"role." + line.mandate->role, {}});
    item["ends"] = date_or_null(line.mandate->ends);
  }
  return item;
}

bool flag_member(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value != nullptr && value->is_bool() && value->as_bool();
}

Response batch(const Call& call, const app::Session& session) {
  const auto body = body_object(call);
  if (!body) return body.error();
  const auto octets = from_base64(text_member(*body, "file"));
  if (!octets) return refuse_inputs(call, {{"file", {"batch-unreadable", {}}}});
  const app::BatchRequest request{.octets = std::string(octets->begin(), octets->end()),
                                  .preview = flag_member(*body, "preview"),
                                  .skip_bad = flag_member(*body, "skip_bad")};
  const auto report = call.api.batch.propose(session, request);
  if (!report) return refuse_inputs(call, {{"file", report.error().phrase}});
  json::array lines;
  for (const auto& line : report->lines) lines.push_back(batch_line(call, line));
  return json_answer(200, json::object{{"preview", request.preview},
                                       {"done", report->done},
                                       {"good", report->good},
                                       {"bad", report->bad},
                                       {"lines", std::move(lines)}});
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
  using app::PersonalPasswords;
  using app::PersonnelService;
  constexpr std::size_t kBatchLimit = std::size_t{512} << 10U;
  routes.managing(Method::kGet, "/v1/enterprise/personnel", personnel)
      .managing(Method::kPost, "/v1/enterprise/personnel", propose, {.lane = Lane::kSlow})
      .managing(Method::kPost, "/v1/enterprise/personnel/search", search)
      .managing(Method::kPost, "/v1/enterprise/personnel/batch", batch, {.body_limit = kBatchLimit})
      .managing(Method::kPost, "/v1/enterprise/personnel/{id}/withdraw",
                member_change(&PersonnelService::withdraw))
      .managing(Method::kPost, "/v1/enterprise/personnel/{id}/freeze",
                member_change(&PersonnelService::freeze))
      .managing(Method::kPost, "/v1/enterprise/personnel/{id}/thaw", member_change(&PersonnelService::thaw))
      .managing(Method::kPost, "/v1/enterprise/personnel/{id}/reset-password",
                password_change(&PersonalPasswords::reset), {.lane = Lane::kSlow})
      .managing(Method::kPost, "/v1/enterprise/personnel/{id}/invite",
                password_change(&PersonalPasswords::invite), {.lane = Lane::kSlow})
      .managing(Method::kPost, "/v1/enterprise/personnel/{id}/bind-password",
                password_change(&PersonalPasswords::bind), {.lane = Lane::kSlow})
      .managing(Method::kPost, "/v1/enterprise/personnel/{id}/unbind-password",
                password_change(&PersonalPasswords::unbind))
      .managing(Method::kPost, "/v1/enterprise/personnel/{id}/change", change)
      .managing(Method::kPost, "/v1/enterprise/personnel/{id}/renew", renew);
}

}  // namespace taxgate::http
