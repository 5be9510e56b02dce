#include "store/sqlite/read_audit.hpp"

#include "store/sqlite/fields.hpp"
#include "store/sqlite/page.hpp"

namespace taxgate::store::sqlite {
namespace {

// Two index walks of at most ?3 steps each; an OR would collect everything that the person ever did first.
// The terms beside the person's are those of the partial indexes.
constexpr auto kActivity = "SELECT " + kAuditColumns +
                           " FROM audit WHERE seq IN ("
                           "SELECT * FROM (SELECT seq FROM audit WHERE actor = ?1 AND actor <> 0 AND seq < "
                           "?2 ORDER BY seq DESC LIMIT ?3) "
                           "UNION ALL "
                           "SELECT * FROM (SELECT seq FROM audit WHERE subject = ?1 AND subject <> 0 AND "
                           "subject <> actor AND seq < ?2 "
                           "ORDER BY seq DESC LIMIT ?3)) ORDER BY seq DESC LIMIT ?3";

constexpr auto kAuditSearch = "SELECT " + kAuditColumns + " FROM audit WHERE ";
constexpr Sql kAuditBounds{"seq > ?2 AND seq < ?3 AND bureau = ?1"};
constexpr Sql kAuditNewest{" ORDER BY seq DESC LIMIT ?4"};
constexpr auto kAuditOfAll = kAuditSearch + kAuditBounds + kAuditNewest;
constexpr auto kAuditOfKind = kAuditSearch + kAuditBounds + " AND kind = ?5" + kAuditNewest;
constexpr auto kAuditOfPerson = kAuditSearch +
                                "seq IN (SELECT seq FROM audit WHERE actor = ?6 AND actor <> 0 UNION ALL "
                                "SELECT seq FROM audit WHERE subject = ?6 AND subject <> 0 AND subject <> "
                                "actor) AND (?5 = '' OR kind = ?5) AND " +
                                kAuditBounds + kAuditNewest;
// Walks the principal's index; `~` is behind every octet that a kind has.
constexpr auto kAuditAbout = kAuditSearch +
                             "principal = ?3 AND principal <> 0 AND +kind >= ?2 AND +kind < ?2 || '~' AND "
                             "bureau = ?1 ORDER BY seq";

constexpr auto kAuditFrom = "SELECT " + kAuditColumns + " FROM audit WHERE seq >= ?1 ORDER BY seq LIMIT ?2";
constexpr Sql kAuditHead{"SELECT head FROM audit_head WHERE id = 1"};
constexpr Sql kCheckpoints{"SELECT head FROM audit_checkpoint ORDER BY seq"};

}  // namespace

template <class Base>
std::vector<AuditRow> ReadingAudit<Base>::activity_of(PersonId person, std::int64_t before, int limit) {
  return all<AuditRow>(db_.query(kActivity, person, end_of(before), limit));
}

template <class Base>
std::vector<AuditRow> ReadingAudit<Base>::audit_search(const AuditFilter& filter) {
  const auto& [bureau, person, kind, after, before, limit] = filter;
  const std::int64_t end = end_of(before);
  if (person) return all<AuditRow>(db_.query(kAuditOfPerson, bureau, after, end, limit, kind, person));
  if (!kind.empty()) return all<AuditRow>(db_.query(kAuditOfKind, bureau, after, end, limit, kind));
  return all<AuditRow>(db_.query(kAuditOfAll, bureau, after, end, limit));
}

template <class Base>
std::vector<AuditRow> ReadingAudit<Base>::audit_about(BureauId bureau, TaxpayerId principal,
                                                      std::string_view prefix) {
  return all<AuditRow>(db_.query(kAuditAbout, bureau, prefix, principal));
}

template <class Base>
std::vector<AuditRow> ReadingAudit<Base>::audit_entries(std::int64_t from, int limit) {
  return all<AuditRow>(db_.query(kAuditFrom, from, limit));
}

template <class Base>
std::string ReadingAudit<Base>::audit_head() {
  Query query = db_.query(kAuditHead);
  return query.next() ? query.template get<std::string>(0) : std::string();
}

template <class Base>
std::vector<std::string> ReadingAudit<Base>::audit_checkpoints() {
  std::vector<std::string> heads;
  Query query = db_.query(kCheckpoints);
  while (query.next()) {
    heads.push_back(query.template get<std::string>(0));
  }
  return heads;
}

template class ReadingAudit<Reader>;
template class ReadingAudit<Transaction>;

}  // namespace taxgate::store::sqlite
