// What came of an officer's action: done, with a voucher or a code; waiting; or refused.
#include "connect/paper/voucher.hpp"
#include "crypto/base64.hpp"
#include "http/api/office_json.hpp"

namespace taxgate::http {

json::object voucher_json(const Call& call, const Officer& officer, const OfficeTask& task,
                          const app::IssuedPassword& issued) {
  const std::string kind_title = call.say({"method." + issued.kind, {}});
  const auto label = [&](const char* name) { return call.say({std::string{"voucher."} + name, {}}); };
  VoucherPage page{
      .bureau = call.say({"bureau.name", {}}), .title = label("title"), .lines = {}, .note = label("note")};
  json::object item{{"title", page.title}, {"kind", issued.kind}, {"kind_title", kind_title}};
  if (task.taxpayer) {
    const Taxpayer taxpayer = call.api.vault.open(call.api.store.reader().taxpayer(task.taxpayer).value());
    item["taxpayer"] = principal_json(taxpayer);
    page.lines = {{label("name"), taxpayer.name}, {label("number"), taxpayer.taxpayer_number}};
  } else {
    page.lines = {
        {label("person"), call.api.vault.open(call.api.store.reader().person(task.person).value()).name}};
  }
  page.lines.push_back({call.say({"office-label.kind", {}}), kind_title});
  page.lines.push_back({label("password"), issued.password.reveal(), true});
  page.lines.push_back({label("issued-at"), format_local(issued.issued_at, call.api.bureau.profile.zone)});
  page.lines.push_back({label("office"), officer.office});
  item["password"] = issued.password.reveal();
  item["issued_at"] = format_time(issued.issued_at);
  item["file"] = {{"name", "voucher.pdf"},
                  {"type", "application/pdf"},
                  {"base64", to_base64(bytes_of(draw_voucher(page)))}};
  return item;
}

Response office_answer(const Call& call, const app::Session& session, const app::OfficeResult& result) {
  if (!result) return office_refusal(call, result.error());
  const OfficeTask& task = result->task;
  const auto hours = call.api.bureau.profile.office.request_lasts.count();
  Args args{{"action", "@office-action." + std::string{to_string(task.action)}}};
  if (!result->done) args["hours"] = std::to_string(hours);
  json::object answer{{"done", result->done},
                      {"text", call.say({result->done ? "office-done" : "office-waits", std::move(args)})}};
  if (result->request) answer["request"] = office_request_json(call, *session.officer, *result->request);
  if (!result->done) return json_answer(202, answer);
  if (const auto found = task.person ? call.api.lookup.person(task.person) : std::nullopt)
    answer["person"] = office_person_json(call, *found);
  if (const auto found = task.taxpayer ? call.api.lookup.taxpayer(task.taxpayer) : std::nullopt)
    answer["taxpayer"] = office_taxpayer_json(call, *found);
  if (task.action >= OfficeAction::kOfficerAdd)
    answer["officer"] = officer_json(call, *session.officer, call.api.office.officer(task.person).value());
  if (result->password) answer["voucher"] = voucher_json(call, *session.officer, task, *result->password);
  if (result->hall_code) {
    answer["hall_code"] = {{"code", result->hall_code->code.reveal()},
                           {"expires_at", format_time(result->hall_code->expires)}};
  }
  return json_answer(200, answer);
}

Response office_refusal(const Call& call, const app::OfficeRefusal& refusal) {
  using Kind = app::OfficeRefusal::Kind;
  switch (refusal.kind) {
    case Kind::kNotFound:
      return refuse(call, 404, "not-found");
    case Kind::kStale:
      return refuse(call, 409, "conflict");
    case Kind::kMandate:
      return mandate_refusal(call, {app::MandateRefusal::Kind::kRule, refusal.mandate});
    case Kind::kInputs:
      return refuse_inputs(call, refusal.inputs);
    case Kind::kBusy:
      return busy(call, Busy{refusal.retry_after});
    case Kind::kRule:
      break;
  }
  const bool forbidden = refusal.fault <= OfficeFault::kNotMaker;
  return refuse(call, forbidden ? 403 : 422, std::string{to_string(refusal.fault)});
}

}  // namespace taxgate::http
