// Bureaus, people, taxpayers, mandates.
#include "store/sqlite/transaction_rows.hpp"

namespace taxgate::store::sqlite {
namespace {

constexpr Sql kMakeBureau{"INSERT INTO bureau (code) VALUES (?1)"};

constexpr auto kInsertPerson =
    "INSERT INTO person (" + kPersonColumns +
    ") VALUES (nullif(?1, 0), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";
constexpr auto kUpsertPerson =
    kInsertPerson +
    " ON CONFLICT (bureau, document_index) DO UPDATE SET name_sealed = excluded.name_sealed,"
    " document_sealed = excluded.document_sealed, phone_sealed = excluded.phone_sealed,"
    " phone_index = excluded.phone_index, phone_verified_at = excluded.phone_verified_at, level = "
    "excluded.level,"
    " updated_at = excluded.updated_at RETURNING id";
constexpr Sql kUpdatePerson{
    "UPDATE person SET name_sealed = ?3, document_sealed = ?4, document_index = ?5, phone_sealed = ?6,"
    " phone_index = ?7, phone_verified_at = ?8, username = ?9, username_changed_at = ?10, level = ?11,"
    " password_hash = ?12, created_at = ?13, updated_at = ?14 WHERE id = ?1 AND bureau = ?2"};

constexpr auto kInsertTaxpayer = "INSERT INTO taxpayer (" + kTaxpayerColumns +
                                 ") VALUES (nullif(?1, 0), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
constexpr auto kUpsertTaxpayer =
    kInsertTaxpayer +
    " ON CONFLICT (bureau, taxpayer_number) DO UPDATE SET uscc = excluded.uscc, name = excluded.name,"
    " organ_code = excluded.organ_code, kind = excluded.kind, state = excluded.state,"
    " updated_at = excluded.updated_at RETURNING id";
constexpr Sql kUpdateTaxpayer{
    "UPDATE taxpayer SET uscc = ?3, taxpayer_number = ?4, name = ?5, organ_code = ?6, kind = ?7, state = ?8,"
    " created_at = ?9, updated_at = ?10 WHERE id = ?1 AND bureau = ?2"};

constexpr Sql kLastMandate{"SELECT max(id) FROM mandate"};
constexpr auto kInsertMandate = "INSERT INTO mandate (" + kMandateColumns +
                                ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)";
// A mandate never changes hands: principal and delegate are conditions.
constexpr Sql kUpdateMandate{
    "UPDATE mandate SET role = ?5, functions = ?6, starts = ?7, ends = ?8, state = ?9, origin = ?10, "
    "proposed_by = ?11,"
    " proposed_at = ?12, decided_at = ?13, version = ?14, mac = ?15"
    " WHERE id = ?1 AND bureau = ?2 AND principal = ?3 AND delegate = ?4 AND version = ?14 - 1"};

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

Put<PersonId> WritingTransaction::upsert(const PersonRow& row) {
  return upsert_row<PersonId>(kUpsertPerson, row);
}

TaxpayerId WritingTransaction::insert(const TaxpayerRow& row) {
  assert(!row.id);
  return {insert_row(kInsertTaxpayer, row)};
}

void WritingTransaction::update(const TaxpayerRow& row) {
  update_row(kUpdateTaxpayer, row, "taxpayer: not there");
}

Put<TaxpayerId> WritingTransaction::upsert(const TaxpayerRow& row) {
  return upsert_row<TaxpayerId>(kUpsertTaxpayer, row);
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
