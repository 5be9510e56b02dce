#include "store/sqlite/read_office.hpp"

#include "store/sqlite/fields.hpp"
#include "store/sqlite/page.hpp"

namespace taxgate::store::sqlite {
namespace {

constexpr auto kOfficer = "SELECT " + kOfficerColumns + " FROM officer WHERE ";
constexpr auto kOfficerById = kOfficer + "person = ?1";
constexpr auto kOfficers = kOfficer + "bureau = ?1 ORDER BY person";

constexpr auto kOfficeRequest = "SELECT " + kOfficeRequestColumns + " FROM office_request WHERE ";
constexpr auto kOfficeRequestById = kOfficeRequest + "id = ?1";
constexpr auto kOfficeRequests =
    kOfficeRequest +
    "bureau = ?1 AND id < ?4 AND (?2 = '' OR ?2 = iif(state = 'open' AND expires_at <= ?3, 'expired', state))"
    " ORDER BY id DESC LIMIT ?5";

}  // namespace

template <class Base>
std::optional<OfficerRow> ReadingOffice<Base>::officer(PersonId person) {
  return first<OfficerRow>(db_.query(kOfficerById, person));
}

template <class Base>
std::vector<OfficerRow> ReadingOffice<Base>::officers(BureauId bureau) {
  return all<OfficerRow>(db_.query(kOfficers, bureau));
}

template <class Base>
std::optional<OfficeRequestRow> ReadingOffice<Base>::office_request(OfficeRequestId id) {
  return first<OfficeRequestRow>(db_.query(kOfficeRequestById, id));
}

template <class Base>
std::vector<OfficeRequestRow> ReadingOffice<Base>::office_requests(BureauId bureau, std::string_view state,
                                                                   Time now, std::int64_t before, int limit) {
  return all<OfficeRequestRow>(db_.query(kOfficeRequests, bureau, state, now, end_of(before), limit));
}

template class ReadingOffice<Reader>;
template class ReadingOffice<Transaction>;

}  // namespace taxgate::store::sqlite
