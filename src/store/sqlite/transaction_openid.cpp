// Relying parties, grants and their keys.
#include "store/sqlite/transaction_rows.hpp"

namespace taxgate::store::sqlite {
namespace {

constexpr auto kInsertClient =
    "INSERT INTO client (" + kClientColumns + ") VALUES (nullif(?1, 0), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
constexpr Sql kUpdateClient{
    "UPDATE client SET metadata = ?4, secret_hash = ?5, state = ?6, changed_at = ?8, version = ?9"
    " WHERE id = ?1 AND bureau = ?2 AND client_id = ?3 AND made_at = ?7 AND version = ?9 - 1"};

constexpr Sql kLastGrant{"SELECT max(id) FROM oauth_grant"};
constexpr auto kInsertGrant = "INSERT INTO oauth_grant (" + kGrantColumns +
                              ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, "
                              "?16, ?17, ?18, ?19, ?20)";
constexpr Sql kRenewGrant{
    "UPDATE oauth_grant SET serial = ?2 WHERE id = ?1 AND serial = ?2 - 1 AND ended_at IS NULL"};
constexpr Sql kEndGrant{"UPDATE oauth_grant SET ended_at = ?2 WHERE id = ?1 AND ended_at IS NULL"};
constexpr Sql kEndChildren{
    "UPDATE oauth_grant SET ended_at = ?2 WHERE parent = ?1 AND parent <> 0 AND ended_at IS NULL"};
constexpr Sql kEndGrantsFor{"UPDATE oauth_grant SET ended_at = ?2 WHERE client = ?1 AND ended_at IS NULL"};

constexpr Sql kSpend{"INSERT OR IGNORE INTO spent (hash, expires_at) VALUES (?1, ?2)"};

constexpr auto kInsertDeviceRequest = "INSERT INTO device_request (" + kDeviceRequestColumns +
                                      ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
// What was asked never changes: conditions.
constexpr Sql kUpdateDeviceRequest{
    "UPDATE device_request SET state = ?6, session = ?7, mandate = ?8, engagement = ?9, polled_at = ?10,"
    " pace = ?11, version = ?13"
    " WHERE device_hash = ?1 AND bureau = ?2 AND user_code_hash = ?3 AND client = ?4 AND request = ?5"
    " AND expires_at = ?12 AND version = ?13 - 1"};

constexpr auto kPutSigningKey =
    "REPLACE INTO signing_key (" + kSigningKeyColumns + ") VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
constexpr auto kPutLogoutNotice =
    "REPLACE INTO logout_notice (" + kLogoutNoticeColumns + ") VALUES (nullif(?1, 0), ?2, ?3, ?4)";
constexpr Sql kRemoveLogoutNotice{"DELETE FROM logout_notice WHERE id = ?1"};

}  // namespace

void WritingTransaction::put(const ClientRow& row) {
  if (row.version == 1) {
    insert_row(kInsertClient, row);
  } else {
    update_row(kUpdateClient, row, "client: changed by somebody else");
  }
}

void WritingTransaction::reserve_grant(GrantRow& row) {
  Query query = db().query(kLastGrant);
  query.next();
  reserved_grant_ = std::max(reserved_grant_, query.get<std::int64_t>(0)) + 1;
  row.id = GrantId{reserved_grant_};
}

void WritingTransaction::insert(const GrantRow& row) {
  assert(row.id);
  insert_row(kInsertGrant, row);
}

void WritingTransaction::renew_grant(GrantId id, int serial) {
  db().run(kRenewGrant, id, serial);
  if (db().changes() == 0) throw Conflict("grant: its refresh token was used, or it has ended");
}

bool WritingTransaction::end_grant(GrantId id, Time at) {
  db().run(kEndGrant, id, at);
  if (db().changes() == 0) return false;
  db().run(kEndChildren, id, at);
  return true;
}

int WritingTransaction::end_grants_for(ClientId client, Time at) {
  db().run(kEndGrantsFor, client, at);
  return db().changes();
}

bool WritingTransaction::spend(ByteView hash, Time expires_at) {
  db().run(kSpend, hash, expires_at);
  return db().changes() != 0;
}

void WritingTransaction::insert(const DeviceRequestRow& row) { insert_row(kInsertDeviceRequest, row); }

void WritingTransaction::update(const DeviceRequestRow& row) {
  update_row(kUpdateDeviceRequest, row, "device request: changed by somebody else");
}

void WritingTransaction::put(const SigningKeyRow& row) { insert_row(kPutSigningKey, row); }

void WritingTransaction::put(const LogoutNoticeRow& row) { insert_row(kPutLogoutNotice, row); }

void WritingTransaction::remove_logout_notice(std::int64_t id) { db().run(kRemoveLogoutNotice, id); }

}  // namespace taxgate::store::sqlite
