#include "app/office/tasks/tasks.hpp"

#include "domain/person_name.hpp"

namespace taxgate::app::tasks {

const TaskKind& task_kind(OfficeAction action) {
  switch (action) {
    case OfficeAction::kCollection:
    case OfficeAction::kPhoneChange:
      return collection();
    case OfficeAction::kHallCode:
      return hall_code();
    case OfficeAction::kAccountOpen:
    case OfficeAction::kPasswordReset:
      return password();
    case OfficeAction::kUnlock:
      return unlocking();
    case OfficeAction::kDispute:
      return dispute();
    case OfficeAction::kOfficerAdd:
      return add_officer();
    case OfficeAction::kOfficerChange:
      return change_officer();
    case OfficeAction::kOfficerDismiss:
      break;
  }
  return dismiss_officer();
}

std::string detail(const OfficeTask& task, std::string_view name) {
  const auto found = task.details.find(name);
  return found == task.details.end() ? std::string{} : found->second;
}

std::optional<Document> read_document(const Desk& desk, OfficeTask& task, Time now,
                                      std::vector<ProposalFault>& faults) {
  const auto kind = document_kind(detail(task, "document_kind"));
  if (!kind || *kind == DocumentKind::kUnit) {
    faults.push_back({"document_kind", {"document-kind-unknown", {}}});
    return std::nullopt;
  }
  auto document = parse_document(*kind, detail(task, "document_number"), local_date(now, desk.zone()));
  if (!document) {
    faults.push_back({"document_number", {std::string{to_string(document.error())}, {}}});
    return std::nullopt;
  }
  task.details["document_number"] = document->number;
  return *std::move(document);
}

std::string read_name(OfficeTask& task, std::vector<ProposalFault>& faults) {
  auto name = parse_person_name(detail(task, "name"));
  if (!name) {
    faults.push_back({"name", {std::string{to_string(name.error())}, {}}});
    return {};
  }
  task.details["name"] = *name;
  return *std::move(name);
}

std::optional<store::PersonRow> find_person(const Desk& desk, store::Reader& reader,
                                            const Document& document) {
  return reader.person_by_document(desk.bureau.id, desk.vault.document_index(desk.bureau.id, document));
}

}  // namespace taxgate::app::tasks
