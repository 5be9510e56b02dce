#pragma once
// Reading people and taxpayers.
#include "store/sqlite/read_openid.hpp"

namespace taxgate::store::sqlite {

/// A layer of Reading (read.hpp).
template <class Base>
class ReadingPeople : public ReadingOpenId<Base> {
 public:
  using ReadingOpenId<Base>::ReadingOpenId;

  std::optional<BureauId> bureau(std::string_view code) override;
  std::optional<PersonRow> person(PersonId id) override;
  std::optional<PersonRow> person_by_document(BureauId bureau, ByteView index) override;
  std::vector<PersonRow> persons_by_phone(BureauId bureau, ByteView index) override;
  std::optional<PersonRow> person_by_username(BureauId bureau, std::string_view username) override;
  std::optional<TaxpayerRow> taxpayer(TaxpayerId id) override;
  std::optional<TaxpayerRow> taxpayer_by_number(BureauId bureau, std::string_view number) override;
  std::vector<std::string> organs_of(TaxpayerId taxpayer) override;
  std::optional<Time> staff_synced(TaxpayerId taxpayer) override;

 protected:
  using ReadingOpenId<Base>::db_;
};

extern template class ReadingPeople<Reader>;
extern template class ReadingPeople<Transaction>;

}  // namespace taxgate::store::sqlite
