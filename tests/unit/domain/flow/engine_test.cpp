#include "unit/domain/flow/flow_bench.hpp"

namespace taxgate {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using testing::Fields;
using ::testing::IsEmpty;
using testing::kNewPassword;
using testing::kUscc;
using testing::then;

class Engine : public testing::FlowTest {};

TEST_F(Engine, SX_02_an_enterprise_signs_in_by_password_and_code) {
  sign_in_until_sms("enterprise");
  request_code();
  const Outcome done = type_code();
  EXPECT_EQ(flow().state, FlowState::kDone);
  EXPECT_EQ(flow().next, "home");
  ASSERT_EQ(effects<OpenSession>(done).size(), 1U);
  const auto session = effects<OpenSession>(done).front();
  EXPECT_EQ(session.person, world.person.id);
  EXPECT_EQ(session.mandate, MandateId{11});
  EXPECT_EQ(session.level, 2);  // NT-05
  EXPECT_THAT(session.proofs,
              ElementsAre(Proof{Factor::kKnowledge, "password"}, Proof{Factor::kPossession, "sms"}));
  EXPECT_THAT(recorded(done), Contains("session-opened"));
}

TEST_F(Engine, LN_02_the_consent_is_recorded_with_its_version_and_only_with_the_session) {
  sign_in_until_sms("self");
  request_code();
  const auto given = effects<GiveConsent>(type_code());
  ASSERT_EQ(given.size(), 1U);
  EXPECT_EQ(given.front().text_id, "terms");
  EXPECT_EQ(given.front().text_version, "2023-04");
}

TEST_F(Engine, SX_01_a_way_that_there_is_not_cannot_be_begun) {
  testing::Visit other(world, profile);
  EXPECT_EQ(other.begin(FlowKind::kSignIn, "nowhere").error(), Misuse::kUnknownWay);
  EXPECT_EQ(other.begin(FlowKind::kRecovery, "self").error(), Misuse::kUnknownWay);
}

TEST_F(Engine, X_08_an_account_flow_needs_a_session) {
  const Beginning nobody{
      .bureau = {1}, .kind = FlowKind::kChangePassword, .way = {}, .session = {}, .person = {}};
  EXPECT_EQ(taxgate::begin(profile, nobody, world.facts({}, {})).error(), Misuse::kNeedsSession);
}

TEST_F(Engine, X_05_a_flow_ends_after_its_time) {
  begin("self");
  world.now = flow().expires - Millis{1};
  EXPECT_TRUE(visit->submit({}).has_value());
  world.now = flow().expires;
  EXPECT_EQ(visit->submit({}).error(), Misuse::kExpired);
  EXPECT_EQ(visit->back().error(), Misuse::kExpired);
}

TEST_F(Engine, X_05_a_flow_is_refused_after_it_is_done) {
  sign_in_until_sms("self");
  pass_sms();
  ASSERT_EQ(flow().state, FlowState::kDone);
  EXPECT_EQ(visit->submit({{"sms_code", world.last_code}}).error(), Misuse::kFlowOver);
  EXPECT_EQ(visit->back().error(), Misuse::kFlowOver);
  EXPECT_EQ(world.sessions.size(), 1U);
}

TEST_F(Engine, a_page_of_another_step_is_told_that_it_is_stale) {
  sign_in_until_sms("self");
  const Input old{.step = "credentials", .kind = Input::Kind::kSubmit, .alternative = {}, .fields = {}};
  EXPECT_EQ(visit->move(old).error(), Misuse::kWrongStep);
  EXPECT_EQ(at(), "sms");
}

TEST_F(Engine, alternatives_are_those_of_the_step_and_open_ones) {
  sign_in_until_sms("self");
  EXPECT_EQ(visit->alternative("credentials").error(), Misuse::kUnknownAlternative);
  EXPECT_EQ(visit->alternative("face").error(), Misuse::kNotAvailable);
  const StepView shown = visit->view();
  ASSERT_EQ(shown.alternatives.size(), 1U);
  EXPECT_TRUE(shown.alternatives.front().disabled);
  EXPECT_EQ(shown.alternatives.front().reason.code, "alternative-not-available");
}

TEST_F(Engine, an_open_alternative_is_taken_and_left_again_without_a_proof) {
  profile.unavailable = {};
  sign_in_until_sms("self");
  request_code();
  ASSERT_TRUE(visit->alternative("face").has_value());
  EXPECT_EQ(at(), "face");
  EXPECT_FALSE(flow().code.has_value());
  EXPECT_EQ(flow().known.proofs.size(), 1U);
  ASSERT_TRUE(visit->alternative("sms").has_value());
  EXPECT_THAT(codes(type_code()), ElementsAre("sms_code: code-not-requested"));
}

TEST_F(Engine, X_07_going_back_forgets_the_proof_the_code_and_the_captcha) {
  sign_in_until_sms("self");
  request_code();
  const int serial = flow().captcha_serial;
  ASSERT_TRUE(visit->back().has_value());
  EXPECT_EQ(at(), "credentials");
  EXPECT_THAT(flow().known.proofs, IsEmpty());
  EXPECT_FALSE(flow().known.person.has_value());
  EXPECT_FALSE(flow().code.has_value());
  EXPECT_TRUE(flow().captcha.has_value());
  EXPECT_GT(flow().captcha_serial, serial);
}

TEST_F(Engine, going_back_is_only_where_the_step_allows_it) {
  begin("self");
  EXPECT_EQ(visit->back().error(), Misuse::kCannotGoBack);
  world.person.secret = SecretState::kInitial;
  sign_in_until_sms("self");
  pass_sms();
  ASSERT_EQ(at(), "new-password");
  EXPECT_EQ(visit->back().error(), Misuse::kCannotGoBack);
}

TEST_F(Engine, a_profile_that_changed_under_the_flow_ends_it) {
  sign_in_until_sms("self");
  Profile other = profile;
  std::erase_if(other.ways[1].steps, [](const Step& step) { return step.id == "credentials"; });
  const Input back{.step = "sms", .kind = Input::Kind::kBack, .alternative = {}, .fields = {}};
  EXPECT_EQ(advance(other, flow(), back, world.facts(flow(), {})).error(), Misuse::kFlowOver);
  std::erase_if(other.ways[1].steps, [](const Step& step) { return step.id == "sms"; });
  EXPECT_EQ(advance(other, flow(), back, world.facts(flow(), {})).error(), Misuse::kFlowOver);
  EXPECT_EQ(needs(other, flow(), back, world.now).error(), Misuse::kFlowOver);
  EXPECT_TRUE(view(other, flow(), world.facts(flow(), {})).id.empty());
  other.ways.clear();
  EXPECT_EQ(advance(other, flow(), back, world.facts(flow(), {})).error(), Misuse::kFlowOver);
}

TEST_F(Engine, a_captcha_that_the_profile_got_meanwhile_is_drawn_on_request) {
  sign_in_until_sms("self");
  profile.ways[1].steps[1].asks = {AskKind::kCaptcha};
  EXPECT_THAT(faults({{"captcha", testing::kCaptcha}}), ElementsAre("captcha: captcha-expired"));
  flow().captcha.reset();
  submit({{"refresh_captcha", "true"}});
  EXPECT_TRUE(flow().captcha.has_value());
}

TEST_F(Engine, a_flow_whose_account_is_gone_ends) {
  begin("change-password");
  world.person_is_gone = true;
  EXPECT_EQ(visit->submit({{"old_password", "x"}, {"new_password", "y"}, {"repeat_password", "y"}}).error(),
            Misuse::kFlowOver);
}

TEST_F(Engine, X_08_a_later_ask_that_refuses_undoes_what_an_earlier_one_of_the_page_did) {
  begin("mixed");
  world.counters["password/person"] = {.failures = 3, .first = world.now, .last = world.now};
  const Outcome refused = submit({{"old_password", testing::kPassword},
                                  {"new_password", kNewPassword},
                                  {"repeat_password", kNewPassword},
                                  {"new_username", "taken"}});
  EXPECT_THAT(codes(refused), ElementsAre("new_username: username-taken"));
  EXPECT_THAT(effects<SetPassword>(refused), IsEmpty());
  EXPECT_THAT(effects<EndSessions>(refused), IsEmpty());
  EXPECT_THAT(effects<Tell>(refused), IsEmpty());
  EXPECT_THAT(recorded(refused), IsEmpty());
  EXPECT_THAT(notices(), IsEmpty());
  EXPECT_EQ(world.password, testing::kPassword);
  EXPECT_EQ(world.counters["password/person"].failures, 3);  // nothing unlocks either
}

TEST_F(Engine, QD_16_a_refusal_keeps_its_own_count_and_its_event) {
  begin("change-password");
  const Outcome refused =
      submit({{"old_password", "wrong"}, {"new_password", kNewPassword}, {"repeat_password", kNewPassword}});
  EXPECT_EQ(effects<SetCounter>(refused).size(), 1U);
  EXPECT_THAT(recorded(refused), ElementsAre("proof-failed"));
}

TEST_F(Engine, progress_counts_the_steps_on_the_visitors_way) {
  begin("enterprise");
  const auto progress = [&] {
    const StepView shown = visit->view();
    return std::pair{shown.at, shown.of};
  };
  EXPECT_EQ(progress(), std::pair(1UZ, 2UZ));  // neither face nor new-password, and one identity is no step
  submit(credentials());
  EXPECT_EQ(progress(), std::pair(2UZ, 2UZ));
  world.mandates.push_back(testing::mandate_of(12, "finance-head"));
  EXPECT_EQ(progress(), std::pair(2UZ, 3UZ));
  pass_sms();
  EXPECT_EQ(at(), "identity");
  EXPECT_EQ(progress(), std::pair(3UZ, 3UZ));
}

TEST_F(Engine, SX_04_progress_grows_when_the_password_turns_out_to_be_initial) {
  world.person.secret = SecretState::kInitial;
  sign_in_until_sms("self");
  EXPECT_EQ(visit->view().at, 2U);
  EXPECT_EQ(visit->view().of, 3U);
  ASSERT_TRUE(visit->back().has_value());
  EXPECT_EQ(visit->view().at, 1U);
  EXPECT_EQ(visit->view().of, 2U);
}

TEST_F(Engine, X_07_a_session_below_the_assurance_is_a_bug_and_opens_nothing) {
  profile.ways[1].steps[0].next = {then("session")};
  begin("self");
  EXPECT_THROW(visit->submit(credentials()), std::logic_error);
  EXPECT_THAT(world.sessions, IsEmpty());
}

TEST_F(Engine, X_06_a_move_that_is_refused_on_its_own_asks_the_world_nothing) {
  begin("enterprise");
  Input input{.step = "credentials", .kind = Input::Kind::kSubmit, .alternative = {}, .fields = {}};
  for (const auto& [name, text] : with(credentials(), "captcha", "1"))
    input.fields.emplace(name, Secret{text});
  const auto wanted = needs(profile, flow(), input, world.now);
  ASSERT_TRUE(wanted.has_value());
  EXPECT_FALSE(wanted->password.has_value());  // a wrong captcha costs no hash
  EXPECT_FALSE(wanted->account.has_value());
  input.fields.insert_or_assign("captcha", Secret{testing::kCaptcha});
  const auto all = needs(profile, flow(), input, world.now);
  EXPECT_EQ(all->taxpayer_number, kUscc);
  EXPECT_TRUE(all->password.has_value());
}

}  // namespace
}  // namespace taxgate
