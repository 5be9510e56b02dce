// Administration: the profile in force, its proof and picture; officers; the audit log.
#include "app/office/lookup.hpp"
#include "base/text.hpp"
#include "http/api/office_json.hpp"
#include "profile/draw/draw.hpp"
#include "profile/prove/prove.hpp"

namespace taxgate::http {
namespace {

constexpr int kAuditPage = 50;

json::array paths_json(const Call& call) {
  json::array paths;
  for (const auto& path : prove(call.api.bureau.profile).paths) {
    json::array steps;
    for (const auto& step : path.steps) steps.emplace_back(call.say({"step." + path.way + "." + step, {}}));
    json::array factors;
    for (const Factor factor : path.factors) factors.emplace_back(to_string(factor));
    json::array closed;
    for (const AskKind kind : path.closed)
      closed.emplace_back(call.say({"method." + std::string{to_string(kind)}, {}}));
    paths.push_back({{"way", path.way},
                     {"way_title", call.say({"way." + path.way, {}})},
                     {"steps", std::move(steps)},
                     {"factors", std::move(factors)},
                     {"not_open", std::move(closed)},
                     {"end", call.say({"end." + std::string{to_string(path.end)}, {}})}});
  }
  return paths;
}

json::array roles_json(const Call& call) {
  json::array roles;
  for (const auto& role : call.api.bureau.profile.roles) {
    roles.push_back({{"id", role.id},
                     {"title", call.say({"role." + role.id, {}})},
                     {"functions", functions_json(call, role.functions)},
                     {"manages_personnel", role.manages_personnel},
                     {"proposable", role.proposable},
                     {"confirms", role.confirms}});
  }
  return roles;
}

Response profile(const Call& call, const app::Session& /*session*/) {
  const auto& [id, profile, version, loaded_at] = call.api.bureau;
  json::array second;
  for (const OfficeAction action : profile.office.second_person)
    second.push_back({{"kind", to_string(action)}, {"title", office_action_title(call, action)}});
  return json_answer(200, json::object{{"id", profile.id},
                                       {"name", call.say({"bureau.name", {}})},
                                       {"version", version},
                                       {"loaded_at", format_time(loaded_at)},
                                       {"assurance", profile.assurance},
                                       {"second_person", std::move(second)},
                                       {"request_hours", profile.office.request_lasts.count()},
                                       {"functions", function_tree(call, "")},
                                       {"roles", roles_json(call)},
                                       {"paths", paths_json(call)},
                                       {"picture", "/v1/office/profile.svg"}});
}

Response picture(const Call& call, const app::Session& /*session*/) {
  auto svg = draw_svg(call.api.bureau.profile, call.locale());
  if (!svg) {
    Problem problem = problem_of(call, 503, "busy");
    problem.retry_after = Seconds{5};
    return to_response(problem, call.request);
  }
  return {.status = 200, .content_type = "image/svg+xml", .body = *std::move(svg)};
}

Response officers(const Call& call, const app::Session& session) {
  json::array items;
  for (const auto& officer : call.api.office.officers())
    items.push_back(officer_json(call, *session.officer, officer));
  return json_answer(200, json::object{{"officers", std::move(items)}});
}

json::value side(const Call& call, PersonId id) {
  const auto row = id ? call.api.store.reader().person(id) : std::nullopt;
  if (!row) return nullptr;
  return {{"id", std::to_string(id.value)}, {"name", mask_name(call.api.vault.open(*row).name)}};
}

/// What an entry says beside its sides, in words; the reason is a member of its own.
json::array details_json(const Call& call, const Args& args) {
  json::array lines;
  const auto add = [&](const char* name, const std::string& prefix) {
    const auto found = args.find(name);
    if (found == args.end()) return;
    lines.push_back({{"label", call.say({std::string{"office-label."} + name, {}})},
                     {"text", call.say({prefix + found->second, {}})}});
  };
  add("action", "office-action.");
  add("method", "method.");
  add("way", "way.");
  add("role", "role.");
  return lines;
}

json::object entry_json(const Call& call, const store::AuditRow& row) {
  const auto taxpayer = row.principal ? call.api.store.reader().taxpayer(row.principal) : std::nullopt;
  const Args args = app::args_from_json(row.detail);
  json::object item{
      {"seq", row.seq},
      {"at", format_time(row.at)},
      {"kind", row.kind},
      {"title", call.say({"event." + row.kind, {}})},
      {"actor", side(call, row.actor)},
      {"subject", side(call, row.subject)},
      {"principal", taxpayer ? json::value(principal_json(call.api.vault.open(*taxpayer))) : nullptr},
      {"details", details_json(call, args)}};
  if (const auto reason = args.find("reason"); reason != args.end() && row.kind.starts_with("office-"))
    item["reason"] = app::open_reason(call.api.vault, row.bureau, reason->second);
  return item;
}

/// A day of the body under `name`; false for what is none.
bool read_day(const json::object& body, const char* name, std::optional<Date>& day) {
  const std::string text = text_member(body, name);
  if (text.empty()) return true;
  day = parse_date(text);
  return day.has_value();
}

Response audit(const Call& call, const app::Session& session) {
  const auto body = body_object(call);
  if (!body) return body.error();
  app::AuditQuestion question{.kind = text_member(*body, "kind")};
  question.person = PersonId{id_member(*body, "person")};
  for (const auto& [name, day] : {std::pair{"from", &question.from}, std::pair{"until", &question.until}}) {
    if (!read_day(*body, name, *day)) return refuse_inputs(call, {{name, {"date-malformed", {}}}});
  }
  question.before = std::max(int_member(*body, "before"), 0);
  const auto rows = call.api.lookup.audit(session, question, kAuditPage);
  json::array entries;
  for (const auto& row : rows) entries.push_back(entry_json(call, row));
  const bool more = std::cmp_equal(rows.size(), kAuditPage);
  return json_answer(200, json::object{{"entries", std::move(entries)},
                                       {"next", more ? json::value(rows.back().seq) : nullptr}});
}

}  // namespace

void add_office_admin_routes(Routes& routes) {
  routes.administration(Method::kGet, "/v1/office/profile", profile)
      .administration(Method::kGet, "/v1/office/profile.svg", picture, {.lane = Lane::kSlow})
      .administration(Method::kGet, "/v1/office/officers", officers)
      .administration(Method::kPost, "/v1/office/audit", audit);
}

}  // namespace taxgate::http
