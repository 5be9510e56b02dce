// The counter: search, reveal, collection, codes, passwords, locks, disputes. An officer's session alone.
#include "app/office/lookup.hpp"
#include "base/text.hpp"
#include "domain/phone.hpp"
#include "http/api/office_json.hpp"

namespace taxgate::http {
namespace {

json::array actions_json(const Call& call, OfficerRole role) {
  json::array items;
  for (const OfficeAction action : kOfficeActions) {
    if (!may_begin(role, action)) continue;
    items.push_back({{"kind", to_string(action)},
                     {"title", office_action_title(call, action)},
                     {"second_person", call.api.bureau.profile.office.wants_second(action)}});
  }
  return items;
}

json::array passwords_json(const Call& call) {
  json::array items;
  for (const SecretKind kind : app::counter_passwords(call.api.bureau.profile)) {
    const std::string word{to_string(kind)};
    items.push_back(named(word, call.say({"method." + word, {}})));
  }
  return items;
}

json::array person_passwords_json(const Call& call) {
  json::array items;
  if (!call.api.bureau.profile.social_insurance.card_initial_password.empty())
    items.push_back(
        named(std::string{kCardPassword}, call.say({"method." + std::string{kCardPassword}, {}})));
  return items;
}

/// Kinds of events to search the log by: those that have a text.
json::array audit_kinds(const Call& call) {
  constexpr std::string_view kPrefix = "event.";
  json::array items;
  for (const auto& [code, text] : call.api.bureau.profile.texts.all()) {
    if (code.starts_with(kPrefix))
      items.push_back(named(code.substr(kPrefix.size()), text.in(call.locale())));
  }
  return items;
}

json::array offices(const Call& call) {
  std::set<std::string> names;
  for (const auto& officer : call.api.office.officers()) names.insert(officer.office);
  json::array items;
  for (const auto& name : names) items.emplace_back(name);
  return items;
}

Response console(const Call& call, const app::Session& session) {
  const Officer& officer = *session.officer;
  const bool administrator = officer.role == OfficerRole::kAdministrator;
  json::object answer{{"officer", officer_json(call, officer, officer)},
                      {"actions", actions_json(call, officer.role)},
                      {"to_check", call.api.office.to_check(officer)},
                      {"to_take", call.api.office.to_take(officer)},
                      {"passwords", passwords_json(call)},
                      {"person_passwords", person_passwords_json(call)},
                      {"offices", administrator ? offices(call) : json::array{}}};
  if (administrator) answer["audit_kinds"] = audit_kinds(call);
  return json_answer(200, answer);
}

Response found_json(const Call& call, const app::Found& found) {
  json::array persons;
  json::array taxpayers;
  for (const auto& one : found.persons) persons.push_back(office_person_json(call, one));
  for (const auto& one : found.taxpayers) taxpayers.push_back(office_taxpayer_json(call, one));
  const bool nothing = persons.empty() && taxpayers.empty();
  json::object answer{{"persons", std::move(persons)}, {"taxpayers", std::move(taxpayers)}};
  if (nothing) answer["note"] = call.say({"office-found-nothing", {}});
  return json_answer(200, answer);
}

Response fault(const Call& call, const std::string& input, std::string_view code) {
  return refuse_inputs(call, {{input, {std::string{code}, {}}}});
}

Response search_document(const Call& call, const app::Session& session, const json::object& body) {
  const auto kind = document_kind(text_member(body, "document_kind"));
  if (!kind || *kind == DocumentKind::kUnit) return fault(call, "document_kind", "document-kind-unknown");
  const auto document = parse_document(*kind, text_member(body, "document_number"));
  if (!document) return fault(call, "document_number", to_string(document.error()));
  return found_json(call, call.api.lookup.by_document(session, *document));
}

Response search_phone(const Call& call, const app::Session& session, const json::object& body) {
  const auto phone = parse_phone(text_member(body, "phone"));
  if (!phone) return fault(call, "phone", to_string(phone.error()));
  return found_json(call, call.api.lookup.by_phone(session, phone->number));
}

Response search(const Call& call, const app::Session& session) {
  const auto body = body_object(call);
  if (!body) return body.error();
  const std::string taxpayer{trim(text_member(*body, "taxpayer"))};
  const bool document = body->contains("document_number");
  const bool phone = body->contains("phone");
  if (int{document} + int{phone} + int{!taxpayer.empty()} != 1)
    return fault(call, "search", "office-search-one");
  if (document) return search_document(call, session, *body);
  if (phone) return search_phone(call, session, *body);
  return found_json(call, call.api.lookup.by_taxpayer(session, ascii_upper(taxpayer)));
}

Response reveal(const Call& call, const app::Session& session) {
  const auto body = body_object(call);
  if (!body) return body.error();
  const std::string reason = text_member(*body, "reason");
  if (!app::good_reason(reason)) return fault(call, "reason", "office-reason");
  const auto id = id_param(call, "id");
  const auto person = id ? call.api.lookup.reveal(session, PersonId{*id}, reason) : std::nullopt;
  if (!person) return refuse(call, 404, "not-found");
  const std::string kind{to_string(person->document.kind)};
  const auto text = [](const std::optional<std::string>& value) {
    return value ? json::value(*value) : json::value(nullptr);
  };
  return json_answer(200, json::object{{"id", std::to_string(person->id.value)},
                                       {"name", person->name},
                                       {"document_kind", kind},
                                       {"document_kind_title", call.say({"document." + kind, {}})},
                                       {"document", person->document.number},
                                       {"phone", text(person->phone)},
                                       {"username", text(person->username)}});
}

/// Where a task's subject stands in the path.
enum class Subject { kNone, kPerson, kTaxpayer, kMandate };

/// A handler that begins a task of the members `names` of the body.
SessionHandler task_handler(OfficeAction action, Subject subject, std::vector<std::string> names) {
  return [action, subject, names = std::move(names)](const Call& call, const app::Session& session) {
    const auto body = body_object(call);
    if (!body) return body.error();
    OfficeTask task{.action = action};
    const auto id = subject == Subject::kNone ? std::optional<std::int64_t>{0} : id_param(call, "id");
    if (!id) return refuse(call, 404, "not-found");
    if (subject == Subject::kPerson) task.person = PersonId{*id};
    if (subject == Subject::kTaxpayer) task.taxpayer = TaxpayerId{*id};
    if (subject == Subject::kMandate) task.mandate = MandateId{*id};
    task.version = body->contains("version") ? int_member(*body, "version") : 0;
    for (const auto& name : names) task.details[name] = text_member(*body, name);
    if (action == OfficeAction::kDispute) {
      const auto* upheld = body->if_contains("upheld");
      if (upheld == nullptr || !upheld->is_bool())
        return refuse(call, 400, "malformed", {"malformed-member", {{"member", "upheld"}}});
      task.details["upheld"] = upheld->as_bool() ? "true" : "false";
    }
    return office_answer(call, session,
                         call.api.office.begin(session, std::move(task), text_member(*body, "reason")));
  };
}

Response disputes(const Call& call, const app::Session& /*session*/) {
  json::array items;
  for (const auto& one : call.api.lookup.disputes()) {
    items.push_back({{"association", office_association_json(call, one)},
                     {"since", format_time(one.mandate.decided_at.value_or(one.mandate.proposed_at))}});
  }
  return json_answer(200, json::object{{"disputes", std::move(items)}});
}

}  // namespace

void add_office_routes(Routes& routes) {
  constexpr RouteOptions kSlow{.lane = Lane::kSlow};
  using enum OfficeAction;
  const auto task = task_handler;
  routes.office(Method::kGet, "/v1/office", console)
      .office(Method::kPost, "/v1/office/search", search)
      .office(Method::kPost, "/v1/office/persons/{id}/reveal", reveal)
      .office(Method::kPost, "/v1/office/persons/{id}/unlock", task(kUnlock, Subject::kPerson, {"method"}))
      .office(Method::kPost, "/v1/office/taxpayers/{id}/unlock",
              task(kUnlock, Subject::kTaxpayer, {"method"}))
      .office(Method::kPost, "/v1/office/persons/{id}/password",
              task(kPasswordReset, Subject::kPerson, {"kind"}), kSlow)
      .office(Method::kPost, "/v1/office/taxpayers/{id}/password",
              task(kPasswordReset, Subject::kTaxpayer, {"kind"}), kSlow)
      .office(Method::kPost, "/v1/office/collections",
              task(kCollection, Subject::kNone, {"document_kind", "document_number", "name", "phone"}))
      .office(Method::kPost, "/v1/office/hall-codes",
              task(kHallCode, Subject::kNone, {"document_kind", "document_number", "name"}))
      .office(Method::kGet, "/v1/office/disputes", disputes)
      .office(Method::kPost, "/v1/office/disputes/{id}/settle", task(kDispute, Subject::kMandate, {}));
  const std::vector<std::string> terms{"role", "office", "ends"};
  routes
      .administration(Method::kPost, "/v1/office/officers",
                      task(kOfficerAdd, Subject::kNone,
                           {"document_kind", "document_number", "role", "office", "starts", "ends"}))
      .administration(Method::kPost, "/v1/office/officers/{id}/change",
                      task(kOfficerChange, Subject::kPerson, terms))
      .administration(Method::kPost, "/v1/office/officers/{id}/dismiss",
                      task(kOfficerDismiss, Subject::kPerson, {}));
}

}  // namespace taxgate::http
