#pragma once
// Reading what the bureau's officers are and ask for.
#include "store/sqlite/read_authority.hpp"

namespace taxgate::store::sqlite {

/// A layer of Reading (read.hpp).
template <class Base>
class ReadingOffice : public ReadingAuthority<Base> {
 public:
  using ReadingAuthority<Base>::ReadingAuthority;

  std::optional<OfficerRow> officer(PersonId person) override;
  std::vector<OfficerRow> officers(BureauId bureau) override;
  std::optional<OfficeRequestRow> office_request(OfficeRequestId id) override;
  std::vector<OfficeRequestRow> office_requests(BureauId bureau, std::string_view state, Time now,
                                                std::int64_t before, int limit) override;

 protected:
  using ReadingAuthority<Base>::db_;
};

extern template class ReadingOffice<Reader>;
extern template class ReadingOffice<Transaction>;

}  // namespace taxgate::store::sqlite
