#include "store/sqlite/audit_log.hpp"

#include "store/sqlite/fields.hpp"

namespace taxgate::store::sqlite {
namespace {

constexpr Sql kLastSeq{"SELECT max(seq) FROM audit"};
constexpr Sql kFrontier{"SELECT frontier FROM audit_head WHERE id = 1"};
constexpr auto kInsertEntry =
    "INSERT INTO audit (" + kAuditColumns + ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
constexpr Sql kSetHead{"UPDATE audit_head SET frontier = ?1, head = ?2 WHERE id = 1"};
constexpr Sql kKeepCheckpoint{"INSERT INTO audit_checkpoint (seq, head) VALUES (?1, ?2)"};

template <class T>
T value_of(Query&& query) {
  query.next();
  return query.get<T>(0);
}

}  // namespace

std::optional<AuditSealer::Sealed> append_to_log(Db& db, AuditSealer& sealer,
                                                 std::vector<AuditRow>& entries) {
  if (entries.empty()) {
    return std::nullopt;
  }
  auto last = value_of<std::int64_t>(db.query(kLastSeq));
  for (AuditRow& entry : entries) {
    entry.seq = ++last;
  }
  const auto frontier = value_of<Bytes>(db.query(kFrontier));
  auto sealed = sealer.seal(entries, frontier);
  for (const AuditRow& entry : entries) {
    Query query = db.query(kInsertEntry);
    bind_row(query, entry);
    query.run();
  }
  db.run(kSetHead, sealed.frontier, sealed.head);
  if (sealed.keep_checkpoint) {
    db.run(kKeepCheckpoint, last, sealed.head);
  }
  return sealed;
}

}  // namespace taxgate::store::sqlite
