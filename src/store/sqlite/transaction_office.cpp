// Officers, and what they ask a second person for.
#include "store/sqlite/transaction_rows.hpp"

namespace taxgate::store::sqlite {
namespace {

constexpr auto kInsertOfficer =
    "INSERT INTO officer (" + kOfficerColumns + ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
constexpr Sql kUpdateOfficer{
    "UPDATE officer SET role = ?3, office = ?4, starts = ?5, ends = ?6, state = ?7, appointed_by = ?8,"
    " changed_at = ?9, version = ?10, mac = ?11 WHERE person = ?1 AND bureau = ?2 AND version = ?10 - 1"};
constexpr auto kInsertRequest =
    "INSERT INTO office_request (" + kOfficeRequestColumns +
    ") VALUES (nullif(?1, 0), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
// What was asked, and by whom, never changes: conditions.
constexpr Sql kUpdateRequest{
    "UPDATE office_request SET answer_sealed = ?6, state = ?10, checker = ?11, decided_at = ?12, version = "
    "?13"
    " WHERE id = ?1 AND bureau = ?2 AND kind = ?3 AND task_sealed = ?4 AND reason_sealed = ?5 AND maker = ?7"
    " AND made_at = ?8 AND expires_at = ?9 AND version = ?13 - 1"};

constexpr Sql kEndSessions{"DELETE FROM session WHERE person = ?1 AND officer <> 0"};

}  // namespace

void WritingTransaction::put(const OfficerRow& row) {
  if (row.version == 1) {
    insert_row(kInsertOfficer, row);
  } else {
    update_row(kUpdateOfficer, row, "officer: changed by somebody else");
  }
}

OfficeRequestId WritingTransaction::insert(const OfficeRequestRow& row) {
  assert(!row.id);
  return {insert_row(kInsertRequest, row)};
}

void WritingTransaction::update(const OfficeRequestRow& row) {
  update_row(kUpdateRequest, row, "office request: changed by somebody else");
}

int WritingTransaction::end_office_sessions(PersonId person) {
  db().run(kEndSessions, person);
  return db().changes();
}

}  // namespace taxgate::store::sqlite
