// What a sign-in asks for: taxpayer, account, password, captcha, consent, identity.
#include "unit/domain/flow/flow_bench.hpp"

namespace taxgate {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using testing::Fields;
using ::testing::IsEmpty;
using testing::kCaptcha;

class SignInAsks : public testing::FlowTest {};

TEST_F(SignInAsks, LN_02_each_thing_that_is_missing_has_its_own_message) {
  begin("enterprise");
  EXPECT_THAT(faults({}), ElementsAre("taxpayer: missing", "account: missing", "password: missing",
                                      "captcha: missing", "consent_terms: consent-missing"));
}

TEST_F(SignInAsks, LN_02_each_missing_one_alone_is_refused) {
  for (const std::string name : {"taxpayer", "account", "password", "captcha", "consent_terms"}) {
    begin("enterprise");
    Fields fields = credentials();
    fields.erase(name);
    EXPECT_THAT(faults(fields), ElementsAre(::testing::StartsWith(name + ": "))) << name;
    EXPECT_EQ(at(), "credentials");
    EXPECT_THAT(world.counters, IsEmpty()) << "what is not examined is not counted";
  }
}

TEST_F(SignInAsks, X_01_a_taxpayer_number_must_be_one) {
  begin("enterprise");
  EXPECT_THAT(faults(with(credentials(), "taxpayer", "91350100M000100Y44")),
              ElementsAre("taxpayer: taxpayer-number-bad-check-digit"));
  EXPECT_THAT(faults(with(credentials(), "taxpayer", "1")),
              ElementsAre("taxpayer: taxpayer-number-wrong-length"));
}

TEST_F(SignInAsks, SX_02_an_account_is_a_document_a_mobile_number_or_a_username) {
  for (const std::string account : {"11010519491231002x", "138 1234 1234", " xiaoming "}) {
    begin("self");
    submit(with(credentials(), "account", account));
    EXPECT_EQ(at(), "sms") << account;
  }
}

TEST_F(SignInAsks, X_05_unknown_enterprise_unknown_account_and_wrong_password_get_the_same_answer) {
  const std::vector<Fields> wrong{
      {{"taxpayer", testing::kUnknownUscc}}, {{"account", "nobody"}}, {{"password", "no"}}};
  for (const auto& change : wrong) {
    world.counters.clear();
    begin("enterprise");
    const auto [name, text] = *change.begin();
    const Outcome refused = submit(with(credentials(), name, text));
    EXPECT_THAT(codes(refused), ElementsAre("password: credentials-wrong")) << name;
    EXPECT_THAT(recorded(refused), ElementsAre("proof-failed")) << name;
    EXPECT_EQ(effects<SetCounter>(refused).size(), 1U) << name;
    EXPECT_FALSE(refused.locked) << name;
    EXPECT_FALSE(flow().known.person) << name;
    EXPECT_FALSE(flow().known.taxpayer) << name;
  }
}

TEST_F(SignInAsks, X_05_an_account_that_there_is_not_locks_like_one_that_there_is) {
  for (const std::string account : {"nobody", testing::kDocument}) {
    world.counters.clear();
    begin("self");
    const Fields fields = with(with(credentials(), "password", "no"), "account", account);
    for (int i = 1; i < 5; ++i) EXPECT_FALSE(submit(fields).locked) << account;
    const Outcome fifth = submit(fields);
    ASSERT_TRUE(fifth.locked) << account;
    EXPECT_EQ(fifth.locked->method, "password");
  }
}

TEST_F(SignInAsks, QD_16_the_fifth_failure_locks_until_the_next_local_midnight) {
  begin("self");
  for (int i = 1; i < 5; ++i) submit(with(credentials(), "password", "no"));
  const Outcome fifth = submit(with(credentials(), "password", "no"));
  ASSERT_TRUE(fifth.locked);
  EXPECT_EQ(fifth.locked->until, next_midnight(world.now, profile.zone));
  EXPECT_THAT(recorded(fifth), ElementsAre("proof-failed", "method-locked"));
  // The right password does not help now, and does not count.
  const Outcome right = submit(credentials());
  ASSERT_TRUE(right.locked);
  EXPECT_THAT(right.faults, IsEmpty());
  EXPECT_THAT(right.effects, IsEmpty());
  EXPECT_EQ(at(), "credentials");
}

TEST_F(SignInAsks, QD_16_after_the_lock_the_password_opens_again_and_forgets_the_failures) {
  begin("self");
  for (int i = 0; i < 5; ++i) submit(with(credentials(), "password", "no"));
  world.now = next_midnight(world.now, profile.zone);
  begin("self");
  submit(credentials());
  EXPECT_EQ(at(), "sms");
  EXPECT_EQ(world.counters["password/person"], Counter{});
}

TEST_F(SignInAsks, QD_17_a_locked_password_leaves_the_code_open) {
  sign_in_until_sms("self");
  world.counters["password/person"] = {.failures = 5, .locked_until = world.now + std::chrono::hours{1}};
  EXPECT_FALSE(request_code().locked);
  type_code();
  EXPECT_EQ(flow().state, FlowState::kDone);
}

TEST_F(SignInAsks, WH_03_without_a_rule_nothing_is_counted) {
  profile.lockout.clear();
  begin("self");
  for (int i = 0; i < 20; ++i) EXPECT_FALSE(submit(with(credentials(), "password", "no")).locked);
  EXPECT_THAT(world.counters, IsEmpty());
}

TEST_F(SignInAsks, SX_04_the_initial_secret_counts_upper_and_lower_case) {
  world.person.secret = SecretState::kInitial;
  for (const std::string typed : {"31002X", "31002x"}) {
    begin("self");
    submit(with(credentials(), "password", typed));
    EXPECT_EQ(at(), "sms") << typed;
    EXPECT_TRUE(flow().known.marks.contains(Mark::kInitialPassword));
  }
}

TEST_F(SignInAsks, SX_04_QD_06_an_initial_secret_opens_only_the_change_and_only_after_the_code) {
  world.person.secret = SecretState::kInitial;
  sign_in_until_sms("self");
  pass_sms();
  EXPECT_EQ(at(), "new-password");
  EXPECT_EQ(flow().state, FlowState::kOpen);
  EXPECT_THAT(world.sessions, IsEmpty());
  submit({{"new_password", testing::kNewPassword}, {"repeat_password", testing::kNewPassword}});
  EXPECT_EQ(flow().state, FlowState::kDone);
  EXPECT_EQ(world.sessions.size(), 1U);
  EXPECT_EQ(world.person.secret, SecretState::kSet);
}

TEST_F(SignInAsks, QD_06_where_the_bureau_wants_it_one_signs_in_again_after_the_change) {
  profile.ways[1].steps[3].next = {testing::then("sign-in-again")};
  world.person.secret = SecretState::kInitial;
  sign_in_until_sms("self");
  pass_sms();
  submit({{"new_password", testing::kNewPassword}, {"repeat_password", testing::kNewPassword}});
  EXPECT_EQ(flow().state, FlowState::kDone);
  EXPECT_EQ(flow().next, "sign-in");
  EXPECT_THAT(world.sessions, IsEmpty());
}

TEST_F(SignInAsks, LN_02_a_wrong_captcha_is_told_and_replaced) {
  begin("self");
  const int serial = flow().captcha_serial;
  EXPECT_THAT(faults(with(credentials(), "captcha", "1")), ElementsAre("captcha: captcha-wrong"));
  EXPECT_EQ(flow().captcha_serial, serial + 1);
}

TEST_F(SignInAsks, LN_02_a_captcha_answers_once_even_when_it_was_right) {
  begin("self");
  const int serial = flow().captcha_serial;
  submit(with(credentials(), "password", "no"));
  EXPECT_EQ(flow().captcha_serial, serial + 1);
}

TEST_F(SignInAsks, LN_02_a_captcha_expires_and_is_typed_in_any_width) {
  begin("self");
  world.now += std::chrono::minutes{5};
  EXPECT_THAT(faults(credentials()), ElementsAre("captcha: captcha-expired"));
  submit(with(credentials(), "captcha", " ２４６８０ "));
  EXPECT_EQ(at(), "sms");
}

TEST_F(SignInAsks, LN_02_another_captcha_on_request_changes_nothing_else) {
  begin("self");
  const Known before = flow().known;
  const Outcome other = submit(with(credentials(), "refresh_captcha", "true"));
  EXPECT_FALSE(other.rejected());
  EXPECT_THAT(other.effects, IsEmpty());
  EXPECT_EQ(flow().known, before);
}

TEST_F(SignInAsks, X_04_a_sign_in_page_shows_what_it_asks) {
  begin("enterprise");
  std::vector<std::string> names;
  for (const auto& input : visit->view().inputs) names.push_back(input.name + ' ' + input.type);
  EXPECT_THAT(names, ElementsAre("taxpayer text", "account text", "password password", "captcha captcha",
                                 "consent_terms consent"));
}

TEST_F(SignInAsks, SX_10_with_several_identities_one_is_chosen) {
  world.mandates.push_back(testing::mandate_of(12, "finance-head"));
  world.mandates.push_back(testing::mandate_of(13, "tax-handler"));
  world.mandates.back().state = MandateState::kFrozen;
  sign_in_until_sms("enterprise");
  pass_sms();
  ASSERT_EQ(at(), "identity");
  const auto choices = visit->view().inputs.front().choices;
  ASSERT_EQ(choices.size(), 3U);
  EXPECT_FALSE(choices[1].disabled);
  EXPECT_TRUE(choices[2].disabled);
  EXPECT_EQ(choices[2].reason.code, "association-frozen");
  EXPECT_THAT(faults({}), ElementsAre("identity: missing"));
  EXPECT_THAT(faults({{"identity", "13"}}), ElementsAre("identity: identity-not-usable"));
  EXPECT_THAT(faults({{"identity", "99"}}), ElementsAre("identity: identity-not-usable"));
  submit({{"identity", "12"}});
  ASSERT_EQ(world.sessions.size(), 1U);
  EXPECT_EQ(world.sessions.front().mandate, MandateId{12});
}

TEST_F(SignInAsks, SX_06_who_may_not_act_is_refused_with_the_reason) {
  const auto refused = [&](const std::string& why) {
    sign_in_until_sms("enterprise");
    world.now += std::chrono::minutes{2};
    pass_sms();
    EXPECT_EQ(flow().state, FlowState::kRefused) << why;
    EXPECT_THAT(notices(), Contains(why));
    EXPECT_THAT(world.sessions, IsEmpty());
  };
  world.mandates.front().state = MandateState::kProposed;
  refused("association-pending");
  world.mandates.front().state = MandateState::kInForce;
  world.mandates.front().ends = Date{std::chrono::year{2026}, std::chrono::month{11}, std::chrono::day{21}};
  refused("association-expired");
  world.mandates.clear();
  refused("association-none");
}

TEST_F(SignInAsks, SX_06_a_closed_enterprise_is_refused) {
  world.taxpayer.state = TaxpayerState::kClosed;
  sign_in_until_sms("enterprise");
  pass_sms();
  EXPECT_EQ(flow().state, FlowState::kRefused);
  EXPECT_THAT(notices(), Contains("taxpayer-closed"));
}

TEST_F(SignInAsks, LN_28_the_agency_entrance_is_for_agencies) {
  sign_in_until_sms("agency");
  pass_sms();
  EXPECT_EQ(flow().state, FlowState::kRefused);
  EXPECT_THAT(notices(), Contains("not-an-agency"));
  world.taxpayer.kind = TaxpayerKind::kAgency;
  world.now += std::chrono::minutes{2};
  sign_in_until_sms("agency");
  pass_sms();
  EXPECT_EQ(flow().state, FlowState::kDone);
}

TEST_F(SignInAsks, a_proof_that_is_not_connected_is_a_bug_when_it_is_reached) {
  profile.unavailable = {};
  sign_in_until_sms("self");
  ASSERT_TRUE(visit->alternative("face").has_value());
  EXPECT_THROW(visit->submit({}), std::logic_error);
}

}  // namespace
}  // namespace taxgate
