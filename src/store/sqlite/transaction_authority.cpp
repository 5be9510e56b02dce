// Permission identities, engagements, reminders.
#include "store/sqlite/transaction_rows.hpp"

namespace taxgate::store::sqlite {
namespace {

constexpr Sql kRemindOfEngagement{
    "INSERT OR IGNORE INTO engagement_reminder (engagement, ends, days) VALUES (?1, ?2, ?3)"};
constexpr Sql kRemind{"INSERT OR IGNORE INTO reminder (mandate, ends, days) VALUES (?1, ?2, ?3)"};

constexpr auto kInsertPermission =
    "INSERT INTO permission (" + kPermissionColumns + ") VALUES (nullif(?1, 0), ?2, ?3, ?4, ?5, ?6, ?7)";
constexpr Sql kUpdatePermission{
    "UPDATE permission SET name = ?4, description = ?5, functions = ?6, version = ?7"
    " WHERE id = ?1 AND bureau = ?2 AND principal = ?3 AND version = ?7 - 1"};
constexpr Sql kRemovePermission{"DELETE FROM permission WHERE id = ?1 AND version = ?2"};

constexpr Sql kLastEngagement{"SELECT max(id) FROM engagement"};
constexpr auto kInsertEngagement = "INSERT INTO engagement (" + kEngagementColumns +
                                   ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, "
                                   "?15, ?16, ?17, ?18)";
constexpr Sql kUpdateEngagement{
    "UPDATE engagement SET agreement = ?5, functions = ?6, starts = ?7, ends = ?8, amended = ?9,"
    " amend_functions = ?10, amend_ends = ?11, state = ?12, proposed_by = ?13, proposed_at = ?14,"
    " decided_by = ?15, decided_at = ?16, version = ?17, mac = ?18"
    " WHERE id = ?1 AND bureau = ?2 AND agency = ?3 AND client = ?4 AND version = ?17 - 1"};

}  // namespace

void WritingTransaction::remind(EngagementId engagement, std::string_view ends, int days) {
  db().run(kRemindOfEngagement, engagement, ends, days);
}

void WritingTransaction::remind(MandateId mandate, std::string_view ends, int days) {
  db().run(kRemind, mandate, ends, days);
}

PermissionId WritingTransaction::insert(const PermissionRow& row) {
  assert(!row.id);
  return {insert_row(kInsertPermission, row)};
}

void WritingTransaction::update(const PermissionRow& row) {
  update_row(kUpdatePermission, row, "permission: changed by somebody else");
}

bool WritingTransaction::remove(PermissionId id, int version) {
  db().run(kRemovePermission, id, version);
  return db().changes() != 0;
}

void WritingTransaction::reserve_engagement(EngagementRow& row) {
  Query query = db().query(kLastEngagement);
  query.next();
  // As mandates, engagements are never removed.
  reserved_engagement_ = std::max(reserved_engagement_, query.get<std::int64_t>(0)) + 1;
  row.id = EngagementId{reserved_engagement_};
}

void WritingTransaction::insert(const EngagementRow& row) {
  assert(row.id);
  insert_row(kInsertEngagement, row);
}

void WritingTransaction::update(const EngagementRow& row) {
  update_row(kUpdateEngagement, row, "engagement: changed by somebody else");
}

}  // namespace taxgate::store::sqlite
