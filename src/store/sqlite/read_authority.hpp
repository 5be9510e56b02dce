#pragma once
// Reading who may act for whom: mandates, permission identities, agency engagements.
#include "store/sqlite/read_people.hpp"

namespace taxgate::store::sqlite {

/// A layer of Reading (read.hpp).
template <class Base>
class ReadingAuthority : public ReadingPeople<Base> {
 public:
  using ReadingPeople<Base>::ReadingPeople;

  std::optional<MandateRow> mandate(MandateId id) override;
  std::vector<MandateRow> mandates_of(PersonId delegate) override;
  std::vector<MandateRow> mandates_of(PersonId delegate, std::string_view state) override;
  std::vector<MandateRow> mandates_in(TaxpayerId principal) override;
  std::vector<MandateRow> mandates_between(PersonId delegate, TaxpayerId principal) override;
  std::vector<MandateRow> mandates_in(TaxpayerId principal, MandateId after, int limit) override;
  std::vector<TaxpayerId> principals_of(PersonId delegate, TaxpayerId after, int limit) override;
  std::vector<MandateRow> mandates_ending(BureauId bureau, std::string_view from, std::string_view to,
                                          int limit) override;
  std::vector<MandateRow> mandates_disputed(BureauId bureau, int limit) override;
  bool reminded(MandateId mandate, std::string_view ends, int days) override;
  std::vector<EngagementRow> engagements_ending(BureauId bureau, std::string_view from, std::string_view to,
                                                int limit) override;
  bool reminded(EngagementId engagement, std::string_view ends, int days) override;
  std::optional<PermissionRow> permission(PermissionId id) override;
  std::vector<PermissionRow> permissions_in(TaxpayerId principal) override;
  std::optional<EngagementRow> engagement(EngagementId id) override;
  std::vector<EngagementRow> engagements_of_agency(TaxpayerId agency) override;
  std::vector<EngagementRow> engagements_of_agency(TaxpayerId agency, EngagementId after, int limit) override;
  std::vector<EngagementRow> engagements_of_client(TaxpayerId client) override;

 protected:
  using ReadingPeople<Base>::db_;
};

extern template class ReadingAuthority<Reader>;
extern template class ReadingAuthority<Transaction>;

}  // namespace taxgate::store::sqlite
