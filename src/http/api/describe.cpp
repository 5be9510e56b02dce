#include "http/api/describe.hpp"

#include <charconv>

#include "domain/identity.hpp"

namespace taxgate::http {

json::array functions_json(const Call& call, const std::vector<std::string>& functions) {
  json::array items;
  for (const auto& id : functions) items.push_back({{"id", id}, {"title", call.say({"function." + id, {}})}});
  return items;
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

json::object principal_json(const Taxpayer& taxpayer) {
  const auto& number = taxpayer.uscc.empty() ? taxpayer.taxpayer_number : taxpayer.uscc;
  return {{"id", std::to_string(taxpayer.id.value)}, {"name", taxpayer.name}, {"number", number}};
}

json::object mandate_json(const Call& call, const Mandate& mandate, const std::string& proposed_by) {
  const Profile& profile = call.api.bureau.profile;
  const Time now = call.api.clock.now();
  const std::string state{to_string(standing(mandate, now, profile.zone))};
  json::object item{{"id", std::to_string(mandate.id.value)},
                    {"role", mandate.role},
                    {"role_title", call.say({"role." + mandate.role, {}})},
                    {"functions", functions_json(call, mandate.functions)},
                    {"starts", format_date(mandate.starts)},
                    {"ends", mandate.ends ? json::value(format_date(*mandate.ends)) : json::value(nullptr)},
                    {"ends_soon", ends_soon(mandate, profile.warn_days, now, profile.zone)},
                    {"state", state},
                    {"state_title", call.say({"state." + state, {}})},
                    {"origin", to_string(mandate.origin)},
                    {"proposed_at", format_time(mandate.proposed_at)},
                    {"manages", mandate.manages},
                    {"version", mandate.version}};
  if (mandate.permission) item["permission"] = std::to_string(mandate.permission.value);
  if (!proposed_by.empty()) item["proposed_by"] = proposed_by;
  if (mandate.decided_at) item["decided_at"] = format_time(*mandate.decided_at);
  return item;
}

json::object identity_json(const Call& call, const std::optional<Mandate>& mandate,
                           const std::optional<Taxpayer>& principal) {
  if (!mandate || !principal) {
    return {{"id", identity_id({})},
            {"kind", "self"},
            {"title", call.say({"identity.self", {}})},
            {"functions", json::array{}}};
  }
  const Profile& profile = call.api.bureau.profile;
  json::object item{{"id", identity_id(mandate)},
                    {"kind", principal->kind == TaxpayerKind::kAgency ? "agency" : "enterprise"},
                    {"title", principal->name},
                    {"role", mandate->role},
                    {"role_title", call.say({"role." + mandate->role, {}})},
                    {"principal", principal_json(*principal)},
                    {"functions", functions_json(call, mandate->functions)}};
  if (mandate->ends) item["ends"] = format_date(*mandate->ends);
  if (mandate->functions.empty()) item["note"] = call.say({"identity-grants-nothing", {}});
  item["ends_soon"] = ends_soon(*mandate, profile.warn_days, call.api.clock.now(), profile.zone);
  return item;
}

json::object client_identity_json(const Call& call, const Mandate& mandate, const Engagement& engagement) {
  const Profile& profile = call.api.bureau.profile;
  store::Reader& reader = call.api.store.reader();
  const Taxpayer client = call.api.vault.open(reader.taxpayer(engagement.client).value());
  const Taxpayer agency = call.api.vault.open(reader.taxpayer(engagement.agency).value());
  json::object item = identity_json(call, mandate, client);
  item["id"] = identity_id(mandate, engagement);
  item["agency"] = principal_json(agency);
  item["functions"] =
      functions_json(call, common_functions(profile, mandate.functions, engagement.terms.functions));
  const auto& ends = engagement.terms.ends;
  if (ends && (!mandate.ends || *ends < *mandate.ends)) item["ends"] = format_date(*ends);
  return item;
}

namespace {

/// With which authority a cross-region payer has to do now, and with which it could (QD-14).
json::object authority_json(const Call& call, const app::Session& session, const Taxpayer& principal) {
  json::array choices;
  for (const auto& organ : call.api.sessions.authorities(principal)) choices.emplace_back(organ);
  return {{"code", session.row.organ.empty() ? principal.organ_code : session.row.organ},
          {"choices", std::move(choices)}};
}

}  // namespace

json::object session_identity_json(const Call& call, const app::Session& session) {
  if (session.officer) {
    const std::string role{to_string(session.officer->role)};
    return {{"id", acting_identity(session)},
            {"kind", "office"},
            {"title", session.officer->office},
            {"role", role},
            {"role_title", call.say({"officer-role." + role, {}})},
            {"functions", json::array{}}};
  }
  if (session.engagement) return client_identity_json(call, *session.mandate, *session.engagement);
  const auto principal = principal_of(call, session.mandate);
  json::object item = identity_json(call, session.mandate, principal);
  if (principal && is_cross_region(principal->kind))
    item["authority"] = authority_json(call, session, *principal);
  return item;
}

Response busy(const Call& call, Busy busy) {
  Problem problem = problem_of(call, 503, "busy");
  problem.retry_after = busy.retry_after;
  return to_response(problem, call.request);
}

Response refuse_inputs(const Call& call, const std::vector<ProposalFault>& faults) {
  Problem problem = problem_of(call, 422, "invalid-input");
  for (const auto& fault : faults) {
    problem.inputs.try_emplace(fault.input, Problem::Input{fault.phrase.code, call.say(fault.phrase)});
  }
  return to_response(problem, call.request);
}

std::vector<std::string> text_list(const json::object& object, std::string_view name) {
  std::vector<std::string> texts;
  const auto* list = object.if_contains(name);
  if (list == nullptr || !list->is_array()) return texts;
  for (const auto& item : list->as_array()) {
    if (item.is_string()) texts.emplace_back(item.as_string());
  }
  return texts;
}

bool read_end(const json::object& body, std::optional<Date>& ends) {
  const auto* value = body.if_contains("ends");
  if (value == nullptr || value->is_null()) return true;
  if (value->is_string()) ends = parse_date(value->as_string());
  return ends.has_value();
}

json::value date_or_null(const std::optional<Date>& date) {
  return date ? json::value(format_date(*date)) : json::value(nullptr);
}

std::int64_t id_member(const json::object& object, std::string_view name) {
  const std::string text = text_member(object, name);
  if (text.empty()) return 0;
  std::int64_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  return error == std::errc{} && end == text.data() + text.size() && id > 0 ? id : -1;
}

std::optional<Taxpayer> principal_of(const Call& call, const std::optional<Mandate>& mandate) {
  if (!mandate) return std::nullopt;
  const auto row = call.api.store.reader().taxpayer(mandate->principal);
  return row ? std::optional{call.api.vault.open(*row)} : std::nullopt;
}

Response mandate_refusal(const Call& call, const app::MandateRefusal& refusal) {
  switch (refusal.kind) {
    case app::MandateRefusal::Kind::kNotFound:
      return refuse(call, 404, "not-found");
    case app::MandateRefusal::Kind::kStale:
      return refuse(call, 409, "conflict");
    case app::MandateRefusal::Kind::kRule:
      break;
  }
  const std::string code{to_string(refusal.fault)};
  return refuse(call,
                refusal.fault == MandateFault::kNotYours || refusal.fault == MandateFault::kOwnAuthority ||
                        refusal.fault == MandateFault::kAboveOwn ||
                        refusal.fault == MandateFault::kOthersPassword
                    ? 403
                    : 422,
                code, {code, {}});
}

std::optional<std::int64_t> id_param(const Call& call, std::string_view name) {
  const std::string_view text = call.params[name];
  std::int64_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (error != std::errc{} || end != text.data() + text.size() || id <= 0) return std::nullopt;
  return id;
}

}  // namespace taxgate::http
