// What has ended is removed, a bounded number of rows at a time, so that the writer is never held up for
// long.
#include "store/sqlite/transaction.hpp"

namespace taxgate::store::sqlite {
namespace {

constexpr Sql kSweepFlows{
    "DELETE FROM flow WHERE rowid IN (SELECT rowid FROM flow WHERE expires_at < ?1 ORDER BY expires_at LIMIT "
    "?2)"};
constexpr Sql kSweepSessions{
    "DELETE FROM session WHERE id IN (SELECT id FROM session WHERE expires_at < ?1 ORDER BY expires_at LIMIT "
    "?2)"};
constexpr Sql kSweepMessages{
    "DELETE FROM message WHERE id IN (SELECT id FROM message WHERE expires_at < ?1 ORDER BY expires_at LIMIT "
    "?2)"};
constexpr Sql kSweepGrants{
    "DELETE FROM oauth_grant WHERE id IN (SELECT id FROM oauth_grant WHERE expires_at < ?1 ORDER BY "
    "expires_at LIMIT ?2)"};
constexpr Sql kSweepSpent{
    "DELETE FROM spent WHERE hash IN (SELECT hash FROM spent WHERE expires_at < ?1 ORDER BY expires_at LIMIT "
    "?2)"};
constexpr Sql kSweepDeviceRequests{
    "DELETE FROM device_request WHERE device_hash IN (SELECT device_hash FROM device_request WHERE "
    "expires_at < ?1 ORDER BY expires_at LIMIT ?2)"};
// The expression is that of the index counter_ends.
constexpr Sql kSweepCounters{
    "DELETE FROM counter WHERE (bureau, method, subject) IN (SELECT bureau, method, subject FROM counter"
    " WHERE max(last_at, ifnull(locked_until, 0)) < ?1 LIMIT ?2)"};

}  // namespace

int WritingTransaction::sweep(Time before, int limit) {
  int gone = 0;
  const auto remove = [&](SqlText sql, Time end) {
    if (gone < limit) {
      db().run(sql, end, limit - gone);
      gone += db().changes();
    }
  };
  remove(kSweepFlows, before);
  remove(kSweepSessions, before);
  remove(kSweepMessages, before);
  remove(kSweepGrants, before);
  remove(kSweepSpent, before);
  remove(kSweepDeviceRequests, before);
  remove(kSweepCounters, before - kCounterRest);
  return gone;
}

}  // namespace taxgate::store::sqlite
