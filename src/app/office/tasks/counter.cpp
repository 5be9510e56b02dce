// What the counter hands out: registration codes, passwords of taxpayers; and the end of a lock.
#include "app/office/locks.hpp"
#include "app/office/tasks/tasks.hpp"

namespace taxgate::app::tasks {
namespace {

class HallCodeTask final : public TaskKind {
 public:
  Verdict examine(const Desk& desk, store::Reader& reader, OfficeTask& task, Time now) const override {
    std::vector<ProposalFault> faults;
    const auto document = read_document(desk, task, now, faults);
    read_name(task, faults);
    const auto row = document ? find_person(desk, reader, *document) : std::nullopt;
    task.person = row ? row->id : PersonId{};
    if (row && !row->password_hash.empty()) faults.push_back({"document_number", {"already-registered", {}}});
    if (!faults.empty()) return refused(std::move(faults));
    return {};
  }

  Verdict perform(const Scene& scene, OfficeDone& done) const override {
    const OfficeTask& task = done.task;
    const Document document{*document_kind(detail(task, "document_kind")), detail(task, "document_number")};
    done.hall_code = put_hall_code(scene.transaction, scene.desk.vault, scene.desk.bureau.id,
                                   detail(task, "name"), document, scene.now);
    return {};
  }
};

/// Of a taxpayer, or of a person's social security card (SS-03).
class PasswordTask final : public TaskKind {
 public:
  Verdict examine(const Desk& desk, store::Reader& reader, OfficeTask& task, Time /*now*/) const override {
    if (task.person) return examine_card(desk, reader, task);
    const auto row = reader.taxpayer(task.taxpayer);
    if (!row || row->bureau != desk.bureau.id) return refused(OfficeRefusal::Kind::kNotFound);
    const auto kind = secret_kind(detail(task, "kind"));
    if (!kind || is_personal(*kind)) return no_such_kind();
    const bool there = reader.secret(desk.bureau.id, to_string(*kind), task.taxpayer, {}).has_value();
    task.action = there ? OfficeAction::kPasswordReset : OfficeAction::kAccountOpen;
    return {};
  }

  bool makes_password() const override { return true; }

  Verdict perform(const Scene& scene, OfficeDone& done) const override {
    const auto& [desk, transaction, prepared, officer, now] = scene;
    const OfficeTask& task = done.task;
    done.password = IssuedPassword{detail(task, "kind"), prepared.password, now};
    if (task.person) {
      put_card_password(transaction, desk.vault, desk.bureau.id, task.person, prepared.hash, now);
      return {};
    }
    put_password(transaction, desk.vault, desk.bureau.id,
                 {*secret_kind(detail(task, "kind")), task.taxpayer, prepared.hash}, now);
    return {};
  }

 private:
  static Verdict no_such_kind() {
    return refused(std::vector{ProposalFault{"kind", {"office-password-kind", {}}}});
  }
  static Verdict examine_card(const Desk& desk, store::Reader& reader, OfficeTask& task) {
    const auto row = reader.person(task.person);
    if (!row || row->bureau != desk.bureau.id) return refused(OfficeRefusal::Kind::kNotFound);
    if (detail(task, "kind") != kCardPassword) return no_such_kind();
    task.action = OfficeAction::kPasswordReset;
    return {};
  }
};

class Unlocking final : public TaskKind {
 public:
  Verdict examine(const Desk& desk, store::Reader& reader, OfficeTask& task, Time now) const override {
    const auto subjects = subjects_of(desk, reader, task);
    if (!subjects) return refused(OfficeRefusal::Kind::kNotFound);
    for (const auto& lock : locks_now(desk, reader, *subjects, now)) {
      if (lock.method == detail(task, "method")) return {};
    }
    return refused(OfficeFault::kNotLocked);
  }

  Verdict perform(const Scene& scene, OfficeDone& done) const override {
    const auto subjects = subjects_of(scene.desk, scene.transaction, done.task);
    unlock(scene.desk, scene.transaction, *subjects, detail(done.task, "method"), scene.now);
    return {};
  }

 private:
  static std::optional<std::vector<LockSubject>> subjects_of(const Desk& desk, store::Reader& reader,
                                                             const OfficeTask& task) {
    if (task.person) {
      const auto row = reader.person(task.person);
      if (!row || row->bureau != desk.bureau.id) return std::nullopt;
      return lock_subjects(reader, desk.vault.open(*row));
    }
    const auto row = reader.taxpayer(task.taxpayer);
    if (!row || row->bureau != desk.bureau.id) return std::nullopt;
    return lock_subjects(desk.bureau.profile, desk.vault.open(*row));
  }
};

}  // namespace

const TaskKind& hall_code() {
  static const HallCodeTask kKind;
  return kKind;
}
const TaskKind& password() {
  static const PasswordTask kKind;
  return kKind;
}
const TaskKind& unlocking() {
  static const Unlocking kKind;
  return kKind;
}

}  // namespace taxgate::app::tasks
