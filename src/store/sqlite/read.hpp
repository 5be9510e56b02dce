#pragma once
// Reading on one connection, for a reader and for a transaction alike. The layers below it, one a subject,
// are one class to everybody else: a new query goes into the file of its subject, a new subject is a layer
// more.
#include "store/sqlite/read_audit.hpp"

namespace taxgate::store::sqlite {

/// Base is Reader or Transaction. Every statement is reset before its method returns.
template <class Base>
class Reading : public ReadingAudit<Base> {
 public:
  using ReadingAudit<Base>::ReadingAudit;

  void pin() override;
  void unpin() noexcept override;

  Tally tally(Time now) override;

 protected:
  using ReadingAudit<Base>::db;

 private:
  using ReadingAudit<Base>::db_;
  using ReadingAudit<Base>::pins_;
};

extern template class Reading<Reader>;
extern template class Reading<Transaction>;

}  // namespace taxgate::store::sqlite
