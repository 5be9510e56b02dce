// What comes to who is not signed in by what somebody else gave them: a hall code and an account, an
// invitation; and the second look at who is.
#include "unit/domain/flow/flow_bench.hpp"

namespace taxgate {
namespace {

using enum AskKind;
using ::testing::Contains;
using ::testing::ElementsAre;
using testing::Fields;
using ::testing::IsEmpty;
using testing::step_of;
using testing::then;

class RegistrationAsks : public testing::FlowTest {
 protected:
  RegistrationAsks() {
    const LockRule five{.failures = 5, .window = {}, .lasts = std::chrono::minutes{120}};
    profile.lockout.emplace("hall-code", five);
    profile.lockout.emplace("invitation", five);
    profile.ways.push_back(testing::way_of(
        "registration", FlowKind::kRegistration,
        {step_of("code", {kHallCode, kCaptcha}, {then("phone")}),
         step_of("phone", {kNewPhone}, {then("sms")}), step_of("sms", {kNewPhoneCode}, {then("account")}),
         step_of("account", {kNewAccount}, {then("sign-in-again")})}));
    profile.ways.push_back(
        testing::way_of("invitation", FlowKind::kRecovery,
                        {step_of("code", {kTaxpayer, kInvitation, kCaptcha}, {then("sms")}),
                         step_of("sms", {kSmsCode}, {then("new")}),
                         step_of("new", {kNewPersonalPassword}, {then("sign-in-again")})}));
    profile.ways.push_back(
        testing::way_of("confirm", FlowKind::kConfirm, {step_of("sms", {kSmsCode}, {then("done")})}));
    world.person.secret = SecretState::kInitial;
  }

  static Fields stated() {
    return {{"name", testing::kName},
            {"document_kind", "resident-id"},
            {"document_number", testing::kDocument},
            {"captcha", testing::kCaptcha}};
  }
  static Fields hall() { return with(stated(), "hall_code", "abc123"); }
  static Fields invited() {
    return with(with(stated(), "taxpayer", testing::kUscc), "invitation", testing::kInvitation);
  }
  static Fields account() {
    return {{"new_username", "daming"},
            {"household", "云岭市"},
            {"new_password", testing::kNewPassword},
            {"repeat_password", testing::kNewPassword}};
  }
  void until_account() {
    begin("registration");
    submit(hall());
    submit({{"new_phone", testing::kOtherPhone}});
    pass_sms();
    ASSERT_EQ(at(), "account");
  }
};

TEST_F(RegistrationAsks, WH_10_a_hall_code_is_wrong_expired_or_used) {
  begin("registration");
  EXPECT_THAT(faults(stated()), ElementsAre("hall_code: missing"));
  EXPECT_THAT(faults(with(hall(), "hall_code", "ZZZ999")), ElementsAre("hall_code: hall-code-wrong"));
  world.hall_code = HallCodeMatch::kExpired;
  EXPECT_THAT(faults(hall()), ElementsAre("hall_code: hall-code-expired"));
  world.hall_code = HallCodeMatch::kUsed;
  EXPECT_THAT(faults(hall()), ElementsAre("hall_code: hall-code-used"));
}

TEST_F(RegistrationAsks, WH_10_five_wrong_hall_codes_lock_it) {
  begin("registration");
  for (int tries = 1; tries < 5; ++tries) EXPECT_FALSE(submit(with(hall(), "hall_code", "ZZZ999")).locked);
  EXPECT_TRUE(submit(with(hall(), "hall_code", "ZZZ999")).locked);
  EXPECT_TRUE(submit(hall()).locked);
}

TEST_F(RegistrationAsks, WH_11_who_has_an_account_registers_no_second_one) {
  world.person.secret = SecretState::kSet;
  begin("registration");
  EXPECT_THAT(faults(hall()), ElementsAre("document_number: already-registered"));
}

TEST_F(RegistrationAsks, WH_11_an_account_needs_name_password_and_household) {
  until_account();
  EXPECT_THAT(faults({}),
              ElementsAre("new_username: missing", "new_password: missing", "household: missing"));
  EXPECT_THAT(faults(with(account(), "new_username", "taken")), ElementsAre("new_username: username-taken"));
  EXPECT_THAT(faults(with(account(), "repeat_password", "x")),
              ElementsAre("repeat_password: password-repeat-differs"));
  EXPECT_THAT(world.registrations, IsEmpty());
  const Outcome made = submit(account());
  ASSERT_EQ(world.registrations.size(), 1U);
  EXPECT_EQ(world.registrations.front().phone, testing::kOtherPhone);
  EXPECT_THAT(recorded(made), Contains("registered"));
  EXPECT_EQ(flow().next, "sign-in");
}

TEST_F(RegistrationAsks, LN_17_X_05_a_wrong_invitation_and_a_wrong_person_get_the_same_answer) {
  begin("invitation");
  const std::vector<std::pair<std::string, std::string>> changes{{"invitation", "WRONG222"},
                                                                 {"name", "李四"},
                                                                 {"document_number", "440524188001010014"},
                                                                 {"taxpayer", testing::kUnknownUscc}};
  for (const auto& [name, text] : changes) {
    world.counters.clear();
    const Outcome refused = submit(with(invited(), name, text));
    EXPECT_THAT(codes(refused), ElementsAre("invitation: invitation-wrong")) << name;
    EXPECT_THAT(recorded(refused), ElementsAre("proof-failed")) << name;
  }
}

TEST_F(RegistrationAsks, LN_17_an_invitation_sets_the_personal_password_once_after_a_code) {
  begin("invitation");
  const Outcome used = submit(invited());
  EXPECT_EQ(effects<SpendSecret>(used).size(), 1U);
  EXPECT_EQ(at(), "sms");
  pass_sms();
  const Outcome set =
      submit({{"new_password", testing::kNewPassword}, {"repeat_password", testing::kNewPassword}});
  EXPECT_EQ(effects<SetSecret>(set).size(), 1U);
  EXPECT_EQ(flow().next, "sign-in");
  EXPECT_THAT(world.sessions, IsEmpty());
  begin("invitation");
  EXPECT_THAT(faults(invited()), ElementsAre("invitation: invitation-spent"));
}

TEST_F(RegistrationAsks, LN_17_who_was_withdrawn_meanwhile_is_told_so) {
  world.mandates.front().state = MandateState::kWithdrawn;
  begin("invitation");
  EXPECT_THAT(faults(invited()), ElementsAre("invitation: association-withdrawn"));
  EXPECT_THAT(world.spent, IsEmpty());
}

TEST_F(RegistrationAsks, LN_33_a_session_is_confirmed_by_a_code) {
  begin("confirm");
  EXPECT_THAT(faults({{"sms_code", "000000"}}), ElementsAre("sms_code: code-not-requested"));
  pass_sms();
  EXPECT_TRUE(world.confirmed);
  EXPECT_EQ(flow().state, FlowState::kDone);
}

}  // namespace
}  // namespace taxgate
