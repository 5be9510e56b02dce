// Real-name collection at the counter: the clerk has looked at the person and the document (QD-04, LN-16).
#include <algorithm>

#include "app/journal.hpp"
#include "app/mandates.hpp"
#include "app/office/tasks/tasks.hpp"
#include "domain/phone.hpp"

namespace taxgate::app::tasks {
namespace {

constexpr int kCounterLevel = 5;  // NT-05

std::string read_phone(OfficeTask& task, std::vector<ProposalFault>& faults) {
  const auto phone = parse_phone(detail(task, "phone"));
  if (!phone) {
    faults.push_back({"phone", {std::string{to_string(phone.error())}, {}}});
    return {};
  }
  task.details["phone"] = phone->number;
  return phone->number;
}

/// Somebody else has passed verification with the number: it is theirs (SX-08).
bool held_by_other(const Desk& desk, store::Reader& reader, const std::string& phone, PersonId person) {
  const auto rows = reader.persons_by_phone(desk.bureau.id, desk.vault.phone_index(desk.bureau.id, phone));
  return std::ranges::any_of(
      rows, [&](const store::PersonRow& row) { return row.phone_verified_at && row.id != person; });
}

class Collection final : public TaskKind {
 public:
  Verdict examine(const Desk& desk, store::Reader& reader, OfficeTask& task, Time now) const override {
    std::vector<ProposalFault> faults;
    const auto document = read_document(desk, task, now, faults);
    read_name(task, faults);
    const std::string phone = read_phone(task, faults);
    const auto row = document ? find_person(desk, reader, *document) : std::nullopt;
    task.person = row ? row->id : PersonId{};
    if (!phone.empty() && held_by_other(desk, reader, phone, task.person))
      faults.push_back({"phone", {"phone-in-use", {}}});
    if (!faults.empty()) return refused(std::move(faults));
    const bool other =
        row && row->phone_index && *row->phone_index != desk.vault.phone_index(desk.bureau.id, phone);
    task.action = other ? OfficeAction::kPhoneChange : OfficeAction::kCollection;
    return {};
  }

  Verdict perform(const Scene& scene, OfficeDone& done) const override {
    const auto& [desk, transaction, prepared, officer, now] = scene;
    OfficeTask& task = done.task;
    const auto stored = task.person ? transaction.person(task.person) : std::nullopt;
    Person person = stored ? desk.vault.open(*stored) : Person{};
    const std::string phone = detail(task, "phone");
    if (person.phone != phone) person.phone_verified_at.reset();
    person.bureau = desk.bureau.id;
    person.name = detail(task, "name");
    person.document = {*document_kind(detail(task, "document_kind")), detail(task, "document_number")};
    person.phone = phone;
    person.level = std::max(stored ? person.level : 0, kCounterLevel);
    auto row = desk.vault.seal(person);
    row.created_at = stored ? stored->created_at : now;
    row.updated_at = now;
    if (stored) transaction.update(row);
    if (!stored) task.person = transaction.insert(row);
    if (task.action == OfficeAction::kPhoneChange) tell_of_phone(scene, task.person);
    AuthorityWriter{transaction, desk.bureau, desk.vault, now}.collected(task.person);
    return {};
  }

 private:
  /// Who had the former number has nothing open any more.
  static void tell_of_phone(const Scene& scene, PersonId person) {
    scene.transaction.end_sessions_of(person, SessionId{});
    tell(scene.transaction, scene.desk.bureau.id, person, {"office-phone-change", {}}, scene.now);
  }
};

}  // namespace

const TaskKind& collection() {
  static const Collection kKind;
  return kKind;
}

}  // namespace taxgate::app::tasks
