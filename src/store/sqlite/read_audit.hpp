#pragma once
// Reading the audit log.
#include "store/sqlite/read_telling.hpp"

namespace taxgate::store::sqlite {

/// A layer of Reading (read.hpp).
template <class Base>
class ReadingAudit : public ReadingTelling<Base> {
 public:
  using ReadingTelling<Base>::ReadingTelling;

  std::vector<AuditRow> activity_of(PersonId person, std::int64_t before, int limit) override;
  std::vector<AuditRow> audit_search(const AuditFilter& filter) override;
  std::vector<AuditRow> audit_about(BureauId bureau, TaxpayerId principal, std::string_view prefix) override;
  std::vector<AuditRow> audit_entries(std::int64_t from, int limit) override;
  std::string audit_head() override;
  std::vector<std::string> audit_checkpoints() override;

 protected:
  using ReadingTelling<Base>::db_;
};

extern template class ReadingAudit<Reader>;
extern template class ReadingAudit<Transaction>;

}  // namespace taxgate::store::sqlite
