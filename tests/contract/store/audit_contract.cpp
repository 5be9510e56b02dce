// The log: in one transaction with what it describes, in order, without a gap.
#include "contract/store/contract.hpp"

namespace taxgate::store::contract {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> kinds(const std::vector<AuditRow>& rows) {
  std::vector<std::string> names;
  names.reserve(rows.size());
  for (const auto& row : rows) {
    names.push_back(row.kind);
  }
  return names;
}

TEST_P(StoreContract, X_04_numbers_and_seals_events_in_order) {
  const auto person = add_person(bureau, 1);
  EXPECT_EQ(reader().audit_head(), "");
  EXPECT_THAT(reader().audit_entries(1, 10), IsEmpty());
  with([&](Transaction& tx) {
    auto row = event(bureau, "one", person, PersonId{7});
    row.principal = TaxpayerId{3};
    row.detail = R"({"名":"𠀀"})";
    tx.append(row);
    tx.append(event(bureau, "two"));
  });
  with([&](Transaction& tx) { tx.append(event(other, "three")); });

  const auto rows = reader().audit_entries(1, 10);
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_THAT(kinds(rows), ElementsAre("one", "two", "three"));
  EXPECT_EQ(rows[0].seq, 1);
  EXPECT_EQ(rows[2].seq, 3);
  EXPECT_EQ(rows[0].actor, person);
  EXPECT_EQ(rows[0].subject, PersonId{7});
  EXPECT_EQ(rows[0].principal, TaxpayerId{3});
  EXPECT_EQ(rows[0].detail, R"({"名":"𠀀"})");
  EXPECT_EQ(rows[2].bureau, other);
  EXPECT_EQ(reader().audit_head(), "3:" + std::string(text_of(rows[2].leaf)));
  EXPECT_EQ(reader().audit_head(), sealer.heads.back());
  EXPECT_THAT(kinds(reader().audit_entries(2, 1)), ElementsAre("two"));
  EXPECT_THAT(reader().audit_entries(4, 1), IsEmpty());
}

TEST_P(StoreContract, X_04_the_log_goes_on_where_it_was_after_a_restart) {
  const auto append = [&](int count) {
    for (int i = 0; i < count; ++i) {
      with([&](Transaction& tx) { tx.append(event(bureau, "e")); });
    }
  };
  append(7);
  reopen();
  append(18);
  const std::vector<AuditRow> rows = reader().audit_entries(1, 100);
  ASSERT_EQ(rows.size(), 25U);
  auto again = rows;
  ChainSealer fresh;
  EXPECT_EQ(fresh.seal(again, {}).head, reader().audit_head());
  EXPECT_EQ(again, rows);
  EXPECT_THAT(reader().audit_checkpoints(),
              ElementsAre(testing::StartsWith("10:"), testing::StartsWith("20:")));
}

TEST_P(StoreContract, X_04_events_of_a_work_that_throws_are_not_logged) {
  with([&](Transaction& tx) { tx.append(event(bureau, "kept")); });
  EXPECT_THROW(with([&](Transaction& tx) {
                 tx.append(event(bureau, "lost"));
                 throw std::domain_error("no");
               }),
               std::domain_error);
  with([&](Transaction& tx) { tx.append(event(bureau, "next")); });
  EXPECT_THAT(kinds(reader().audit_entries(1, 10)), ElementsAre("kept", "next"));
}

TEST_P(StoreContract, X_04_nothing_is_stored_when_the_log_cannot_be_sealed) {
  sealer.refuse = true;
  PersonId person;
  EXPECT_THROW(with([&](Transaction& tx) {
                 person = tx.insert(person_row(bureau, 1));
                 tx.append(event(bureau, "made", {}, person));
               }),
               Failure);
  EXPECT_EQ(reader().person(person), std::nullopt);
  EXPECT_THAT(sealer.heads, IsEmpty());
  sealer.refuse = false;
  with([&](Transaction& tx) { tx.append(event(bureau, "again")); });
  EXPECT_EQ(reader().audit_entries(1, 10).size(), 1U);
}

TEST_P(StoreContract, X_04_a_person_sees_what_they_did_and_what_was_done_to_them) {
  const auto lin = add_person(bureau, 1);
  const auto wang = add_person(bureau, 2);
  with([&](Transaction& tx) {
    tx.append(event(bureau, "1 by lin", lin));
    tx.append(event(bureau, "2 to lin", wang, lin));
    tx.append(event(bureau, "3 wang", wang, wang));
    tx.append(event(bureau, "4 lin to lin", lin, lin));
    tx.append(event(bureau, "5 nobody"));
    tx.append(event(bureau, "6 lin to wang", lin, wang));
  });
  EXPECT_THAT(kinds(reader().activity_of(lin, 0, 10)),
              ElementsAre("6 lin to wang", "4 lin to lin", "2 to lin", "1 by lin"));
  EXPECT_THAT(kinds(reader().activity_of(lin, 0, 2)), ElementsAre("6 lin to wang", "4 lin to lin"));
  EXPECT_THAT(kinds(reader().activity_of(lin, 4, 2)), ElementsAre("2 to lin", "1 by lin"));
  EXPECT_THAT(kinds(reader().activity_of(wang, 0, 10)), ElementsAre("6 lin to wang", "3 wang", "2 to lin"));
  EXPECT_THAT(reader().activity_of(PersonId{}, 0, 10), IsEmpty());
}

}  // namespace
TEST_P(StoreContract, X_04_finds_what_was_done_in_a_taxpayers_name_by_the_beginning_of_its_kind) {
  const auto append = [&](BureauId where, std::string kind, TaxpayerId principal) {
    with([&](Transaction& tx) {
      auto row = event(where, std::move(kind));
      row.principal = principal;
      tx.append(row);
    });
  };
  append(bureau, "engagement-proposed", TaxpayerId{3});
  append(bureau, "engagement-confirmed", TaxpayerId{3});
  append(bureau, "engagement", TaxpayerId{3});
  append(bureau, "mandate-ended", TaxpayerId{3});
  append(bureau, "engagement-ended", TaxpayerId{4});
  append(other, "engagement-ended", TaxpayerId{3});
  append(bureau, "engagement-amended", TaxpayerId{3});
  EXPECT_THAT(kinds(reader().audit_about(bureau, TaxpayerId{3}, "engagement-")),
              ElementsAre("engagement-proposed", "engagement-confirmed", "engagement-amended"));
}

}  // namespace taxgate::store::contract
