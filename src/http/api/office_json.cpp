#include "http/api/office_json.hpp"

#include "base/text.hpp"

namespace taxgate::http {
namespace {

json::value masked_phone(const Person& person) {
  return person.phone ? json::value(mask_phone(*person.phone)) : json::value(nullptr);
}

json::array locks_json(const Call& call, const std::vector<app::LockNow>& locks) {
  json::array items;
  for (const auto& lock : locks) {
    items.push_back({{"method", lock.method},
                     {"title", call.say({"method." + lock.method, {}})},
                     {"until", format_time(lock.until)}});
  }
  return items;
}

json::array associations_json(const Call& call, const std::vector<app::FoundAssociation>& associations) {
  json::array items;
  for (const auto& one : associations) items.push_back(office_association_json(call, one));
  return items;
}

Person person_of(const Call& call, PersonId id) {
  return call.api.vault.open(call.api.store.reader().person(id).value());
}

/// A detail of a task as its checker reads it.
std::string detail_text(const Call& call, const std::string& name, const std::string& value) {
  if (name == "name") return mask_name(value);
  if (name == "document_number") return mask_document(value);
  if (name == "phone") return mask_phone(value);
  if (name == "document_kind") return call.say({"document." + value, {}});
  if (name == "method" || name == "kind") return call.say({"method." + value, {}});
  if (name == "role") return call.say({"officer-role." + value, {}});
  if (name == "upheld") return call.say({"office-upheld." + value, {}});
  return value;
}

json::array summary_json(const Call& call, const OfficeTask& task) {
  json::array lines;
  for (const auto& [name, value] : task.details) {
    if (value.empty()) continue;
    lines.push_back(
        {{"label", call.say({"office-label." + name, {}})}, {"text", detail_text(call, name, value)}});
  }
  return lines;
}

std::string subject_text(const Call& call, const OfficeTask& task) {
  std::string text;
  if (task.person) {
    const Person person = person_of(call, task.person);
    text = mask_name(person.name) + " " + mask_document(person.document.number);
  }
  if (task.taxpayer) {
    const Taxpayer taxpayer = call.api.vault.open(call.api.store.reader().taxpayer(task.taxpayer).value());
    text += (text.empty() ? "" : " · ") + taxpayer.name + " " + taxpayer.taxpayer_number;
  }
  const auto name = task.details.find("name");
  if (text.empty() && name != task.details.end()) text = mask_name(name->second);
  return text;
}

void add_decision(const Call& call, const OfficeRequest& request, json::object& item) {
  if (request.checker) item["checker"] = office_actor_json(call, request.checker);
  if (request.decided_at) item["decided_at"] = format_time(*request.decided_at);
  if (!request.answer.empty()) item["answer"] = request.answer;
}

void add_actions(const Call& call, const Officer& reader, const OfficeRequest& request, json::object& item) {
  const Time now = call.api.clock.now();
  json::array actions;
  const auto may = may_decide(request, reader, now);
  if (may) actions = {"approve", "refuse"};
  if (withdraw(request, reader.person, now)) actions.emplace_back("withdraw");
  if (call.api.office.voucher_waits(request.id, reader.person)) actions.emplace_back("take-voucher");
  item["actions"] = std::move(actions);
  if (!may && state_at(request, now) == OfficeRequestState::kOpen)
    item["note"] = call.say({"problem." + std::string{to_string(may.error())} + ".detail", {}});
}

/// What `reader` may do with the officer's appointment.
json::array officer_actions(const Officer& reader, const Officer& officer, OfficerStanding worth) {
  json::array actions;
  if (worth == OfficerStanding::kDismissed) return actions;
  const auto may = [&](OfficeAction action) {
    OfficeTask task{.action = action};
    task.person = officer.person;
    return may_begin(reader, task).has_value();
  };
  if (may(OfficeAction::kOfficerChange)) actions.emplace_back("change");
  if (may(OfficeAction::kOfficerDismiss)) actions.emplace_back("dismiss");
  return actions;
}

}  // namespace

json::object named(const std::string& id, std::string title) {
  return {{"id", id}, {"title", std::move(title)}};
}

std::string office_action_title(const Call& call, OfficeAction action) {
  return call.say({"office-action." + std::string{to_string(action)}, {}});
}

json::object office_actor_json(const Call& call, PersonId person) {
  const auto officer = call.api.office.officer(person);
  return {{"id", std::to_string(person.value)},
          {"name", person_of(call, person).name},
          {"office", officer ? officer->office : ""}};
}

json::object officer_json(const Call& call, const Officer& reader, const Officer& officer) {
  const Person person = person_of(call, officer.person);
  const std::string role{to_string(officer.role)};
  const auto worth = standing(officer, call.api.clock.now(), call.api.bureau.profile.zone);
  const std::string state{to_string(worth)};
  return {{"id", std::to_string(officer.person.value)},
          {"name", person.name},
          {"document", mask_document(person.document.number)},
          {"role", role},
          {"role_title", call.say({"officer-role." + role, {}})},
          {"office", officer.office},
          {"starts", format_date(officer.starts)},
          {"ends", date_or_null(officer.ends)},
          {"state", state},
          {"state_title", call.say({"state." + state, {}})},
          {"version", officer.version},
          {"actions", officer_actions(reader, officer, worth)}};
}

json::object office_association_json(const Call& call, const app::FoundAssociation& found) {
  const Mandate& mandate = found.mandate;
  const std::string state{to_string(standing(mandate, call.api.clock.now(), call.api.bureau.profile.zone))};
  return {{"id", std::to_string(mandate.id.value)},
          {"version", mandate.version},
          {"role", mandate.role},
          {"role_title", call.say({"role." + mandate.role, {}})},
          {"state", state},
          {"state_title", call.say({"state." + state, {}})},
          {"starts", format_date(mandate.starts)},
          {"ends", date_or_null(mandate.ends)},
          {"principal", principal_json(found.principal)},
          {"person",
           {{"id", std::to_string(found.person.id.value)},
            {"name", mask_name(found.person.name)},
            {"document", mask_document(found.person.document.number)}}}};
}

json::object office_person_json(const Call& call, const app::FoundPerson& found) {
  const Person& person = found.person;
  const std::string kind{to_string(person.document.kind)};
  const auto username = person.username ? json::value(mask_name(*person.username)) : json::value(nullptr);
  return {{"id", std::to_string(person.id.value)},
          {"name", mask_name(person.name)},
          {"document_kind", kind},
          {"document_kind_title", call.say({"document." + kind, {}})},
          {"document", mask_document(person.document.number)},
          {"phone", masked_phone(person)},
          {"phone_verified", person.phone_verified_at.has_value()},
          {"username", username},
          {"level", person.level},
          {"level_title", call.say({"level." + std::to_string(person.level), {}})},
          {"secret", person.secret == SecretState::kSet ? "set" : "initial"},
          {"locks", locks_json(call, found.locks)},
          {"associations", associations_json(call, found.associations)}};
}

json::object office_taxpayer_json(const Call& call, const app::FoundTaxpayer& found) {
  const Taxpayer& taxpayer = found.taxpayer;
  const std::string kind{to_string(taxpayer.kind)};
  json::array passwords;
  for (const auto& [secret, set_at] : found.passwords) {
    const std::string word{to_string(secret)};
    passwords.push_back({{"kind", word},
                         {"title", call.say({"method." + word, {}})},
                         {"set_at", set_at ? json::value(format_time(*set_at)) : json::value(nullptr)}});
  }
  return {{"id", std::to_string(taxpayer.id.value)},
          {"number", taxpayer.taxpayer_number},
          {"uscc", taxpayer.uscc},
          {"name", taxpayer.name},
          {"kind", kind},
          {"kind_title", call.say({"taxpayer-kind." + kind, {}})},
          {"state", app::to_string(taxpayer.state)},
          {"organ_code", taxpayer.organ_code},
          {"passwords", std::move(passwords)},
          {"locks", locks_json(call, found.locks)},
          {"people", associations_json(call, found.people)}};
}

json::object office_request_json(const Call& call, const Officer& reader, const OfficeRequest& request) {
  const std::string state{to_string(state_at(request, call.api.clock.now()))};
  json::object item{{"id", std::to_string(request.id.value)},
                    {"kind", to_string(request.task.action)},
                    {"kind_title", office_action_title(call, request.task.action)},
                    {"state", state},
                    {"state_title", call.say({"office-state." + state, {}})},
                    {"subject", subject_text(call, request.task)},
                    {"summary", summary_json(call, request.task)},
                    {"reason", request.reason},
                    {"maker", office_actor_json(call, request.maker)},
                    {"made_at", format_time(request.made_at)},
                    {"expires_at", format_time(request.expires_at)},
                    {"version", request.version}};
  add_decision(call, request, item);
  add_actions(call, reader, request, item);
  return item;
}

}  // namespace taxgate::http
