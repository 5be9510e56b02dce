#include "unit/domain/flow/flow_bench.hpp"

namespace taxgate {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class SmsCode : public testing::FlowTest {
 protected:
  Outcome wrong_code() { return submit({{"sms_code", "000000"}}); }
  Time requestable_at() const { return visit->view().inputs.front().request.value().available_at; }
};

TEST_F(SmsCode, X_06_a_code_goes_to_the_persons_own_number_which_the_page_masks) {
  sign_in_until_sms("self");
  const Outcome sent = request_code();
  ASSERT_EQ(effects<SendCode>(sent).size(), 1U);
  EXPECT_EQ(effects<SendCode>(sent).front().phone, testing::kPhone);
  EXPECT_THAT(recorded(sent), ElementsAre("code-sent"));
  EXPECT_EQ(flow().notices.front().phrase.args.at("phone"), "138****1234");
  const auto request = visit->view().inputs.front().request;
  ASSERT_TRUE(request);
  EXPECT_EQ(request->sent_to, "138****1234");
  EXPECT_EQ(request->available_at, world.now + seconds{60});
}

TEST_F(SmsCode, X_06_a_code_must_have_its_form) {
  sign_in_until_sms("self");
  request_code();
  EXPECT_THAT(faults({}), ElementsAre("sms_code: missing"));
  for (const std::string typed : {"12345", "1234567", "12345a"}) {
    EXPECT_THAT(faults({{"sms_code", typed}}), ElementsAre("sms_code: code-format")) << typed;
  }
  EXPECT_EQ(world.counters.contains("sms/13812341234"), false) << "what is no code is no try";
}

TEST_F(SmsCode, X_06_a_code_is_typed_in_any_width) {
  sign_in_until_sms("self");
  request_code();
  submit({{"sms_code", " １００００１ "}});
  EXPECT_EQ(flow().state, FlowState::kDone);
}

TEST_F(SmsCode, X_06_a_code_answers_once_even_on_a_page_that_is_refused_for_another_reason) {
  profile.ways[1].steps[1].asks = {AskKind::kSmsCode, AskKind::kNewPassword};
  sign_in_until_sms("self");
  request_code();
  const testing::Fields bad{
      {"sms_code", world.last_code}, {"new_password", "short"}, {"repeat_password", "short"}};
  EXPECT_THAT(faults(bad), Contains("new_password: password-too-short"));
  EXPECT_EQ(flow().known.proofs.size(), 1U) << "a refused page proves nothing";
  EXPECT_THAT(faults(bad), ElementsAre("sms_code: code-not-requested"));
}

TEST_F(SmsCode, X_06_without_a_sending_there_is_nothing_to_type) {
  sign_in_until_sms("self");
  EXPECT_THAT(codes(wrong_code()), ElementsAre("sms_code: code-not-requested"));
}

TEST_F(SmsCode, X_06_a_code_lasts_ten_minutes) {
  sign_in_until_sms("self");
  request_code();
  const auto last = world.last_code;
  world.now += minutes{10};
  EXPECT_THAT(faults({{"sms_code", last}}), ElementsAre("sms_code: code-expired"));
  EXPECT_THAT(faults({{"sms_code", last}}), ElementsAre("sms_code: code-not-requested"));
  request_code();
  const auto newest = world.last_code;
  world.now += minutes{10} - Millis{1};
  flow().expires = world.now + minutes{1};
  submit({{"sms_code", newest}});
  EXPECT_EQ(flow().state, FlowState::kDone);
}

TEST_F(SmsCode, X_06_five_tries_lock_the_code_until_when_the_rule_says) {
  sign_in_until_sms("self");
  request_code();
  for (int i = 1; i < 5; ++i) {
    const Outcome refused = wrong_code();
    EXPECT_THAT(codes(refused), ElementsAre("sms_code: code-wrong"));
    EXPECT_FALSE(refused.locked) << i;
  }
  const Outcome fifth = wrong_code();
  ASSERT_TRUE(fifth.locked);
  EXPECT_EQ(fifth.locked->method, "sms");
  EXPECT_EQ(fifth.locked->until, world.now + minutes{120});
  EXPECT_FALSE(flow().code.has_value());
  ASSERT_TRUE(type_code().locked) << "not even the right code";
  ASSERT_TRUE(request_code().locked) << "no other code either";
  EXPECT_EQ(world.sendings, 1);
}

TEST_F(SmsCode, X_06_a_new_code_and_a_new_flow_do_not_reset_the_count) {
  sign_in_until_sms("self");
  request_code();
  for (int i = 0; i < 2; ++i) wrong_code();
  world.now += seconds{60};
  request_code();
  for (int i = 0; i < 2; ++i) wrong_code();
  sign_in_until_sms("self");
  world.now += seconds{60};
  request_code();
  EXPECT_TRUE(wrong_code().locked);
}

TEST_F(SmsCode, X_06_a_right_code_forgets_the_tries) {
  sign_in_until_sms("self");
  request_code();
  for (int i = 0; i < 4; ++i) wrong_code();
  type_code();
  EXPECT_EQ(flow().state, FlowState::kDone);
  EXPECT_EQ(world.counters["sms/13812341234"], Counter{});
}

TEST_F(SmsCode, X_06_an_older_code_is_wrong_after_a_newer_one) {
  sign_in_until_sms("self");
  request_code();
  const auto old = world.last_code;
  world.now += seconds{60};
  request_code();
  EXPECT_THAT(faults({{"sms_code", old}}), ElementsAre("sms_code: code-wrong"));
}

TEST_F(SmsCode, X_06_another_code_only_after_a_minute) {
  sign_in_until_sms("self");
  const Time first = world.now;
  request_code();
  world.now += seconds{59};
  const Outcome early = request_code();
  ASSERT_TRUE(early.limited);
  EXPECT_EQ(early.limited->until, first + seconds{60});
  EXPECT_THAT(early.effects, IsEmpty());
  EXPECT_TRUE(flow().code.has_value()) << "the first one still counts";
  world.now += seconds{1};
  EXPECT_FALSE(request_code().limited);
}

TEST_F(SmsCode, X_06_a_new_flow_says_when_the_number_may_have_another_code) {
  sign_in_until_sms("self");
  EXPECT_EQ(requestable_at(), world.now) << "nothing was sent yet";
  const Time first = world.now;
  request_code();
  world.now += seconds{20};
  sign_in_until_sms("self");
  EXPECT_EQ(requestable_at(), first + seconds{60});
  EXPECT_EQ(request_code().limited->until, requestable_at()) << "what the view says is what holds";
  world.now = requestable_at();
  EXPECT_FALSE(request_code().limited);
}

TEST_F(SmsCode, X_06_the_page_says_when_a_day_or_an_hour_is_used_up) {
  profile.sms.per_number_a_day = 1;
  profile.sms.per_address_an_hour = 1;
  sign_in_until_sms("self");
  const Time first = world.now;
  request_code();
  EXPECT_EQ(requestable_at(), first + hours{24});
  world.person.phone = "13912341234";
  sign_in_until_sms("self");
  EXPECT_EQ(requestable_at(), first + hours{1}) << "another number, the same address";
}

TEST_F(SmsCode, X_06_a_number_gets_ten_a_day) {
  sign_in_until_sms("self");
  const Time first = world.now;
  flow().expires = world.now + hours{48};
  for (int i = 0; i < 10; ++i) {
    EXPECT_FALSE(request_code().limited) << i;
    world.now += minutes{2};
  }
  const Outcome eleventh = request_code();
  ASSERT_TRUE(eleventh.limited);
  EXPECT_EQ(eleventh.limited->until, first + hours{24});
  world.now = first + hours{24};
  EXPECT_FALSE(request_code().limited);
}

TEST_F(SmsCode, X_06_an_address_gets_its_sendings_an_hour) {
  profile.sms.per_address_an_hour = 2;
  sign_in_until_sms("self");
  const Time first = world.now;
  flow().expires = world.now + hours{2};
  for (int i = 0; i < 2; ++i) {
    EXPECT_FALSE(request_code().limited) << i;
    world.now += minutes{2};
  }
  const Outcome third = request_code();
  ASSERT_TRUE(third.limited);
  EXPECT_EQ(third.limited->until, first + hours{1});
  world.address = "192.0.2.2";
  EXPECT_FALSE(request_code().limited);
}

TEST_F(SmsCode, SX_09_who_has_no_number_is_told_so) {
  world.person.phone.reset();
  begin("self");
  submit(credentials());
  EXPECT_EQ(flow().state, FlowState::kRefused);
  EXPECT_THAT(notices(), Contains("no-phone"));
}

TEST_F(SmsCode, SX_08_passing_it_makes_the_number_the_persons_own) {
  sign_in_until_sms("self");
  request_code();
  const Outcome done = type_code();
  ASSERT_EQ(effects<ClaimPhone>(done).size(), 1U);
  EXPECT_EQ(effects<ClaimPhone>(done).front().phone, testing::kPhone);
}

}  // namespace
}  // namespace taxgate
