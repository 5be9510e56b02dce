// Recovery and the changes of an account: known person, new password, new number, new username.
#include "unit/domain/flow/flow_bench.hpp"

namespace taxgate {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using testing::Fields;
using ::testing::IsEmpty;
using testing::kNewPassword;
using testing::kOtherPhone;
using testing::kPassword;

class AccountAsks : public testing::FlowTest {
 protected:
  static Fields twice(const std::string& password) {
    return {{"new_password", password}, {"repeat_password", password}};
  }
  static Fields change(const std::string& old, const std::string& password) {
    return with(twice(password), "old_password", old);
  }
  void recover_until_new_password() {
    begin("recovery");
    submit(known_person());
    pass_sms();
    ASSERT_EQ(at(), "new-password");
  }
  void confirm_old_password() {
    begin("change-phone");
    submit({{"old_password", kPassword}});
    ASSERT_EQ(at(), "phone");
  }
};

TEST_F(AccountAsks, X_08_a_recovery_needs_the_code_before_the_new_password) {
  recover_until_new_password();
  const Outcome done = submit(twice(kNewPassword));
  EXPECT_EQ(flow().state, FlowState::kDone);
  EXPECT_EQ(flow().next, "sign-in");
  EXPECT_EQ(world.password, kNewPassword);
  EXPECT_EQ(effects<EndSessions>(done).size(), 1U);
  EXPECT_EQ(effects<Tell>(done).front().notice, "password-changed");
  EXPECT_THAT(recorded(done), Contains("password-changed"));
  EXPECT_THAT(world.sessions, IsEmpty());
}

TEST_F(AccountAsks, QD_16_a_recovery_unlocks_the_password_at_once) {
  world.counters["password/person"] = {.failures = 5, .locked_until = world.now + std::chrono::hours{9}};
  recover_until_new_password();
  submit(twice(kNewPassword));
  EXPECT_EQ(world.counters["password/person"], Counter{});
}

TEST_F(AccountAsks, X_05_a_recovery_of_nobody_looks_the_same_and_sends_nothing) {
  const std::vector<Fields> strangers{
      {{"name", "李四"}}, {{"phone", kOtherPhone}}, {{"document_number", "440524188001010014"}}};
  begin("recovery");
  submit(known_person());
  const Outcome right = request_code();
  const std::string shown = visit->view().inputs.front().name;
  world.now += std::chrono::minutes{2};
  for (const auto& change : strangers) {
    begin("recovery");
    const auto& [name, text] = *change.begin();
    submit(with(known_person(), name, text));
    ASSERT_EQ(at(), "sms") << name;
    EXPECT_EQ(visit->view().inputs.front().name, shown);
    world.now += std::chrono::minutes{2};
    const Outcome sent = request_code();
    EXPECT_EQ(recorded(sent), recorded(right)) << name;
    EXPECT_EQ(sent.effects.size(), right.effects.size()) << name;
    EXPECT_EQ(world.last_code_for, "") << name;
    EXPECT_THAT(codes(type_code()), ElementsAre("sms_code: code-wrong")) << "not even the code that was made";
  }
}

TEST_F(AccountAsks, X_05_the_tries_of_nobodys_code_lock_as_well) {
  begin("recovery");
  submit(with(known_person(), "name", "李四"));
  request_code();
  for (int i = 1; i < 5; ++i) EXPECT_FALSE(submit({{"sms_code", "000000"}}).locked);
  EXPECT_TRUE(submit({{"sms_code", "000000"}}).locked);
}

TEST_F(AccountAsks, X_08_going_back_in_a_recovery_forgets_the_person) {
  begin("recovery");
  submit(known_person());
  request_code();
  ASSERT_TRUE(visit->back().has_value());
  EXPECT_FALSE(flow().known.person.has_value());
  EXPECT_EQ(flow().known.phone, "");
}

TEST_F(AccountAsks, X_01_a_recovery_names_what_is_missing_or_malformed) {
  begin("recovery");
  EXPECT_THAT(faults({}), ElementsAre("name: missing", "document_kind: not-a-choice",
                                      "document_number: missing", "phone: missing", "captcha: missing"));
  EXPECT_THAT(faults(with(known_person(), "document_kind", "passport-of-the-moon")),
              ElementsAre("document_kind: not-a-choice"));
  EXPECT_THAT(faults(with(known_person(), "document_number", "110105194912310021")),
              ElementsAre("document_number: document-bad-check-digit"));
  EXPECT_THAT(faults(with(known_person(), "phone", "1381234123")), ElementsAre("phone: phone-wrong-length"));
  EXPECT_THAT(faults(with(known_person(), "name", "王1")), ElementsAre("name: name-bad-character"));
}

TEST_F(AccountAsks, QD_08_a_password_is_changed_with_the_old_one) {
  begin("change-password");
  const Outcome done = submit(change(kPassword, kNewPassword));
  EXPECT_EQ(flow().state, FlowState::kDone);
  EXPECT_EQ(flow().next, "account");
  EXPECT_EQ(world.password, kNewPassword);
  EXPECT_EQ(effects<EndSessions>(done).size(), 1U);
}

TEST_F(AccountAsks, QD_16_wrong_old_passwords_lock_too) {
  begin("change-password");
  for (int i = 1; i < 5; ++i) {
    EXPECT_THAT(faults(change("wrong", kNewPassword)), ElementsAre("old_password: old-password-wrong"));
  }
  EXPECT_TRUE(submit(change("wrong", kNewPassword)).locked);
  EXPECT_EQ(world.password, kPassword);
}

TEST_F(AccountAsks, LN_23_what_is_missing_in_a_change_is_told) {
  begin("change-password");
  EXPECT_THAT(faults({}), ElementsAre("old_password: missing", "new_password: missing"));
  EXPECT_THAT(faults({{"old_password", kPassword}, {"new_password", kNewPassword}, {"repeat_password", "x"}}),
              ElementsAre("repeat_password: password-repeat-differs"));
}

TEST_F(AccountAsks, LN_07_a_new_password_keeps_every_rule) {
  begin("change-password");
  const std::vector<std::pair<std::string, std::string>> wrong{{"Ab-1", "password-too-short"},
                                                               {"Abcdefgh-1234567", "password-too-long"},
                                                               {"abcdefgh1", "password-too-few-classes"},
                                                               {"Abc def-1", "password-space"},
                                                               {"Ab-31002x", "password-contains-document"},
                                                               {"Ab-341234", "password-contains-phone"},
                                                               {"Xiaoming-1", "password-contains-username"},
                                                               {"Ab-491231", "password-contains-birth-date"},
                                                               {"Password123", "password-common"},
                                                               {kPassword, "password-same-as-former"}};
  for (const auto& [password, code] : wrong) {
    EXPECT_THAT(faults(change(kPassword, password)), Contains("new_password: " + code)) << password;
    EXPECT_EQ(world.password, kPassword);
  }
}

TEST_F(AccountAsks, LN_07_the_page_says_the_rules) {
  begin("change-password");
  const auto inputs = visit->view().inputs;
  ASSERT_EQ(inputs.size(), 3U);
  EXPECT_EQ(inputs[1].min_length, 8U);
  std::vector<std::string> rules;
  for (const auto& rule : inputs[1].rules) rules.push_back(rule.code);
  EXPECT_THAT(rules, ElementsAre("password-rule.length", "password-rule.classes", "password-rule.spaces",
                                 "password-rule.personal"));
}

TEST_F(AccountAsks, SX_08_X_08_a_new_number_is_claimed_by_its_code_and_ends_the_other_sessions) {
  confirm_old_password();
  submit({{"new_phone", "199 1234 1234"}});
  const Outcome sent = request_code();
  EXPECT_EQ(effects<SendCode>(sent).front().phone, kOtherPhone);
  const Outcome done = type_code();
  EXPECT_EQ(flow().state, FlowState::kDone);
  EXPECT_EQ(effects<ClaimPhone>(done).front().phone, kOtherPhone);
  EXPECT_EQ(effects<EndSessions>(done).size(), 1U);
  EXPECT_EQ(effects<Tell>(done).front().notice, "phone-changed");
  EXPECT_EQ(world.person.phone, kOtherPhone);
}

TEST_F(AccountAsks, SX_08_a_number_that_another_has_verified_is_refused) {
  confirm_old_password();
  EXPECT_THAT(faults({{"new_phone", world.verified_of_other}}), ElementsAre("new_phone: phone-in-use"));
  EXPECT_THAT(faults({{"new_phone", "0351-1234567"}}), ElementsAre("new_phone: phone-landline"));
  EXPECT_THAT(faults({}), ElementsAre("new_phone: missing"));
}

TEST_F(AccountAsks, SX_08_a_code_for_one_number_does_not_claim_another) {
  confirm_old_password();
  submit({{"new_phone", kOtherPhone}});
  request_code();
  const auto code = world.last_code;
  ASSERT_TRUE(visit->back().has_value());
  submit({{"new_phone", "13612341234"}});
  EXPECT_THAT(faults({{"sms_code", code}}), ElementsAre("sms_code: code-not-requested"));
  EXPECT_EQ(world.person.phone, testing::kPhone);
}

TEST_F(AccountAsks, QD_15_a_username_is_set_and_told) {
  begin("change-username");
  const Outcome done = submit({{"new_username", "daming"}});
  EXPECT_EQ(flow().state, FlowState::kDone);
  EXPECT_EQ(effects<SetUsername>(done).front().username, "daming");
  EXPECT_THAT(recorded(done), ElementsAre("username-changed"));
}

TEST_F(AccountAsks, QD_15_WH_12_a_username_keeps_the_rules_and_is_nobody_elses) {
  begin("change-username");
  EXPECT_THAT(faults({}), ElementsAre("new_username: missing"));
  EXPECT_THAT(faults({{"new_username", "taken"}}), ElementsAre("new_username: username-taken"));
  EXPECT_THAT(faults({{"new_username", "7"}}),
              ElementsAre("new_username: username-too-short", "new_username: username-digits-alone"));
}

TEST_F(AccountAsks, QD_15_a_second_change_within_a_year_is_refused_with_the_date) {
  world.person.username_changed_at = world.now - std::chrono::days{364};
  begin("change-username");
  EXPECT_EQ(flow().state, FlowState::kRefused);
  ASSERT_EQ(flow().notices.size(), 1U);
  EXPECT_EQ(flow().notices.front().phrase.code, "username-too-soon");
  EXPECT_EQ(flow().notices.front().phrase.args.at("date"), "2026-11-23");
  world.person.username_changed_at = world.now - std::chrono::days{365};
  begin("change-username");
  EXPECT_EQ(flow().state, FlowState::kOpen);
}

}  // namespace
}  // namespace taxgate
