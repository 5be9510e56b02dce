#pragma once
// The things that officers do, one small type each. A task is examined when it is asked for and again when it
// is done: what was true when its maker asked may not be when the second person approves.
#include "app/office/desk.hpp"
#include "app/sessions.hpp"

namespace taxgate::app::tasks {

/// What was made before the transaction, because it is slow.
struct Prepared {
  Secret password;
  std::string hash;  // PHC string
};

struct Scene {
  const Desk& desk;
  store::Transaction& transaction;
  const Prepared& prepared;
  PersonId officer;  // in whose name: the maker
  Time now;
};

using Verdict = std::expected<void, OfficeRefusal>;

class TaskKind {
 public:
  virtual ~TaskKind() = default;
  /// Completes the task with what it is about (which may make it another action), or says what is wrong.
  virtual Verdict examine(const Desk& desk, store::Reader& reader, OfficeTask& task, Time now) const = 0;
  virtual bool makes_password() const { return false; }
  /// After examine, in the same transaction.
  virtual Verdict perform(const Scene& scene, OfficeDone& done) const = 0;
};

const TaskKind& task_kind(OfficeAction action);

const TaskKind& collection();
const TaskKind& hall_code();
const TaskKind& password();
const TaskKind& unlocking();
const TaskKind& dispute();
const TaskKind& add_officer();
const TaskKind& change_officer();
const TaskKind& dismiss_officer();

/// The detail's text; empty where there is none.
std::string detail(const OfficeTask& task, std::string_view name);
/// The document of "document_kind" and "document_number", which become their normal form; the faults
/// otherwise.
std::optional<Document> read_document(const Desk& desk, OfficeTask& task, Time now,
                                      std::vector<ProposalFault>& faults);
/// "name", likewise.
std::string read_name(OfficeTask& task, std::vector<ProposalFault>& faults);
std::optional<store::PersonRow> find_person(const Desk& desk, store::Reader& reader,
                                            const Document& document);

}  // namespace taxgate::app::tasks
