// The account centre: who one is, for whom one acts, what was done in one's name.
#include <algorithm>
#include <charconv>

#include "base/text.hpp"
#include "domain/decide.hpp"
#include "domain/identity.hpp"
#include "http/api/describe.hpp"

namespace taxgate::http {
namespace {

constexpr int kMostNotices = 100;
constexpr int kPage = 20;
constexpr int kLargestPage = 100;

json::value text_or_null(const std::optional<std::string>& text) {
  return text ? json::value(*text) : json::value(nullptr);
}

json::object person_json(const Call& call, const Person& person) {
  const Profile& profile = call.api.bureau.profile;
  const std::string kind{to_string(person.document.kind)};
  const auto phone = person.phone ? std::optional{mask_phone(*person.phone)} : std::nullopt;
  json::object item{{"id", std::to_string(person.id.value)},
                    {"name", person.name},
                    {"document_kind", kind},
                    {"document_kind_title", call.say({"document." + kind, {}})},
                    {"document", mask_document(person.document.number)},
                    {"phone", text_or_null(phone)},
                    {"username", text_or_null(person.username)},
                    {"level", person.level},
                    {"level_title", call.say({"level." + std::to_string(person.level), {}})},
                    {"secret", person.secret == SecretState::kSet ? "set" : "initial"}};
  if (const auto from = username_changeable_from(person, profile.username_change_days, profile.zone)) {
    item["username_changeable_at"] = format_date(*from);
  }
  return item;
}

json::array methods_json(const Call& call, std::string_view methods) {
  json::array items;
  for (const auto& method : words(methods)) items.emplace_back(call.say({"method." + method, {}}));
  return items;
}

json::object me_json(const Call& call, const app::Session& session) {
  const Api& api = call.api;
  store::Reader& reader = api.store.reader();
  const auto person = reader.person(session.person());
  const bool manages = manages_personnel(api, session);
  const bool reads =
      api.bureau.profile.social_insurance.client_password && session.mandate && !session.engagement;
  const Person who = api.vault.open(person.value());
  const auto unread = reader.unread_notices(session.person());
  return {{"person", person_json(call, who)},
          {"identity", session_identity_json(call, session)},
          {"session",
           {{"id", std::to_string(session.row.id.value)},
            {"entrance", session.row.way},
            {"methods", methods_json(call, session.row.methods)},
            {"level", session.row.level},
            {"started_at", format_time(session.row.started_at)},
            {"expires_at", format_time(session.row.expires_at)}}},
          {"can",
           {{"manage_personnel", manages},
            {"read_client_password", reads},
            {"use_card", api.social_insurance.has_card(who)}}},
          {"unread", unread},
          {"pending_associations", api.associations.pending(session.person())},
          {"pending_engagements", manages ? api.engagements.pending(session.principal()) : 0}};
}

Response me(const Call& call, const app::Session& session) {
  return json_answer(200, me_json(call, session));
}

json::object with_use(const Call& call, json::object identity, const Usable& use, bool current) {
  identity["current"] = current;
  identity["usable"] = use.now;
  if (!use.now) identity["reason"] = call.say(use.why);
  return identity;
}

Response identities(const Call& call, const app::Session& session) {
  json::array items;
  items.push_back(with_use(call, identity_json(call, {}, {}), {.now = true, .why = {}}, !session.mandate));
  const Time now = call.api.clock.now();
  for (const auto& association : call.api.associations.of(session.person())) {
    const Mandate& mandate = association.mandate;
    const bool current = session.mandate && session.mandate->id == mandate.id && !session.engagement;
    const Usable use = usable(mandate, now, call.api.bureau.profile.zone);
    items.push_back(with_use(call, identity_json(call, mandate, association.principal), use, current));
  }
  for (const auto& client : call.api.engagements.clients_of(session.person())) {
    json::object item = client_identity_json(call, client.mandate, client.view.engagement);
    const bool current = item["id"].as_string() == identity_id(session.mandate, session.engagement);
    items.push_back(with_use(call, std::move(item), client.use, current));
  }
  return json_answer(200, json::object{{"identities", std::move(items)}});
}

/// -1 for what is no id: nothing has it.
std::int64_t id_of(std::string_view text) {
  std::int64_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  return error == std::errc{} && end == text.data() + text.size() && id > 0 ? id : -1;
}

Response switch_identity(const Call& call, const app::Session& session) {
  const auto body = body_object(call);
  if (!body) return body.error();
  const std::string wanted = text_member(*body, "identity");
  std::optional<MandateId> mandate;
  EngagementId engagement;
  if (wanted != "self") {
    const auto dash = wanted.find('-');
    mandate = MandateId{id_of(std::string_view{wanted}.substr(0, dash))};
    if (dash != std::string::npos)
      engagement = EngagementId{id_of(std::string_view{wanted}.substr(dash + 1))};
  }
  const auto switched = call.api.sessions.switch_to(session, mandate, engagement);
  if (!switched) return refuse(call, 403, "identity-not-usable", switched.error());
  return json_answer(200, me_json(call, *switched));
}

Response switch_authority(const Call& call, const app::Session& session) {
  const auto body = body_object(call);
  if (!body) return body.error();
  app::Session switched = session;
  if (!session.mandate || session.engagement ||
      !call.api.sessions.switch_organ(switched, text_member(*body, "authority")))
    return refuse_inputs(call, {{"authority", {"authority-not-a-choice", {}}}});
  return json_answer(200, me_json(call, switched));
}

/// What its person can do with it now: what the rules would let pass.
json::array actions_of(const Call& call, const Mandate& mandate) {
  const Profile& profile = call.api.bureau.profile;
  const Time now = call.api.clock.now();
  json::array actions;
  if (confirm(mandate, mandate.delegate, now, profile.zone)) actions.emplace_back("confirm");
  if (refuse(mandate, mandate.delegate, now, profile.zone)) actions.emplace_back("refuse");
  if (release(profile, mandate, mandate.delegate, now)) actions.emplace_back("release");
  if (dispute(mandate, mandate.delegate, now, profile.zone)) actions.emplace_back("dispute");
  return actions;
}

json::object association_json(const Call& call, const app::Association& association) {
  const Mandate& mandate = association.mandate;
  const Profile& profile = call.api.bureau.profile;
  const Standing worth = standing(mandate, call.api.clock.now(), profile.zone);
  json::object item = mandate_json(call, mandate, association.proposed_by);
  item["principal"] = principal_json(association.principal);
  item["actions"] = actions_of(call, mandate);
  if (worth == Standing::kPending) {
    item["question"] = call.say({"association-question", {{"role", "@role." + mandate.role}}});
  }
  if (worth == Standing::kInForce && comes_with_registration(profile, mandate)) {
    item["note"] = call.say({std::string{to_string(MandateFault::kFromRegistry)}, {}});
  }
  return item;
}

Response associations(const Call& call, const app::Session& session) {
  json::array items;
  for (const auto& association : call.api.associations.of(session.person())) {
    items.push_back(association_json(call, association));
  }
  return json_answer(200, json::object{{"associations", std::move(items)}});
}

using Change = app::AssociationResult (app::AssociationService::*)(const app::Session&, MandateId, int);

SessionHandler association_change(Change change) {
  return [change](const Call& call, const app::Session& session) {
    const auto body = body_object(call);
    if (!body) return body.error();
    const auto id = id_param(call, "id");
    if (!id) return refuse(call, 404, "not-found");
    const auto changed =
        (call.api.associations.*change)(session, MandateId{*id}, int_member(*body, "version"));
    return changed ? json_answer(200, association_json(call, *changed))
                   : mandate_refusal(call, changed.error());
  };
}

Response sessions(const Call& call, const app::Session& session) {
  json::array items;
  for (const auto& row : call.api.sessions.list(session.person())) {
    std::optional<Mandate> mandate;
    if (const auto stored = row.mandate ? call.api.store.reader().mandate(row.mandate) : std::nullopt) {
      mandate = call.api.vault.open(*stored);
    }
    auto principal = principal_of(call, mandate);
    if (const auto engaged =
            row.engagement ? call.api.store.reader().engagement(row.engagement) : std::nullopt) {
      principal = call.api.vault.open(call.api.store.reader().taxpayer(engaged->client).value());
    }
    items.push_back(
        {{"id", std::to_string(row.id.value)},
         {"current", row.id == session.row.id},
         {"entrance_title", call.say({"way." + row.way, {}})},
         {"identity_title",
          principal ? principal->name : call.say({row.officer ? "identity.office" : "identity.self", {}})},
         {"methods", methods_json(call, row.methods)},
         {"started_at", format_time(row.started_at)},
         {"seen_at", format_time(row.seen_at)},
         {"expires_at", format_time(row.expires_at)},
         {"agent", row.agent},
         {"address", call.api.vault.open_text(row.address_sealed, "session.address", row.bureau)}});
  }
  return json_answer(200, json::object{{"sessions", std::move(items)}});
}

Response end_session(const Call& call, const app::Session& session) {
  const auto id = id_param(call, "id");
  return id && call.api.sessions.end(session, SessionId{*id}) ? no_content() : refuse(call, 404, "not-found");
}

Response end_others(const Call& call, const app::Session& session) {
  return json_answer(200, json::object{{"ended", call.api.sessions.end_others(session)}});
}

Response sign_out(const Call& call, const app::Session& session) {
  call.api.sessions.sign_out(session);
  Response response = no_content();
  const bool secure = call.api.secure_cookies || call.request.secure;
  response.set_cookies.push_back(
      {.name = "taxgate_session", .value = "", .max_age = Seconds{0}, .secure = secure});
  return response;
}

template <class Number>
Number query_number(const Call& call, std::string_view name, Number otherwise) {
  const auto text = call.request.query.get(name);
  Number number = otherwise;
  if (text) std::from_chars(text->data(), text->data() + text->size(), number);
  return number < 0 ? otherwise : number;
}

/// What people know a relying party as; its client_id where it is not registered any more.
std::string system_name(const Call& call, const std::string& client_id) {
  const auto row = call.api.store.reader().client(call.api.bureau.id, client_id);
  return row ? json::value_to<std::string>(json::parse(row->metadata).at("client_name")) : client_id;
}

json::object activity_entry(const Call& call, const store::AuditRow& row) {
  json::object item{{"seq", row.seq},
                    {"at", format_time(row.at)},
                    {"kind", row.kind},
                    {"title", call.say({"event." + row.kind, {}})}};
  const Args args = app::args_from_json(row.detail);
  const auto add = [&](const char* name, const std::string& prefix) {
    if (const auto found = args.find(name); found != args.end())
      item["detail"] = call.say({prefix + found->second, {}});
  };
  add("method", "method.");
  add("way", "way.");
  add("role", "role.");
  if (const auto found = args.find("client"); found != args.end())
    item["detail"] = system_name(call, found->second);
  if (const auto principal = row.principal ? call.api.store.reader().taxpayer(row.principal) : std::nullopt) {
    item["as"] = principal->name;
  }
  return item;
}

Response activity(const Call& call, const app::Session& session) {
  const int limit = std::clamp(query_number(call, "limit", kPage), 1, kLargestPage);
  const auto rows = call.api.store.reader().activity_of(session.person(),
                                                        query_number<std::int64_t>(call, "before", 0), limit);
  json::array entries;
  for (const auto& row : rows) entries.push_back(activity_entry(call, row));
  const bool more = static_cast<int>(rows.size()) == limit;
  return json_answer(200, json::object{{"entries", std::move(entries)},
                                       {"next", more ? json::value(rows.back().seq) : json::value(nullptr)}});
}

Response notices(const Call& call, const app::Session& session) {
  json::array items;
  for (const auto& row : call.api.store.reader().notices_of(session.person(), false, kMostNotices)) {
    items.push_back({{"id", std::to_string(row.id.value)},
                     {"code", row.code},
                     {"level", row.code == "phone-cleared" ? "warning" : "info"},
                     {"text", call.say({"notice." + row.code, app::args_from_json(row.detail)})},
                     {"at", format_time(row.created_at)},
                     {"read", row.read_at.has_value()}});
  }
  return json_answer(200, json::object{{"notices", std::move(items)}});
}

Response read_notice(const Call& call, const app::Session& session) {
  const auto id = id_param(call, "id");
  bool found = false;
  if (id) {
    call.api.store.commit([&](store::Transaction& transaction) {
      found = transaction.read_notice(NoticeId{*id}, session.person(), call.api.clock.now());
    });
  }
  return found ? no_content() : refuse(call, 404, "not-found");
}

}  // namespace

void add_me_routes(Routes& routes) {
  using app::AssociationService;
  routes.any_identity(Method::kGet, "/v1/me", me, {.lane = Lane::kInline})
      .signed_in(Method::kGet, "/v1/me/identities", identities)
      .signed_in(Method::kPost, "/v1/me/identity", switch_identity)
      .signed_in(Method::kPost, "/v1/me/authority", switch_authority)
      .signed_in(Method::kGet, "/v1/me/associations", associations)
      .signed_in(Method::kPost, "/v1/me/associations/{id}/confirm",
                 association_change(&AssociationService::confirm))
      .signed_in(Method::kPost, "/v1/me/associations/{id}/refuse",
                 association_change(&AssociationService::refuse))
      .signed_in(Method::kPost, "/v1/me/associations/{id}/release",
                 association_change(&AssociationService::release))
      .signed_in(Method::kPost, "/v1/me/associations/{id}/dispute",
                 association_change(&AssociationService::dispute))
      .account(Method::kGet, "/v1/me/sessions", sessions)
      .account(Method::kDelete, "/v1/me/sessions/{id}", end_session)
      .account(Method::kPost, "/v1/me/sessions/end-others", end_others)
      .any_identity(Method::kPost, "/v1/me/sign-out", sign_out)
      .account(Method::kGet, "/v1/me/activity", activity)
      .account(Method::kGet, "/v1/me/notices", notices)
      .account(Method::kPost, "/v1/me/notices/{id}/read", read_notice);
}

}  // namespace taxgate::http
