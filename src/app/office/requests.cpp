// Requests between clear and sealed.
#include <fmt/format.h>

#include "app/journal.hpp"
#include "app/office/office.hpp"

namespace taxgate::app {
namespace {

constexpr auto kPerson = "/person";  // no member of the API begins so
constexpr auto kTaxpayer = "/taxpayer";
constexpr auto kMandate = "/mandate";
constexpr auto kVersion = "/version";

/// Bound to its kind and maker: a task moved to another row does not open.
std::string task_field(std::string_view kind, PersonId maker) {
  return fmt::format("office-request.task/{}/{}", kind, maker.value);
}

std::string task_text(const OfficeTask& task) {
  Args all = task.details;
  all[kPerson] = std::to_string(task.person.value);
  all[kTaxpayer] = std::to_string(task.taxpayer.value);
  all[kMandate] = std::to_string(task.mandate.value);
  all[kVersion] = std::to_string(task.version);
  return args_to_json(all);
}

OfficeTask task_of(OfficeAction action, std::string_view text) {
  OfficeTask task{.action = action, .details = args_from_json(text)};
  const auto take = [&](const char* name) {
    const auto node = task.details.extract(name);
    return node.empty() ? 0 : std::stoll(node.mapped());
  };
  task.person = PersonId{take(kPerson)};
  task.taxpayer = TaxpayerId{take(kTaxpayer)};
  task.mandate = MandateId{take(kMandate)};
  task.version = static_cast<int>(take(kVersion));
  return task;
}

}  // namespace

store::OfficeRequestRow seal_request(const Vault& vault, const OfficeRequest& request) {
  store::OfficeRequestRow row;
  row.id = request.id;
  row.bureau = request.bureau;
  row.kind = to_string(request.task.action);
  row.task_sealed = vault.seal_text(task_text(request.task), task_field(row.kind, request.maker), row.bureau);
  row.reason_sealed = vault.seal_text(request.reason, "office-request.reason", row.bureau);
  row.maker = request.maker;
  row.made_at = request.made_at;
  row.expires_at = request.expires_at;
  row.state = to_string(request.state);
  row.version = request.version;
  return row;
}

OfficeRequest open_request(const Vault& vault, const store::OfficeRequestRow& row) {
  const auto action = office_action(row.kind);
  const auto state = office_request_state(row.state);
  if (!action || !state) throw std::runtime_error("a stored office request has no known kind or state");
  const auto open = [&](const Bytes& sealed, std::string_view field) {
    return vault.open_text(sealed, field, row.bureau);
  };
  return {.id = row.id,
          .bureau = row.bureau,
          .task = task_of(*action, open(row.task_sealed, task_field(row.kind, row.maker))),
          .reason = open(row.reason_sealed, "office-request.reason"),
          .maker = row.maker,
          .made_at = row.made_at,
          .expires_at = row.expires_at,
          .state = *state,
          .checker = row.checker,
          .decided_at = row.decided_at,
          .answer = row.answer_sealed ? open(*row.answer_sealed, "office-request.answer") : std::string{},
          .version = row.version};
}

}  // namespace taxgate::app
