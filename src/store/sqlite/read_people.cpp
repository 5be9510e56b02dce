#include "store/sqlite/read_people.hpp"

#include "store/sqlite/fields.hpp"

namespace taxgate::store::sqlite {
namespace {

constexpr Sql kBureau{"SELECT id FROM bureau WHERE code = ?1"};

constexpr auto kPerson = "SELECT " + kPersonColumns + " FROM person WHERE ";
constexpr auto kPersonById = kPerson + "id = ?1";
constexpr auto kPersonByDocument = kPerson + "bureau = ?1 AND document_index = ?2";
constexpr auto kPersonsByPhone = kPerson + "bureau = ?1 AND phone_index = ?2 ORDER BY id";
constexpr auto kPersonByUsername = kPerson + "bureau = ?1 AND username = ?2";

constexpr auto kTaxpayer = "SELECT " + kTaxpayerColumns + " FROM taxpayer WHERE ";
constexpr auto kTaxpayerById = kTaxpayer + "id = ?1";
constexpr auto kTaxpayerByUscc = kTaxpayer + "bureau = ?1 AND uscc = ?2 AND uscc <> ''";
constexpr auto kTaxpayerByNumber = kTaxpayer + "bureau = ?1 AND taxpayer_number = ?2";
constexpr Sql kOrgansOf{"SELECT organ_code FROM taxpayer_organ WHERE taxpayer = ?1 ORDER BY organ_code"};
constexpr Sql kStaffSynced{"SELECT synced_at FROM staff_sync WHERE taxpayer = ?1"};

}  // namespace

template <class Base>
std::optional<BureauId> ReadingPeople<Base>::bureau(std::string_view code) {
  Query query = db_.query(kBureau, code);
  return query.next() ? std::optional(query.get<BureauId>(0)) : std::nullopt;
}

template <class Base>
std::optional<PersonRow> ReadingPeople<Base>::person(PersonId id) {
  return first<PersonRow>(db_.query(kPersonById, id));
}

template <class Base>
std::optional<PersonRow> ReadingPeople<Base>::person_by_document(BureauId bureau, ByteView index) {
  return first<PersonRow>(db_.query(kPersonByDocument, bureau, index));
}

template <class Base>
std::vector<PersonRow> ReadingPeople<Base>::persons_by_phone(BureauId bureau, ByteView index) {
  return all<PersonRow>(db_.query(kPersonsByPhone, bureau, index));
}

template <class Base>
std::optional<PersonRow> ReadingPeople<Base>::person_by_username(BureauId bureau, std::string_view username) {
  return first<PersonRow>(db_.query(kPersonByUsername, bureau, username));
}

template <class Base>
std::optional<TaxpayerRow> ReadingPeople<Base>::taxpayer(TaxpayerId id) {
  return first<TaxpayerRow>(db_.query(kTaxpayerById, id));
}

template <class Base>
std::optional<TaxpayerRow> ReadingPeople<Base>::taxpayer_by_number(BureauId bureau, std::string_view number) {
  auto found = first<TaxpayerRow>(db_.query(kTaxpayerByUscc, bureau, number));
  return found ? found : first<TaxpayerRow>(db_.query(kTaxpayerByNumber, bureau, number));
}

template <class Base>
std::vector<std::string> ReadingPeople<Base>::organs_of(TaxpayerId taxpayer) {
  std::vector<std::string> organs;
  Query query = db_.query(kOrgansOf, taxpayer);
  while (query.next()) organs.push_back(query.template get<std::string>(0));
  return organs;
}

template <class Base>
std::optional<Time> ReadingPeople<Base>::staff_synced(TaxpayerId taxpayer) {
  Query query = db_.query(kStaffSynced, taxpayer);
  return query.next() ? std::optional(query.template get<Time>(0)) : std::nullopt;
}

template class ReadingPeople<Reader>;
template class ReadingPeople<Transaction>;

}  // namespace taxgate::store::sqlite
