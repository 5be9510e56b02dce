#include "store/sqlite/read.hpp"

#include <concepts>

namespace taxgate::store::sqlite {
namespace {

constexpr Sql kBegin{"BEGIN"};
constexpr Sql kEnd{"COMMIT"};  // of what only reads: cheaper than ROLLBACK, and it cannot fail

// Each counts in an index alone.
constexpr Sql kTally{
    "SELECT (SELECT count(*) FROM session WHERE expires_at > ?1), (SELECT count(*) FROM message WHERE state "
    "= "
    "'queued')"};

}  // namespace

template <class Base>
void Reading<Base>::pin() {
  // The group's transaction is one already.
  if (pins_++ == 0 && std::same_as<Base, Reader>) db_.run(kBegin);
}

template <class Base>
void Reading<Base>::unpin() noexcept {
  if (--pins_ == 0 && std::same_as<Base, Reader> && db_.in_transaction()) db_.run(kEnd);
}

template <class Base>
Tally Reading<Base>::tally(Time now) {
  Query query = db_.query(kTally, now);
  if (!query.next()) return {};
  return {.sessions_open = query.template get<std::int64_t>(0),
          .messages_queued = query.template get<std::int64_t>(1)};
}

template class Reading<Reader>;
template class Reading<Transaction>;

}  // namespace taxgate::store::sqlite
