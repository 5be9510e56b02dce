// Registration codes and passwords from the counter, through the flow that takes them.
#include "app/counter.hpp"

#include "app/flows.hpp"
#include "unit/app/app_bench.hpp"

namespace taxgate::app {
namespace {

constexpr auto kNewcomer = "11010519491231002X";

class CounterTest : public AppTest {
 protected:
  CounterTest() { bureau.profile = real_profile("shaanxi-withholding-2019"); }

  /// The answer to the page that asks for the code.
  FlowAnswer identify(const std::string& code) {
    auto flow = flows.begin(FlowKind::kRegistration, "register", true, "", {}, visitor).value();
    flow = flows.move(flow.id, "", input("agree", {{"consent_terms", "true"}}), visitor).value();
    const auto captcha = flows.captcha(flow.id, "").value().reveal();
    return flows
        .move(flow.id, "",
              input("identify", {{"hall_code", code},
                                 {"name", "张三丰"},
                                 {"document_kind", "resident-id"},
                                 {"document_number", kNewcomer},
                                 {"captcha", captcha}}),
              visitor)
        .value();
  }
  static Input input(const std::string& step, const std::map<std::string, std::string>& fields) {
    Input made{.step = step};
    for (const auto& [name, text] : fields) made.fields.emplace(name, Secret{text});
    return made;
  }
  std::string fault_of(const FlowAnswer& answer) {
    return answer.faults.empty() ? "" : answer.faults.front().phrase.code;
  }

  const Document document{DocumentKind::kResidentId, kNewcomer};
  const Visitor visitor{"192.0.2.1", "test", Locale::kZhCn};
  HashPool hashes{{.params = {7168, 5}}, keyring.key(KeyUse::kPepper)};
  CounterService counter{bureau, store, vault, hashes, clock};
  FlowService flows{bureau, store, vault, hashes, clock, [](std::string_view) { return false; }, {}};
};

TEST_F(CounterTest, WH_10_a_code_is_valid_for_seven_days_and_no_longer) {
  const auto code = counter.issue_hall_code("张三丰", document).code.reveal();
  clock.advance(std::chrono::hours{7 * 24} - std::chrono::minutes{1});
  EXPECT_EQ(fault_of(identify(code)), "");
  clock.advance(std::chrono::minutes{2});
  EXPECT_EQ(fault_of(identify(code)), "hall-code-expired");
  EXPECT_EQ(fault_of(identify(counter.issue_hall_code("张三丰", document).code.reveal())), "");
}

TEST_F(CounterTest, WH_10_a_new_code_voids_the_former) {
  const auto former = counter.issue_hall_code("张三丰", document).code.reveal();
  const auto code = counter.issue_hall_code("张三丰", document).code.reveal();
  EXPECT_EQ(fault_of(identify(former)), "hall-code-wrong");
  EXPECT_EQ(fault_of(identify(code)), "");
  EXPECT_THAT(events(), testing::Contains("hall-code-issued").Times(2));
}

TEST_F(CounterTest, WH_10_guesses_lock_the_person_s_code) {
  const auto code = counter.issue_hall_code("张三丰", document).code.reveal();
  for (int tries = 0; tries < 5; ++tries) identify("AAAAAA");
  const auto answer = identify(code);
  ASSERT_TRUE(answer.locked.has_value());
  EXPECT_EQ(answer.locked->method, "hall-code");
}

TEST_F(CounterTest, LN_25_WH_07_a_password_from_the_counter_takes_the_place_of_the_former_and_unlocks) {
  const auto first = counter.issue_password("91350100M000100Y43", SecretKind::kDeclaration);
  const auto second = counter.issue_password("91350100M000100Y43", SecretKind::kDeclaration);
  ASSERT_TRUE(first && second);
  EXPECT_NE(first->reveal(), second->reveal());
  const auto row = store.reader().secret(bureau.id, "declaration-password", firm, {});
  ASSERT_TRUE(row.has_value());
  EXPECT_TRUE(hashes.verify({row->hash}, *second).value());
  EXPECT_FALSE(hashes.verify({row->hash}, *first).value());
  EXPECT_FALSE(counter.issue_password("11320000MB151840XJ", SecretKind::kDeclaration));
}

}  // namespace
}  // namespace taxgate::app
