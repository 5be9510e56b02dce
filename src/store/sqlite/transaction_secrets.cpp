// Secrets of taxpayers and of people in them, registration codes, and what goes with both.
#include "store/sqlite/transaction_rows.hpp"

namespace taxgate::store::sqlite {
namespace {

constexpr auto kPutSecret =
    "INSERT OR REPLACE INTO secret (" + kSecretColumns + ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
constexpr auto kPutPersonSecret =
    "INSERT OR REPLACE INTO person_secret (" + kPersonSecretColumns + ") VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
constexpr Sql kPutClientPassword{
    "INSERT OR REPLACE INTO client_password (taxpayer, password_sealed, made_at) VALUES (?1, ?2, ?3)"};
constexpr Sql kForgetOrgans{"DELETE FROM taxpayer_organ WHERE taxpayer = ?1"};
constexpr Sql kPutOrgan{"INSERT OR IGNORE INTO taxpayer_organ (taxpayer, organ_code) VALUES (?1, ?2)"};
constexpr auto kPutHallCode =
    "INSERT OR REPLACE INTO hall_code (" + kHallCodeColumns + ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
constexpr Sql kPutSync{"INSERT OR REPLACE INTO staff_sync (taxpayer, synced_at) VALUES (?1, ?2)"};
constexpr Sql kPutHousehold{"INSERT OR REPLACE INTO household (person, place_sealed) VALUES (?1, ?2)"};

}  // namespace

void WritingTransaction::put(const SecretRow& row) { insert_row(kPutSecret, row); }
void WritingTransaction::put(const PersonSecretRow& row) { insert_row(kPutPersonSecret, row); }

void WritingTransaction::put_client_password(TaxpayerId taxpayer, ByteView sealed, Time at) {
  db().run(kPutClientPassword, taxpayer, sealed, at);
}

void WritingTransaction::put_organs(TaxpayerId taxpayer, const std::vector<std::string>& organs) {
  db().run(kForgetOrgans, taxpayer);
  for (const auto& organ : organs) db().run(kPutOrgan, taxpayer, organ);
}

void WritingTransaction::put(const HallCodeRow& row) { insert_row(kPutHallCode, row); }

void WritingTransaction::sync_staff(TaxpayerId taxpayer, Time at) { db().run(kPutSync, taxpayer, at); }

void WritingTransaction::put_household(PersonId person, ByteView place_sealed) {
  db().run(kPutHousehold, person, place_sealed);
}

}  // namespace taxgate::store::sqlite
