// No query of a Reader, and no change by key, walks through a table: a million people are found as fast as
// ten.
#include <sqlite3.h>

#include "store/sqlite/transaction.hpp"
#include "unit/store/fixture.hpp"

namespace taxgate::store::sqlite {
namespace {

using Plans = StoreFiles;
using testing::HasSubstr;
using testing::Not;

/// Calls every method once, so that the statement cache holds every query.
void read_everything(Reader& reader) {
  const Bytes key{1};
  reader.bureau("x");
  reader.person(PersonId{1});
  reader.person_by_document(BureauId{1}, key);
  reader.persons_by_phone(BureauId{1}, key);
  reader.person_by_username(BureauId{1}, "x");
  reader.taxpayer(TaxpayerId{1});
  reader.taxpayer_by_number(BureauId{1}, "x");
  reader.mandate(MandateId{1});
  reader.mandates_of(PersonId{1});
  reader.mandates_of(PersonId{1}, "x");
  reader.mandates_in(TaxpayerId{1});
  reader.mandates_between(PersonId{1}, TaxpayerId{1});
  reader.mandates_in(TaxpayerId{1}, MandateId{1}, 1);
  reader.principals_of(PersonId{1}, TaxpayerId{1}, 1);
  reader.mandates_ending(BureauId{1}, "a", "b", 1);
  reader.reminded(MandateId{1}, "a", 1);
  reader.engagements_ending(BureauId{1}, "a", "b", 1);
  reader.reminded(EngagementId{1}, "a", 1);
  reader.person_secret(PersonId{1}, "x");
  reader.client_password(TaxpayerId{1});
  reader.organs_of(TaxpayerId{1});
  reader.permission(PermissionId{1});
  reader.permissions_in(TaxpayerId{1});
  reader.engagement(EngagementId{1});
  reader.engagements_of_agency(TaxpayerId{1});
  reader.engagements_of_agency(TaxpayerId{1}, EngagementId{1}, 1);
  reader.engagements_of_client(TaxpayerId{1});
  reader.officer(PersonId{1});
  reader.officers(BureauId{1});
  reader.office_request(OfficeRequestId{1});
  reader.office_requests(BureauId{1}, "open", Time{}, 0, 1);
  reader.mandates_disputed(BureauId{1}, 1);
  reader.audit_search({.bureau = BureauId{1}});
  reader.audit_search({.bureau = BureauId{1}, .kind = "x"});
  reader.audit_search({.bureau = BureauId{1}, .person = PersonId{1}});
  reader.session(key);
  reader.sessions_of(PersonId{1}, Time{});
  reader.flow(key);
  reader.counter(BureauId{1}, "x", key);
  reader.consents_of(PersonId{1});
  reader.notices_of(PersonId{1}, false, 1);
  reader.notices_of(PersonId{1}, true, 1);
  reader.unread_notices(PersonId{1});
  reader.activity_of(PersonId{1}, 0, 1);
  reader.audit_about(BureauId{1}, TaxpayerId{1}, "x");
  reader.audit_entries(1, 1);
  reader.audit_head();
  reader.audit_checkpoints();
  reader.message(MessageId{1});
  reader.messages_due(Time{}, 1);
  reader.client(ClientId{1});
  reader.client(BureauId{1}, "x");
  reader.clients(BureauId{1});
  reader.grant(GrantId{1});
  reader.grant_by_code({});
  reader.grants_of(PersonId{1}, Time{});
  reader.device_request({});
  reader.device_request_by_user_code({});
  reader.signing_keys(BureauId{1});
  reader.logout_notices(Time{}, 1);
  reader.session(SessionId{1});
}

/// Calls the writing methods that look for rows.
void change_everything(Transaction& tx) {
  const auto gone = [](auto change) { EXPECT_THROW(change(), Conflict); };
  tx.touch_session(SessionId{1}, Time{}, Time{});
  tx.confirm_session(SessionId{1}, Time{});
  tx.put_session_organ(SessionId{1}, "x");
  tx.put_organs(TaxpayerId{1}, {});
  tx.end_session(SessionId{1}, PersonId{1});
  tx.end_sessions_of(PersonId{1}, SessionId{});
  tx.end_office_sessions(PersonId{1});
  tx.end_sessions_for(MandateId{1});
  tx.end_sessions_through(EngagementId{1});
  tx.remove(PermissionId{1}, 1);
  gone([&] { tx.update(PermissionRow{.id = PermissionId{1}}); });
  gone([&] { tx.update(EngagementRow{.id = EngagementId{1}}); });
  tx.read_notice(NoticeId{1}, PersonId{1}, Time{});
  tx.sweep(Time{}, 10);
  MandateRow mandate;
  tx.reserve_mandate(mandate);
  gone([&] { tx.update(mandate); });
  gone([&] { tx.update(PersonRow{.id = PersonId{1}}); });
  gone([&] { tx.update(TaxpayerRow{.id = TaxpayerId{1}}); });
  gone([&] { tx.update(FlowRow{}); });
  gone([&] { tx.update(MessageRow{.id = MessageId{1}}); });
  gone([&] { tx.put(CounterRow{.version = 1}); });
  gone([&] { tx.put(ClientRow{.id = ClientId{1}, .version = 2}); });
  gone([&] { tx.update(DeviceRequestRow{}); });
  gone([&] { tx.renew_grant(GrantId{1}, 1); });
  GrantRow grant;
  tx.reserve_grant(grant);
  tx.end_grant(GrantId{1}, Time{});
  tx.end_grants_for(ClientId{1}, Time{});
  tx.remove_logout_notice(1);
  gone([&] { tx.switch_session(SessionId{1}, MandateId{}, EngagementId{}); });
}

std::string plan_of(Db& db, std::string_view sql) {
  sqlite3_stmt* raw = nullptr;
  std::string lines;
  const std::string explained = "EXPLAIN QUERY PLAN " + std::string(sql);
  EXPECT_EQ(sqlite3_prepare_v2(db.handle(), explained.c_str(), -1, &raw, nullptr), SQLITE_OK) << sql;
  const Prepared statement(raw);
  while (sqlite3_step(raw) == SQLITE_ROW) {
    lines += reinterpret_cast<const char*>(sqlite3_column_text(raw, 3));
    lines += '\n';
  }
  return lines;
}

TEST_F(Plans, reading_never_scans_a_table) {
  open();
  const auto connection = open_read_only(dir());
  read_everything(connection->reader());
  int queries = 0;
  for (const auto sql : connection->db().statements()) {
    if (sql.find("FROM audit_checkpoint") != std::string_view::npos ||
        sql.find("schema_") != std::string_view::npos) {
      continue;  // the whole table is the answer
    }
    const auto plan = plan_of(connection->db(), sql);
    EXPECT_THAT(plan, HasSubstr("SEARCH")) << sql;
    EXPECT_THAT(plan, Not(HasSubstr("SCAN audit"))) << sql << '\n' << plan;
    if (sql.find("UNION ALL") == std::string_view::npos) {
      EXPECT_THAT(plan, Not(HasSubstr("SCAN"))) << sql << '\n' << plan;
      // One person's few mandates are sorted after they were found.
      const bool sorts = sql.find("delegate = ?1 ORDER") != std::string_view::npos ||
                         sql.find("delegate = ?1 AND state") != std::string_view::npos;
      EXPECT_EQ(plan.find("TEMP B-TREE") != std::string::npos, sorts) << sql << '\n' << plan;
    }
    ++queries;
  }
  EXPECT_EQ(queries, 61);
}

TEST_F(Plans, a_statement_is_compiled_once) {
  open();
  const auto connection = open_read_only(dir());
  for (int round = 0; round < 3; ++round) read_everything(connection->reader());
  sqlite3* db = connection->db().handle();
  for (sqlite3_stmt* each = sqlite3_next_stmt(db, nullptr); each != nullptr;
       each = sqlite3_next_stmt(db, each))
    EXPECT_EQ(sqlite3_stmt_status(each, SQLITE_STMTSTATUS_REPREPARE, 0), 0) << sqlite3_sql(each);
}

TEST_F(Plans, activity_is_found_by_both_indexes) {
  open();
  const auto connection = open_read_only(dir());
  connection->reader().activity_of(PersonId{1}, 0, 20);
  std::string plan;
  for (const auto sql : connection->db().statements()) {
    if (sql.find("UNION ALL") != std::string_view::npos) {
      plan = plan_of(connection->db(), sql);
    }
  }
  EXPECT_THAT(plan, HasSubstr("USING COVERING INDEX audit_actor (actor=? AND rowid<?)"));
  EXPECT_THAT(plan, HasSubstr("INDEX audit_subject (subject=? AND rowid<?)"));
}

TEST_F(Plans, changing_and_sweeping_never_scan_a_table) {
  open();
  Db db(file(), Access::kWrite, 1024);
  std::vector<AuditRow> entries;
  WritingTransaction tx(db, entries);
  db.script("BEGIN");
  change_everything(tx);
  db.script("ROLLBACK");
  int changes = 0;
  for (const auto sql : db.statements()) {
    const auto plan = plan_of(db, sql);
    EXPECT_THAT(plan, Not(HasSubstr("SCAN"))) << sql << '\n' << plan;
    ++changes;
  }
  EXPECT_EQ(changes, 35);
}

}  // namespace
}  // namespace taxgate::store::sqlite
