// Bureaus, people, taxpayers, mandates.
#include "contract/store/contract.hpp"

namespace taxgate::store::contract {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST_P(StoreContract, finds_a_bureau_by_its_code) {
  EXPECT_TRUE(bureau);
  EXPECT_NE(bureau, other);
  EXPECT_EQ(reader().bureau("here"), bureau);
  EXPECT_EQ(reader().bureau("there"), other);
  EXPECT_EQ(reader().bureau("nowhere"), std::nullopt);
  EXPECT_EQ(with([](Transaction& tx) { return tx.put_bureau("here"); }), bureau);
}

TEST_P(StoreContract, keeps_every_field_of_a_person) {
  auto row = person_row(bureau, 1);
  row.phone_sealed = octets("sealed phone");
  row.phone_index = octets("phone");
  row.phone_verified_at = at(7);
  row.username = "林森𠮷";
  row.username_changed_at = at(8);
  row.level = 4;
  row.password_hash = "$argon2id$";
  row.id = with([&](Transaction& tx) { return tx.insert(row); });
  ASSERT_TRUE(row.id);
  EXPECT_EQ(reader().person(row.id), row);
  reopen();
  EXPECT_EQ(reader().person(row.id), row);
}

TEST_P(StoreContract, tells_empty_from_missing) {
  auto row = person_row(bureau, 1);
  row.phone_sealed = Bytes{};
  row.phone_index = Bytes{};
  row.username = "";
  row.name_sealed.clear();
  row.id = with([&](Transaction& tx) { return tx.insert(row); });
  EXPECT_EQ(reader().person(row.id), row);

  auto bare = person_row(bureau, 2);
  bare.id = with([&](Transaction& tx) { return tx.insert(bare); });
  EXPECT_EQ(reader().person(bare.id), bare);
  EXPECT_EQ(reader().person(PersonId{999}), std::nullopt);
  EXPECT_EQ(reader().person(PersonId{}), std::nullopt);
}

TEST_P(StoreContract, keeps_NUL_and_characters_beyond_the_BMP_in_texts_and_octets) {
  using namespace std::string_literals;
  auto row = taxpayer_row(bureau, 1);
  row.name = "㐀\0𠀀𪚥🀄\0"s;
  row.id = with([&](Transaction& tx) { return tx.insert(row); });
  EXPECT_EQ(reader().taxpayer(row.id), row);

  auto person = person_row(bureau, 1);
  person.name_sealed = {0, 1, 0, 255, 0};
  person.document_index = {0, 0, 1};
  person.username = "a\0b"s;
  person.id = with([&](Transaction& tx) { return tx.insert(person); });
  EXPECT_EQ(reader().person_by_document(bureau, Bytes{0, 0, 1}), person);
  EXPECT_EQ(reader().person_by_document(bureau, Bytes{0, 0, 2}), std::nullopt);
  EXPECT_EQ(reader().person_by_document(bureau, Bytes{0, 0}), std::nullopt);
  EXPECT_EQ(reader().person_by_username(bureau, "a\0b"s), person);
  EXPECT_EQ(reader().person_by_username(bureau, "a\0c"s), std::nullopt);
  EXPECT_EQ(reader().person_by_username(bureau, "a"), std::nullopt);
}

TEST_P(StoreContract, finds_a_person_within_the_bureau_only) {
  auto row = person_row(bureau, 1);
  row.phone_sealed = octets("p");
  row.phone_index = octets("phone");
  row.username = "Lin";
  row.id = with([&](Transaction& tx) { return tx.insert(row); });

  EXPECT_EQ(reader().person_by_document(bureau, row.document_index), row);
  EXPECT_EQ(reader().person_by_username(bureau, "Lin"), row);
  EXPECT_EQ(reader().person_by_username(bureau, "lin"), std::nullopt);
  EXPECT_THAT(reader().persons_by_phone(bureau, octets("phone")), ElementsAre(row));

  EXPECT_EQ(reader().person_by_document(other, row.document_index), std::nullopt);
  EXPECT_EQ(reader().person_by_username(other, "Lin"), std::nullopt);
  EXPECT_THAT(reader().persons_by_phone(other, octets("phone")), IsEmpty());
}

TEST_P(StoreContract, SX_08_several_people_may_have_one_phone) {
  std::vector<PersonRow> rows;
  for (int i = 0; i < 3; ++i) {
    auto row = person_row(bureau, i);
    row.phone_sealed = octets("p" + std::to_string(i));
    row.phone_index = octets("phone");
    row.id = with([&](Transaction& tx) { return tx.insert(row); });
    rows.push_back(row);
  }
  EXPECT_EQ(reader().persons_by_phone(bureau, octets("phone")), rows);
}

TEST_P(StoreContract, a_document_and_a_username_are_unique_in_a_bureau) {
  auto row = person_row(bureau, 1);
  row.username = "lin";
  with([&](Transaction& tx) { tx.insert(row); });
  EXPECT_THROW(with([&](Transaction& tx) { tx.insert(person_row(bureau, 1)); }), Conflict);
  auto second = person_row(bureau, 2);
  second.username = "lin";
  EXPECT_THROW(with([&](Transaction& tx) { tx.insert(second); }), Conflict);
  second.username.reset();
  second.id = with([&](Transaction& tx) { return tx.insert(second); });
  second.username = "lin";
  EXPECT_THROW(with([&](Transaction& tx) { tx.update(second); }), Conflict);
  row.bureau = other;
  EXPECT_NO_THROW(with([&](Transaction& tx) { tx.insert(row); }));
}

TEST_P(StoreContract, no_error_tells_a_value) {
  auto row = person_row(bureau, 1);
  row.username = "very-secret-name";
  with([&](Transaction& tx) { tx.insert(row); });
  try {
    row.document_index = octets("another");
    with([&](Transaction& tx) { tx.insert(row); });
    FAIL();
  } catch (const Conflict& conflict) {
    EXPECT_THAT(conflict.what(), testing::HasSubstr("username"));
    EXPECT_THAT(conflict.what(), testing::Not(testing::HasSubstr("secret")));
  }
}

TEST_P(StoreContract, updates_a_person_found_by_id_and_bureau) {
  auto row = person_row(bureau, 1);
  row.id = with([&](Transaction& tx) { return tx.insert(row); });
  row.username = "new";
  row.password_hash = "hash";
  row.phone_index = octets("x");
  row.document_index = octets("other document");
  row.updated_at = at(99);
  with([&](Transaction& tx) { tx.update(row); });
  EXPECT_EQ(reader().person(row.id), row);

  auto strange = row;
  strange.bureau = other;
  EXPECT_THROW(with([&](Transaction& tx) { tx.update(strange); }), Conflict);
  strange = row;
  strange.id = PersonId{12345};
  EXPECT_THROW(with([&](Transaction& tx) { tx.update(strange); }), Conflict);
  EXPECT_EQ(reader().person(row.id), row);
}

TEST_P(StoreContract, X_02_upsert_of_a_person_leaves_the_account_alone) {
  auto row = person_row(bureau, 1);
  const auto made = with([&](Transaction& tx) { return tx.upsert(row); });
  EXPECT_TRUE(made.made);
  row.id = made.id;
  row.username = "lin";
  row.username_changed_at = at(20);
  row.password_hash = "hash";
  with([&](Transaction& tx) { tx.update(row); });

  auto again = person_row(bureau, 1);
  again.name_sealed = octets("changed name");
  again.phone_index = octets("phone");
  again.phone_sealed = octets("sealed");
  again.level = 4;
  again.created_at = at(50);
  again.updated_at = at(51);
  const auto put = with([&](Transaction& tx) { return tx.upsert(again); });
  EXPECT_FALSE(put.made);
  EXPECT_EQ(put.id, row.id);

  auto expected = row;
  expected.name_sealed = again.name_sealed;
  expected.phone_index = again.phone_index;
  expected.phone_sealed = again.phone_sealed;
  expected.level = 4;
  expected.updated_at = at(51);
  EXPECT_EQ(reader().person(row.id), expected);

  again.bureau = other;
  EXPECT_TRUE(with([&](Transaction& tx) { return tx.upsert(again); }).made);
}

TEST_P(StoreContract, keeps_and_finds_taxpayers_by_either_number) {
  auto row = taxpayer_row(bureau, 1);
  row.id = with([&](Transaction& tx) { return tx.insert(row); });
  EXPECT_EQ(reader().taxpayer(row.id), row);
  EXPECT_EQ(reader().taxpayer_by_number(bureau, "USCC1"), row);
  EXPECT_EQ(reader().taxpayer_by_number(bureau, "TN1"), row);
  EXPECT_EQ(reader().taxpayer_by_number(bureau, "TN2"), std::nullopt);
  EXPECT_EQ(reader().taxpayer_by_number(bureau, ""), std::nullopt);
  EXPECT_EQ(reader().taxpayer_by_number(other, "TN1"), std::nullopt);
  EXPECT_EQ(reader().taxpayer_by_number(other, "USCC1"), std::nullopt);

  row.state = "closed";
  row.name = "改名";
  with([&](Transaction& tx) { tx.update(row); });
  EXPECT_EQ(reader().taxpayer(row.id), row);
  row.bureau = other;
  EXPECT_THROW(with([&](Transaction& tx) { tx.update(row); }), Conflict);
}

TEST_P(StoreContract, taxpayer_numbers_are_unique_in_a_bureau_and_a_USCC_may_be_empty) {
  with([&](Transaction& tx) { tx.insert(taxpayer_row(bureau, 1)); });
  auto same_uscc = taxpayer_row(bureau, 2);
  same_uscc.uscc = "USCC1";
  EXPECT_THROW(with([&](Transaction& tx) { tx.insert(same_uscc); }), Conflict);
  auto same_number = taxpayer_row(bureau, 3);
  same_number.taxpayer_number = "TN1";
  EXPECT_THROW(with([&](Transaction& tx) { tx.insert(same_number); }), Conflict);
  for (int i = 4; i < 6; ++i) {
    auto without = taxpayer_row(bureau, i);
    without.uscc.clear();
    EXPECT_NO_THROW(with([&](Transaction& tx) { tx.insert(without); }));
  }
  EXPECT_NO_THROW(with([&](Transaction& tx) { tx.insert(taxpayer_row(other, 1)); }));
}

TEST_P(StoreContract, X_02_upsert_of_a_taxpayer_follows_the_registry) {
  auto row = taxpayer_row(bureau, 1);
  const auto made = with([&](Transaction& tx) { return tx.upsert(row); });
  EXPECT_TRUE(made.made);
  row.name = "新名";
  row.state = "closed";
  row.updated_at = at(30);
  const auto again = with([&](Transaction& tx) { return tx.upsert(row); });
  EXPECT_FALSE(again.made);
  EXPECT_EQ(again.id, made.id);
  row.id = made.id;
  EXPECT_EQ(reader().taxpayer(made.id), row);
}

TEST_P(StoreContract, a_mandate_has_its_id_before_it_is_stored) {
  const auto person = add_person(bureau, 1);
  const auto taxpayer = add_taxpayer(bureau, 1);
  auto first = mandate_row(bureau, taxpayer, person);
  auto second = first;
  second.ends = "2027-11-22";
  second.decided_at = at(9);
  second.proposed_by = PersonId{};
  with([&](Transaction& tx) {
    tx.reserve_mandate(first);
    tx.reserve_mandate(second);
    tx.insert(second);
    tx.insert(first);
    EXPECT_EQ(tx.mandate(first.id), first);
  });
  EXPECT_TRUE(first.id);
  EXPECT_NE(first.id, second.id);
  EXPECT_EQ(reader().mandate(second.id), second);
  EXPECT_EQ(reader().mandates_of(person), (std::vector{first, second}));
  EXPECT_THROW(with([&](Transaction& tx) { tx.insert(first); }), Conflict);
}

TEST_P(StoreContract, finds_mandates_by_either_side) {
  const auto lin = add_person(bureau, 1);
  const auto wang = add_person(bureau, 2);
  const auto shop = add_taxpayer(bureau, 1);
  const auto mill = add_taxpayer(bureau, 2);
  const auto a = add_mandate(bureau, shop, lin);
  const auto b = add_mandate(bureau, mill, lin);
  const auto c = add_mandate(bureau, shop, wang);
  const auto d = add_mandate(bureau, shop, lin);
  EXPECT_THAT(reader().mandates_of(lin), ElementsAre(a, b, d));
  EXPECT_THAT(reader().mandates_of(lin, a.state), ElementsAre(a, b, d));
  EXPECT_THAT(reader().mandates_of(lin, "ended"), IsEmpty());
  EXPECT_THAT(reader().mandates_in(shop), ElementsAre(a, c, d));
  EXPECT_THAT(reader().mandates_between(lin, shop), ElementsAre(a, d));
  EXPECT_THAT(reader().mandates_between(wang, mill), IsEmpty());
}

TEST_P(StoreContract, a_mandate_changes_one_version_at_a_time_and_never_hands) {
  const auto person = add_person(bureau, 1);
  const auto taxpayer = add_taxpayer(bureau, 1);
  auto row = add_mandate(bureau, taxpayer, person);
  row.state = "in-force";
  row.version = 2;
  with([&](Transaction& tx) { tx.update(row); });
  EXPECT_EQ(reader().mandate(row.id), row);
  EXPECT_THROW(with([&](Transaction& tx) { tx.update(row); }), Conflict);

  auto other_person = row;
  other_person.version = 3;
  other_person.delegate = add_person(bureau, 2);
  EXPECT_THROW(with([&](Transaction& tx) { tx.update(other_person); }), Conflict);
  EXPECT_EQ(reader().mandate(row.id), row);
}

TEST_P(StoreContract, a_mandate_never_spans_two_bureaus) {
  const auto here = add_person(bureau, 1);
  const auto there = add_person(other, 1);
  const auto shop = add_taxpayer(bureau, 1);
  EXPECT_THROW(add_mandate(bureau, shop, there), Failure);
  EXPECT_THROW(add_mandate(other, shop, here), Failure);
  EXPECT_THROW(add_mandate(other, shop, there), Failure);
  EXPECT_THROW(add_mandate(bureau, TaxpayerId{999}, here), Failure);
  EXPECT_NO_THROW(add_mandate(bureau, shop, here));
}

}  // namespace
}  // namespace taxgate::store::contract
