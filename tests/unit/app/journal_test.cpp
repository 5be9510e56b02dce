#include "app/journal.hpp"

#include "unit/app/app_bench.hpp"

namespace taxgate::app {
namespace {

class Journal : public AppTest {};

TEST_F(Journal, X_04_an_event_names_who_did_it_to_whom_and_in_whose_name) {
  const Args detail{{"role", "tax-handler"}, {"\u7b11", "\"\\\n"}};
  store.commit([&](store::Transaction& transaction) {
    record(transaction, {bureau.id, "mandate-proposed", boss, clerk, firm, detail}, clock.now());
  });
  const auto rows = store.reader().audit_entries(1, 10);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows.front().seq, 1);
  EXPECT_EQ(rows.front().bureau, bureau.id);
  EXPECT_EQ(rows.front().at, clock.now());
  EXPECT_EQ(rows.front().actor, boss);
  EXPECT_EQ(rows.front().subject, clerk);
  EXPECT_EQ(rows.front().principal, firm);
  EXPECT_EQ(args_from_json(rows.front().detail), detail);
}

TEST_F(Journal, X_04_an_event_goes_with_its_transaction) {
  const auto failing = [&](store::Transaction& transaction) {
    record(transaction, {bureau.id, "mandate-proposed", boss, clerk, firm, {}}, clock.now());
    tell(transaction, bureau.id, clerk, {"phone-cleared", {}}, clock.now());
    throw std::runtime_error("the work fails");
  };
  EXPECT_THROW(store.commit(failing), std::runtime_error);
  EXPECT_TRUE(events().empty());
  EXPECT_TRUE(told(clerk).empty());
}

TEST_F(Journal, SX_08_a_person_is_told_once_and_reads_it) {
  store.commit([&](store::Transaction& transaction) {
    tell(transaction, bureau.id, clerk, {"association-proposed", {{"role", "@role.tax-handler"}}},
         clock.now());
  });
  const auto notices = store.reader().notices_of(clerk, true, 10);
  ASSERT_EQ(notices.size(), 1U);
  EXPECT_EQ(notices.front().code, "association-proposed");
  EXPECT_EQ(args_from_json(notices.front().detail).at("role"), "@role.tax-handler");
  EXPECT_TRUE(store.reader().notices_of(boss, false, 10).empty());
}

TEST(JournalDetail, X_04_what_is_no_detail_is_an_error) {
  EXPECT_EQ(args_from_json("{}"), Args{});
  for (const auto* text : {"", "[]", "{\"a\":1}", "{\"a\":\"b\"", "null"}) {
    EXPECT_THROW(static_cast<void>(args_from_json(text)), std::runtime_error) << text;
  }
}

}  // namespace
}  // namespace taxgate::app
