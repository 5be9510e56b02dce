// Bureaus, people, taxpayers, mandates.
#include "store/sqlite/transaction_rows.hpp"

namespace taxgate::store::sqlite {
namespace {

constexpr Sql kMakeBureau{"INSERT INTO bureau (code) VALUES (?1)"};

constexpr auto kInsertPerson =
    "INSERT INTO person (" + kPersonColumns +
    ") VALUES (nullif(?1, 0), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)";
constexpr Sql kFindPerson{"SELECT id FROM person WHERE bureau = ?1 AND document_index = ?2"};
constexpr Sql kRefreshPerson{
    "UPDATE person SET name_sealed = ?2, document_sealed = ?3, phone_sealed = ?4, phone_index = ?5,"
    " phone_verified_at = ?6, level = ?7, updated_at = ?8 WHERE id = ?1"};
constexpr Sql kUpdatePerson{
    "UPDATE person SET name_sealed = ?3, document_sealed = ?4, document_index = ?5, phone_sealed = ?6,"
    " phone_index = ?7, phone_verified_at = ?8, username = ?9, username_changed_at = ?10, level = ?11,"
    " password_hash = ?12, password_initial = ?13, created_at = ?14, updated_at = ?15 WHERE id = ?1 AND "
    "bureau = ?2"};

constexpr auto kInsertTaxpayer = "INSERT INTO taxpayer (" + kTaxpayerColumns +
                                 ") VALUES (nullif(?1, 0), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
constexpr Sql kFindTaxpayer{"SELECT id FROM taxpayer WHERE bureau = ?1 AND taxpayer_number = ?2"};
constexpr Sql kRefreshTaxpayer{
    "UPDATE taxpayer SET uscc = ?2, name = ?3, organ_code = ?4, kind = ?5, state = ?6, updated_at = ?7 WHERE "
    "id = ?1"};
constexpr Sql kUpdateTaxpayer{
    "UPDATE taxpayer SET uscc = ?3, taxpayer_number = ?4, name = ?5, organ_code = ?6, kind = ?7, state = ?8,"
    " created_at = ?9, updated_at = ?10 WHERE id = ?1 AND bureau = ?2"};

constexpr Sql kLastMandate{"SELECT max(id) FROM mandate"};
constexpr auto kInsertMandate =
    "INSERT INTO mandate (" + kMandateColumns +
    ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)";
// A mandate never changes hands: principal and delegate are conditions.
constexpr Sql kUpdateMandate{
    "UPDATE mandate SET role = ?5, functions = ?6, permission = ?7, manages = ?8, starts = ?9, ends = ?10, "
    "state = ?11, origin = ?12, proposed_by = ?13,"
    " proposed_at = ?14, decided_at = ?15, version = ?16, mac = ?17"
    " WHERE id = ?1 AND bureau = ?2 AND principal = ?3 AND delegate = ?4 AND version = ?16 - 1"};

template <class IdType>
std::optional<IdType> id_from(Query&& query) {
  return query.next() ? std::optional(query.get<IdType>(0)) : std::nullopt;
}

}  // namespace

BureauId WritingTransaction::put_bureau(std::string_view code) {
  if (const auto found = bureau(code)) {
    return *found;
  }
  db().run(kMakeBureau, code);
  return {db().last_id()};
}

PersonId WritingTransaction::insert(const PersonRow& row) {
  assert(!row.id);
  return {insert_row(kInsertPerson, row)};
}

void WritingTransaction::update(const PersonRow& row) { update_row(kUpdatePerson, row, "person: not there"); }

// Looking first costs less than ON CONFLICT, for which SQLite keeps a copy of each page that the statement
// touches.
Put<PersonId> WritingTransaction::upsert(const PersonRow& row) {
  const auto known = id_from<PersonId>(db().query(kFindPerson, row.bureau, row.document_index));
  if (!known) {
    return {.id = insert(row), .made = true};
  }
  db().run(kRefreshPerson, *known, row.name_sealed, row.document_sealed, row.phone_sealed, row.phone_index,
           row.phone_verified_at, row.level, row.updated_at);
  return {.id = *known};
}

TaxpayerId WritingTransaction::insert(const TaxpayerRow& row) {
  assert(!row.id);
  return {insert_row(kInsertTaxpayer, row)};
}

void WritingTransaction::update(const TaxpayerRow& row) {
  update_row(kUpdateTaxpayer, row, "taxpayer: not there");
}

Put<TaxpayerId> WritingTransaction::upsert(const TaxpayerRow& row) {
  const auto known = id_from<TaxpayerId>(db().query(kFindTaxpayer, row.bureau, row.taxpayer_number));
  if (!known) {
    return {.id = insert(row), .made = true};
  }
  db().run(kRefreshTaxpayer, *known, row.uscc, row.name, row.organ_code, row.kind, row.state, row.updated_at);
  return {.id = *known};
}

void WritingTransaction::reserve_mandate(MandateRow& row) {
  Query query = db().query(kLastMandate);
  query.next();
  // Mandates are never removed, so their greatest id and what this group gave out are all that is taken.
  reserved_mandate_ = std::max(reserved_mandate_, query.get<std::int64_t>(0)) + 1;
  row.id = MandateId{reserved_mandate_};
}

void WritingTransaction::insert(const MandateRow& row) {
  assert(row.id);
  insert_row(kInsertMandate, row);
}

void WritingTransaction::update(const MandateRow& row) {
  update_row(kUpdateMandate, row, "mandate: changed by somebody else");
}

}  // namespace taxgate::store::sqlite
