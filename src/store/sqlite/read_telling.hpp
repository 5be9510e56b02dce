#pragma once
// Reading what people are told and have agreed to: consents, notices, messages.
#include "store/sqlite/read_sign_in.hpp"

namespace taxgate::store::sqlite {

/// A layer of Reading (read.hpp).
template <class Base>
class ReadingTelling : public ReadingSignIn<Base> {
 public:
  using ReadingSignIn<Base>::ReadingSignIn;

  std::vector<ConsentRow> consents_of(PersonId person) override;
  std::vector<NoticeRow> notices_of(PersonId person, bool unread_only, int limit) override;
  int unread_notices(PersonId person) override;
  std::optional<MessageRow> message(MessageId id) override;
  std::vector<MessageRow> messages_due(Time now, int limit) override;

 protected:
  using ReadingSignIn<Base>::db_;
};

extern template class ReadingTelling<Reader>;
extern template class ReadingTelling<Transaction>;

}  // namespace taxgate::store::sqlite
