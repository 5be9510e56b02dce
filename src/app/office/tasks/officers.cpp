// Who is an officer of the bureau: appointed, changed, dismissed.
#include "app/journal.hpp"
#include "app/office/tasks/tasks.hpp"
#include "base/text.hpp"

namespace taxgate::app::tasks {
namespace {

constexpr std::size_t kLongestOffice = 60;

/// "role", "office", "starts", "ends" as they stand in the task.
struct Terms {
  OfficerRole role{};
  std::string office;
  Date starts{};
  std::optional<Date> ends;
};

Terms read_terms(const OfficeTask& task, Date today, std::vector<ProposalFault>& faults) {
  Terms terms;
  const auto fault = [&](const char* input, const char* code) { faults.push_back({input, {code, {}}}); };
  const auto role = officer_role(detail(task, "role"));
  role ? void(terms.role = *role) : fault("role", "officer-role-unknown");
  terms.office = trim(detail(task, "office"));
  if (terms.office.empty() || count_code_points(terms.office) > kLongestOffice)
    fault("office", "office-name");
  const auto day = [&](const char* name, std::optional<Date> otherwise) {
    const std::string text = detail(task, name);
    if (text.empty()) return otherwise;
    const auto date = parse_date(text);
    if (!date) fault(name, "date-malformed");
    return date;
  };
  terms.starts = day("starts", today).value_or(today);
  terms.ends = day("ends", std::nullopt);
  if (terms.ends && (*terms.ends < today || *terms.ends < terms.starts))
    fault("ends", "officer-ends-too-early");
  return terms;
}

void put_officer(const Scene& scene, const OfficeTask& task, OfficerState state, const std::string& notice) {
  const auto& [desk, transaction, prepared, by, now] = scene;
  const auto row = transaction.officer(task.person);
  Officer officer = row ? desk.vault.open(*row) : Officer{};
  officer.person = task.person;
  officer.bureau = desk.bureau.id;
  officer.state = state;
  if (state == OfficerState::kInForce) {
    std::vector<ProposalFault> none;
    Terms terms = read_terms(task, local_date(now, desk.zone()), none);
    officer.role = terms.role;
    officer.office = std::move(terms.office);
    if (task.action == OfficeAction::kOfficerAdd) officer.starts = terms.starts;
    officer.ends = terms.ends;
  }
  officer.appointed_by = by;
  officer.changed_at = now;
  ++officer.version;
  transaction.put(desk.vault.seal(officer));
  tell(transaction, desk.bureau.id, task.person, {notice, {}}, now);
}

class Add final : public TaskKind {
 public:
  Verdict examine(const Desk& desk, store::Reader& reader, OfficeTask& task, Time now) const override {
    std::vector<ProposalFault> faults;
    const auto document = read_document(desk, task, now, faults);
    read_terms(task, local_date(now, desk.zone()), faults);
    const auto person = document ? find_person(desk, reader, *document) : std::nullopt;
    if (document) check_person(desk, reader, person, now, faults);
    if (!faults.empty()) return refused(std::move(faults));
    task.person = person->id;
    return {};
  }

  Verdict perform(const Scene& scene, OfficeDone& done) const override {
    put_officer(scene, done.task, OfficerState::kInForce, "officer-added");
    return {};
  }

 private:
  /// Two factors: a collected person with a number for codes.
  static void check_person(const Desk& desk, store::Reader& reader,
                           const std::optional<store::PersonRow>& person, Time now,
                           std::vector<ProposalFault>& faults) {
    const auto fault = [&](const char* code) { faults.push_back({"document_number", {code, {}}}); };
    if (!person || person->level < desk.bureau.profile.personnel.collected_level)
      return fault("officer-not-collected");
    if (!person->phone_index) return fault("officer-without-phone");
    const auto row = reader.officer(person->id);
    if (!row) return;
    const auto worth = standing(desk.vault.open(*row), now, desk.zone());
    if (worth == OfficerStanding::kInForce || worth == OfficerStanding::kNotYet) fault("officer-exists");
  }
};

/// The officer of the task, at the version that its maker saw.
Verdict find_officer(const Desk& desk, store::Reader& reader, const OfficeTask& task) {
  const auto row = reader.officer(task.person);
  if (!row || row->bureau != desk.bureau.id) return refused(OfficeRefusal::Kind::kNotFound);
  if (row->version != task.version) return refused(OfficeRefusal::Kind::kStale);
  const bool dismissed = row->state == to_string(OfficerState::kDismissed);
  if (dismissed) return refused(std::vector{ProposalFault{"officer", {"officer-is-dismissed", {}}}});
  return {};
}

class Change final : public TaskKind {
 public:
  Verdict examine(const Desk& desk, store::Reader& reader, OfficeTask& task, Time now) const override {
    if (const auto found = find_officer(desk, reader, task); !found) return found;
    std::vector<ProposalFault> faults;
    read_terms(task, local_date(now, desk.zone()), faults);
    if (!faults.empty()) return refused(std::move(faults));
    return {};
  }
  Verdict perform(const Scene& scene, OfficeDone& done) const override {
    put_officer(scene, done.task, OfficerState::kInForce, "officer-changed");
    return {};
  }
};

class Dismiss final : public TaskKind {
 public:
  Verdict examine(const Desk& desk, store::Reader& reader, OfficeTask& task, Time /*now*/) const override {
    return find_officer(desk, reader, task);
  }
  /// Open sessions are refused at their next request; ended here, so that no later appointment revives one.
  Verdict perform(const Scene& scene, OfficeDone& done) const override {
    put_officer(scene, done.task, OfficerState::kDismissed, "officer-dismissed");
    scene.transaction.end_office_sessions(done.task.person);
    return {};
  }
};

}  // namespace

const TaskKind& add_officer() {
  static const Add kKind;
  return kKind;
}
const TaskKind& change_officer() {
  static const Change kKind;
  return kKind;
}
const TaskKind& dismiss_officer() {
  static const Dismiss kKind;
  return kKind;
}

}  // namespace taxgate::app::tasks
