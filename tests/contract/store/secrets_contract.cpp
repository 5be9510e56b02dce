// Secrets of taxpayers and of people in them, registration codes, when people were synced.
#include "contract/store/contract.hpp"

namespace taxgate::store::contract {
namespace {

SecretRow secret_row(BureauId bureau, TaxpayerId taxpayer, PersonId person, const std::string& hash) {
  return {.bureau = bureau,
          .kind = "personal-password",
          .taxpayer = taxpayer,
          .person = person,
          .hash = hash,
          .initial = true,
          .bound = true,
          .set_at = at(1),
          .expires_at = at(2)};
}

TEST_P(StoreContract, LN_07_a_secret_is_of_one_kind_and_owner_and_the_newest_counts) {
  const auto taxpayer = add_taxpayer(bureau, 1);
  const auto person = add_person(bureau, 1);
  const auto row = secret_row(bureau, taxpayer, person, "second");
  store->commit([&](Transaction& tx) {
    tx.put(secret_row(bureau, taxpayer, person, "first"));
    tx.put(row);
    tx.put(secret_row(bureau, taxpayer, PersonId{}, "own"));
  });
  reopen();
  EXPECT_EQ(reader().secret(bureau, "personal-password", taxpayer, person), row);
  EXPECT_EQ(reader().secret(bureau, "enterprise-password", taxpayer, person), std::nullopt);
  EXPECT_EQ(reader().secret(other, "personal-password", taxpayer, person), std::nullopt);
  EXPECT_EQ(reader().secrets_of(bureau, "personal-password", taxpayer).size(), 2U);
}

TEST_P(StoreContract, a_secret_of_two_bureaus_is_refused) {
  const auto taxpayer = add_taxpayer(bureau, 1);
  const auto stranger = add_person(other, 1);
  EXPECT_THROW(store->commit([&](Transaction& tx) { tx.put(secret_row(bureau, taxpayer, stranger, "x")); }),
               Failure);
  EXPECT_THROW(store->commit([&](Transaction& tx) { tx.put(secret_row(other, taxpayer, PersonId{}, "x")); }),
               Failure);
}

TEST_P(StoreContract, WH_10_a_new_registration_code_takes_the_place_of_the_former) {
  HallCodeRow row{.bureau = bureau,
                  .document_index = octets("document"),
                  .code_index = octets("first"),
                  .name_sealed = octets("name"),
                  .issued_at = at(1),
                  .expires_at = at(2)};
  store->commit([&](Transaction& tx) {
    tx.put(row);
    row.code_index = octets("second");
    row.used_at = at(3);
    tx.put(row);
  });
  EXPECT_EQ(reader().hall_code(bureau, octets("document")), row);
  EXPECT_EQ(reader().hall_code(other, octets("document")), std::nullopt);
}

TEST_P(StoreContract, LN_03_the_last_sync_counts) {
  const auto taxpayer = add_taxpayer(bureau, 1);
  EXPECT_EQ(reader().staff_synced(taxpayer), std::nullopt);
  store->commit([&](Transaction& tx) {
    tx.sync_staff(taxpayer, at(1));
    tx.sync_staff(taxpayer, at(5));
  });
  EXPECT_EQ(reader().staff_synced(taxpayer), at(5));
}

TEST_P(StoreContract, WH_11_a_household_is_kept_of_a_person_that_there_is) {
  const auto person = add_person(bureau, 1);
  store->commit([&](Transaction& tx) { tx.put_household(person, octets("place")); });
  EXPECT_THROW(store->commit([&](Transaction& tx) { tx.put_household(PersonId{99}, octets("place")); }),
               Failure);
}

TEST_P(StoreContract, SS_02_a_persons_further_password_is_replaced_whole) {
  const auto person = add_person(bureau, 1);
  PersonSecretRow row{.bureau = bureau,
                      .kind = "card-password",
                      .person = person,
                      .hash = "a",
                      .initial = true,
                      .set_at = at(1)};
  store->commit([&](Transaction& tx) {
    tx.put(row);
    row.hash = "b";
    row.initial = false;
    tx.put(row);
  });
  reopen();
  EXPECT_EQ(reader().person_secret(person, "card-password"), row);
  EXPECT_EQ(reader().person_secret(person, "other"), std::nullopt);
  row.bureau = other;
  row.kind = "other";
  EXPECT_THROW(store->commit([&](Transaction& tx) { tx.put(row); }), Failure);
}

TEST_P(StoreContract, LN_33_a_clients_password_is_kept_of_a_taxpayer_that_there_is) {
  const auto taxpayer = add_taxpayer(bureau, 1);
  EXPECT_EQ(reader().client_password(taxpayer), std::nullopt);
  store->commit([&](Transaction& tx) { tx.put_client_password(taxpayer, octets("sealed"), at(1)); });
  EXPECT_EQ(reader().client_password(taxpayer), octets("sealed"));
  EXPECT_THROW(
      store->commit([&](Transaction& tx) { tx.put_client_password(TaxpayerId{99}, octets("x"), at(1)); }),
      Failure);
}

TEST_P(StoreContract, QD_14_a_taxpayers_further_authorities_are_put_as_a_whole) {
  const auto taxpayer = add_taxpayer(bureau, 1);
  store->commit([&](Transaction& tx) { tx.put_organs(taxpayer, {"2", "1"}); });
  EXPECT_EQ(reader().organs_of(taxpayer), (std::vector<std::string>{"1", "2"}));
  store->commit([&](Transaction& tx) { tx.put_organs(taxpayer, {"3"}); });
  EXPECT_EQ(reader().organs_of(taxpayer), std::vector<std::string>{"3"});
}

TEST_P(StoreContract,
       QD_14_LN_33_a_session_keeps_its_authority_until_it_is_switched_and_when_it_was_confirmed) {
  const auto person = add_person(bureau, 1);
  SessionRow row = session_row(bureau, person, 1);
  store->commit([&](Transaction& tx) {
    row.id = tx.insert(row);
    tx.confirm_session(row.id, at(7));
    tx.put_session_organ(row.id, "13702120000");
  });
  row.confirmed_at = at(7);
  row.organ = "13702120000";
  EXPECT_EQ(reader().session(row.token_hash), row);
  store->commit([&](Transaction& tx) { tx.switch_session(row.id, {}, {}); });
  EXPECT_EQ(reader().session(row.token_hash)->organ, "");
  EXPECT_EQ(reader().session(row.token_hash)->confirmed_at, at(7));
}

}  // namespace
}  // namespace taxgate::store::contract
