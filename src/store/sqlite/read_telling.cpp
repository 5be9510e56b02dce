#include "store/sqlite/read_telling.hpp"

#include "store/sqlite/fields.hpp"

namespace taxgate::store::sqlite {
namespace {

constexpr auto kConsents =
    "SELECT " + kConsentColumns + " FROM consent WHERE person = ?1 ORDER BY given_at DESC, id DESC";

constexpr auto kNotice = "SELECT " + kNoticeColumns + " FROM notice WHERE person = ?1 ";
constexpr Sql kNewestNotices{"ORDER BY created_at DESC, id DESC LIMIT ?2"};
constexpr auto kNotices = kNotice + kNewestNotices;
constexpr Sql kUnreadCount{"SELECT count(*) FROM notice WHERE person = ?1 AND read_at IS NULL"};
constexpr auto kUnreadNotices = kNotice + "AND read_at IS NULL " + kNewestNotices;

constexpr auto kMessage = "SELECT " + kMessageColumns + " FROM message WHERE ";
constexpr auto kMessageById = kMessage + "id = ?1";
constexpr auto kMessagesDue = kMessage + "state = 'queued' AND due_at <= ?1 ORDER BY due_at, id LIMIT ?2";

}  // namespace

template <class Base>
std::vector<ConsentRow> ReadingTelling<Base>::consents_of(PersonId person) {
  return all<ConsentRow>(db_.query(kConsents, person));
}

template <class Base>
std::vector<NoticeRow> ReadingTelling<Base>::notices_of(PersonId person, bool unread_only, int limit) {
  return unread_only ? all<NoticeRow>(db_.query(kUnreadNotices, person, limit))
                     : all<NoticeRow>(db_.query(kNotices, person, limit));
}

template <class Base>
int ReadingTelling<Base>::unread_notices(PersonId person) {
  Query query = db_.query(kUnreadCount, person);
  return query.next() ? query.template get<int>(0) : 0;
}

template <class Base>
std::optional<MessageRow> ReadingTelling<Base>::message(MessageId id) {
  return first<MessageRow>(db_.query(kMessageById, id));
}

template <class Base>
std::vector<MessageRow> ReadingTelling<Base>::messages_due(Time now, int limit) {
  return all<MessageRow>(db_.query(kMessagesDue, now, limit));
}

template class ReadingTelling<Reader>;
template class ReadingTelling<Transaction>;

}  // namespace taxgate::store::sqlite
