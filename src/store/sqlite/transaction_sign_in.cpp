// Sessions, flows, counters, and what is told to people.
#include "store/sqlite/transaction_rows.hpp"

namespace taxgate::store::sqlite {
namespace {

constexpr auto kInsertSession =
    "INSERT INTO session (" + kSessionColumns +
    ") VALUES (nullif(?1, 0), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)";
constexpr Sql kSwitchSession{"UPDATE session SET mandate = ?2, engagement = ?3, organ = '' WHERE id = ?1"};
constexpr Sql kConfirmSession{"UPDATE session SET confirmed_at = ?2 WHERE id = ?1"};
constexpr Sql kPutOrgan{"UPDATE session SET organ = ?2 WHERE id = ?1"};
constexpr Sql kTouchSession{"UPDATE session SET seen_at = ?2, expires_at = ?3 WHERE id = ?1"};
constexpr Sql kEndSession{"DELETE FROM session WHERE id = ?1 AND person = ?2"};
constexpr Sql kEndSessionsOf{"DELETE FROM session WHERE person = ?1 AND id <> ?2"};
constexpr Sql kEndSessionsFor{"DELETE FROM session WHERE mandate = ?1 AND mandate <> 0"};

constexpr Sql kEndSessionsThrough{"DELETE FROM session WHERE engagement = ?1 AND engagement <> 0"};

constexpr auto kInsertFlow = "INSERT INTO flow (" + kFlowColumns + ") VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
// A flow stays with the browser that began it: a condition.
constexpr Sql kUpdateFlow{
    "UPDATE flow SET body_sealed = ?4, version = ?5, expires_at = ?6"
    " WHERE id_hash = ?1 AND bureau = ?2 AND browser_hash = ?3 AND version = ?5 - 1"};

// The parameter is the version that was read; what is stored counts one more.
constexpr auto kInsertCounter =
    "INSERT INTO counter (" + kCounterColumns + ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8 + 1)";
constexpr Sql kUpdateCounter{
    "UPDATE counter SET count = ?4, first_at = ?5, last_at = ?6, locked_until = ?7, version = ?8 + 1"
    " WHERE bureau = ?1 AND method = ?2 AND subject = ?3 AND version = ?8"};

constexpr auto kInsertConsent = "INSERT INTO consent (" + kConsentColumns + ") VALUES (?1, ?2, ?3, ?4, ?5)";
constexpr auto kInsertNotice =
    "INSERT INTO notice (" + kNoticeColumns + ") VALUES (nullif(?1, 0), ?2, ?3, ?4, ?5, ?6, ?7)";
constexpr Sql kReadNotice{"UPDATE notice SET read_at = ifnull(read_at, ?3) WHERE id = ?1 AND person = ?2"};
constexpr auto kInsertMessage = "INSERT INTO message (" + kMessageColumns +
                                ") VALUES (nullif(?1, 0), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
constexpr Sql kUpdateMessage{
    "UPDATE message SET phone_sealed = ?3, text_sealed = ?4, state = ?5, attempts = ?6, created_at = ?7, "
    "due_at = ?8,"
    " expires_at = ?9, gateway_id = ?10 WHERE id = ?1 AND bureau = ?2"};

}  // namespace

SessionId WritingTransaction::insert(const SessionRow& row) {
  assert(!row.id);
  return {insert_row(kInsertSession, row)};
}

void WritingTransaction::switch_session(SessionId id, MandateId mandate, EngagementId engagement) {
  db().run(kSwitchSession, id, mandate, engagement);
  if (db().changes() == 0) {
    throw Conflict("session: ended");
  }
}

void WritingTransaction::confirm_session(SessionId id, Time at) { db().run(kConfirmSession, id, at); }

void WritingTransaction::put_session_organ(SessionId id, std::string_view organ) {
  db().run(kPutOrgan, id, organ);
}

void WritingTransaction::touch_session(SessionId id, Time seen_at, Time expires_at) {
  db().run(kTouchSession, id, seen_at, expires_at);
}

bool WritingTransaction::end_session(SessionId id, PersonId person) {
  db().run(kEndSession, id, person);
  return db().changes() != 0;
}

int WritingTransaction::end_sessions_of(PersonId person, SessionId except) {
  db().run(kEndSessionsOf, person, except);
  return db().changes();
}

int WritingTransaction::end_sessions_for(MandateId mandate) {
  db().run(kEndSessionsFor, mandate);
  return db().changes();
}

int WritingTransaction::end_sessions_through(EngagementId engagement) {
  db().run(kEndSessionsThrough, engagement);
  return db().changes();
}

void WritingTransaction::insert(const FlowRow& row) { insert_row(kInsertFlow, row); }

void WritingTransaction::update(const FlowRow& row) {
  update_row(kUpdateFlow, row, "flow: changed by somebody else");
}

void WritingTransaction::put(const CounterRow& row) {
  if (row.version == 0) {
    insert_row(kInsertCounter, row);
  } else {
    update_row(kUpdateCounter, row, "counter: changed by somebody else");
  }
}

void WritingTransaction::insert(const ConsentRow& row) { insert_row(kInsertConsent, row); }

NoticeId WritingTransaction::insert(const NoticeRow& row) {
  assert(!row.id);
  return {insert_row(kInsertNotice, row)};
}

bool WritingTransaction::read_notice(NoticeId id, PersonId person, Time at) {
  db().run(kReadNotice, id, person, at);
  return db().changes() != 0;
}

MessageId WritingTransaction::insert(const MessageRow& row) {
  assert(!row.id);
  return {insert_row(kInsertMessage, row)};
}

void WritingTransaction::update(const MessageRow& row) {
  update_row(kUpdateMessage, row, "message: not there");
}

void WritingTransaction::append(const AuditRow& row) { entries_.push_back(row); }

}  // namespace taxgate::store::sqlite
