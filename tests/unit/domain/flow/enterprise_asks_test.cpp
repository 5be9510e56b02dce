// What the enterprise entrances ask for: the taxpayer's own passwords, its people, personal passwords, units,
// clients of an agency.
#include "unit/domain/flow/flow_bench.hpp"

namespace taxgate {
namespace {

using enum AskKind;
using ::testing::Contains;
using ::testing::ElementsAre;
using testing::Fields;
using ::testing::IsEmpty;
using testing::kFirmPassword;
using testing::kOwnPassword;
using testing::kResetPassword;
using testing::step_of;
using testing::then;

Role role_of(const std::string& id, bool manages) {
  Role role;
  role.id = id;
  role.manages_personnel = manages;
  role.by_identity = !manages;
  role.functions = {"declaration"};
  return role;
}

Way entrance(std::string id, std::vector<Step> steps) {
  Way way = testing::way_of(std::move(id), FlowKind::kSignIn, std::move(steps));
  way.principal = PrincipalKind::kEnterprise;
  return way;
}

class EnterpriseAsks : public testing::FlowTest {
 protected:
  EnterpriseAsks() {
    profile.assurance = 1;
    profile.roles = {role_of("legal-representative", true), role_of("tax-handler", false),
                     role_of("unit", false)};
    const LockRule five{.failures = 5, .window = {}, .lasts = std::chrono::minutes{120}};
    for (const char* method : {"enterprise-password", "declaration-password", "personal-password",
                               "agreement-password", "invitation", "hall-code"})
      profile.lockout.emplace(method, five);
    Way people = entrance(
        "people", {step_of("firm", {kTaxpayer, kEnterprisePassword, kCaptcha}, {then("choose")}),
                   step_of("choose", {kChoosePerson}, {then("password")}),
                   step_of("password", {kPersonalPassword}, {testing::if_initial("new"), then("session")}),
                   step_of("new", {kNewPersonalPassword}, {then("session")})});
    people.synced = true;
    people.first_roles = {"legal-representative"};
    Way quick = entrance("quick", {step_of("page", {kTaxpayer, kEnterprisePassword, kPersonByPhone, kSmsCode},
                                           {then("session")})});
    quick.after_first = true;
    Way units = entrance(
        "units", {step_of("self", {kAccount, kPersonPassword, kCaptcha}, {then("unit")}),
                  step_of("unit", {kUnit}, {{.when = Mark::kAuthorised, .to = "session"}, then("firm")}),
                  step_of("firm", {kDeclarationPassword, kCaptcha}, {then("session")})});
    units.unit_role = "unit";
    Way agency =
        entrance("clients", {step_of("firm", {kTaxpayer, kEnterprisePassword, kCaptcha}, {then("choose")}),
                             step_of("choose", {kChoosePerson}, {then("client")}),
                             step_of("client", {kClient}, {then("session")})});
    profile.ways.insert(profile.ways.end(), {people, quick, units, agency});
    world.synced = world.now;
    world.person.level = 5;
  }

  static Fields firm() {
    return {
        {"taxpayer", testing::kUscc}, {"enterprise_password", kFirmPassword}, {"captcha", testing::kCaptcha}};
  }
  void until_choose(const std::string& way) {
    begin(way);
    submit(firm());
    ASSERT_EQ(at(), "choose");
  }
  void until_password() {
    until_choose("people");
    submit({{"person", "11"}});
    ASSERT_EQ(at(), "password");
  }
  std::vector<Choice> shown_choices() { return visit->view().inputs.front().choices; }
};

TEST_F(EnterpriseAsks, LN_02_X_05_unknown_taxpayer_and_wrong_enterprise_password_get_the_same_answer) {
  begin("people");
  const Outcome wrong = submit(with(firm(), "enterprise_password", "no"));
  const Outcome unknown = submit(with(firm(), "taxpayer", testing::kUnknownUscc));
  EXPECT_THAT(codes(wrong), ElementsAre("enterprise_password: enterprise-password-wrong"));
  EXPECT_EQ(codes(unknown), codes(wrong));
  EXPECT_EQ(recorded(unknown), recorded(wrong));
}

TEST_F(EnterpriseAsks, LN_02_five_wrong_enterprise_passwords_lock_it) {
  begin("people");
  for (int tries = 1; tries < 5; ++tries)
    EXPECT_FALSE(submit(with(firm(), "enterprise_password", "no")).locked);
  EXPECT_TRUE(submit(with(firm(), "enterprise_password", "no")).locked);
  EXPECT_TRUE(submit(firm()).locked) << "the right one does not help now";
}

TEST_F(EnterpriseAsks, a_closed_taxpayer_is_told_after_its_password_alone) {
  world.taxpayer.state = TaxpayerState::kClosed;
  begin("people");
  EXPECT_THAT(faults(with(firm(), "enterprise_password", "no")),
              ElementsAre("enterprise_password: enterprise-password-wrong"));
  EXPECT_THAT(faults(firm()), ElementsAre("taxpayer: taxpayer-closed"));
}

TEST_F(EnterpriseAsks, LN_03_LN_04_nobody_is_listed_before_the_sync_nor_who_is_not_collected) {
  world.synced.reset();
  world.mandates.front().origin = MandateOrigin::kRegistry;
  world.person.level = 1;
  until_choose("people");
  EXPECT_THAT(shown_choices(), IsEmpty());
  EXPECT_THAT(faults({}), ElementsAre("person: missing"));
  const Outcome synced = submit({{"sync_staff", "true"}});
  EXPECT_EQ(effects<SyncStaff>(synced).size(), 1U);
  EXPECT_THAT(notices(), ElementsAre("staff-synced", "staff-mismatch"));
  EXPECT_THAT(shown_choices(), IsEmpty());
  EXPECT_THAT(faults({{"person", "11"}}), ElementsAre("person: not-a-choice"));
}

TEST_F(EnterpriseAsks, LN_05_a_handler_does_not_come_first) {
  world.activated = false;
  until_choose("people");
  EXPECT_THAT(faults({{"person", "11"}}), ElementsAre("person: first-sign-in-by-managers"));
  world.mandates.front().role = "legal-representative";
  submit({{"person", "11"}});
  EXPECT_EQ(at(), "password");
}

TEST_F(EnterpriseAsks, LN_20_who_is_frozen_can_be_chosen_and_is_told_so) {
  world.mandates.front().state = MandateState::kFrozen;
  until_choose("people");
  EXPECT_FALSE(shown_choices().front().disabled);
  EXPECT_THAT(faults({{"person", "11"}}), ElementsAre("person: person-frozen"));
}

TEST_F(EnterpriseAsks, LN_08_the_personal_password_is_asked_for_in_its_own_name) {
  until_password();
  EXPECT_THAT(faults({}), ElementsAre("personal_password: missing"));
  EXPECT_THAT(faults({{"personal_password", kFirmPassword}}),
              ElementsAre("personal_password: personal-password-wrong"));
  world.has_password = false;
  EXPECT_THAT(faults({{"personal_password", kOwnPassword}}),
              ElementsAre("personal_password: personal-password-unset"));
  world.has_password = true;
  submit({{"personal_password", kOwnPassword}});
  EXPECT_EQ(world.sessions.size(), 1U);
}

TEST_F(EnterpriseAsks, LN_22_a_reset_password_leads_to_the_page_that_changes_it_once) {
  world.reset = true;
  until_password();
  const Outcome used = submit({{"personal_password", kResetPassword}});
  EXPECT_EQ(effects<SpendSecret>(used).size(), 1U);
  EXPECT_EQ(at(), "new");
  EXPECT_THAT(world.sessions, IsEmpty());
  until_password();
  EXPECT_THAT(faults({{"personal_password", kResetPassword}}),
              ElementsAre("personal_password: personal-password-spent"));
}

TEST_F(EnterpriseAsks, LN_22_of_a_refused_page_the_reset_password_is_not_used_up) {
  world.reset = true;
  profile.ways.push_back(
      testing::way_of("both", FlowKind::kSignIn,
                      {step_of("firm", {kTaxpayer, kEnterprisePassword, kCaptcha}, {then("choose")}),
                       step_of("choose", {kChoosePerson}, {then("both")}),
                       step_of("both", {kPersonalPassword, kNewPersonalPassword}, {then("session")})}));
  profile.ways.back().principal = PrincipalKind::kEnterprise;
  until_choose("both");
  submit({{"person", "11"}});
  const Outcome weak =
      submit({{"personal_password", kResetPassword}, {"new_password", "x"}, {"repeat_password", "x"}});
  EXPECT_TRUE(weak.rejected());
  EXPECT_THAT(effects<SpendSecret>(weak), IsEmpty());
  EXPECT_THAT(world.spent, IsEmpty());
}

TEST_F(EnterpriseAsks, LN_21_bound_the_persons_own_password_opens) {
  world.bound = true;
  until_password();
  EXPECT_THAT(faults({{"personal_password", kOwnPassword}}),
              ElementsAre("personal_password: personal-password-wrong"));
  submit({{"personal_password", testing::kPassword}});
  EXPECT_EQ(world.sessions.size(), 1U);
}

TEST_F(EnterpriseAsks, LN_10_LN_11_the_quick_page_names_a_person_by_role_and_number) {
  const Fields page{{"taxpayer", testing::kUscc},
                    {"enterprise_password", kFirmPassword},
                    {"role", "tax-handler"},
                    {"phone", testing::kPhone},
                    {"request_sms_code", "true"}};
  begin("quick");
  EXPECT_THAT(faults(with(page, "phone", testing::kOtherPhone)), ElementsAre("phone: phone-not-of-identity"));
  EXPECT_THAT(faults(with(page, "role", "chief")), ElementsAre("role: not-a-choice"));
  EXPECT_THAT(faults(page), ElementsAre("role: handler-not-added")) << "no permission identity yet";
  world.mandates.front().permission = PermissionId{3};
  world.activated = false;
  EXPECT_THAT(faults(page), ElementsAre("taxpayer: ordinary-sign-in-first"));
  world.activated = true;
  submit(page);
  EXPECT_EQ(world.last_code_for, testing::kPhone);
  Fields done = with(page, "sms_code", world.last_code);
  done.erase("request_sms_code");
  submit(done);
  EXPECT_EQ(world.sessions.size(), 1U);
}

TEST_F(EnterpriseAsks,
       WH_06_one_unit_passes_by_itself_and_an_authorised_person_needs_no_declaration_password) {
  begin("units");
  submit({{"account", testing::kDocument}, {"password", testing::kPassword}, {"captcha", testing::kCaptcha}});
  ASSERT_EQ(world.sessions.size(), 1U);
  EXPECT_EQ(world.sessions.back().mandate, MandateId{11});
}

TEST_F(EnterpriseAsks, WH_06_WH_08_who_has_no_unit_names_it_and_its_password_gives_the_ways_role) {
  const Fields self{
      {"account", testing::kDocument}, {"password", testing::kPassword}, {"captcha", testing::kCaptcha}};
  world.mandates.clear();
  world.taxpayer.state = TaxpayerState::kClosed;  // shown, and not to be taken
  begin("units");
  submit(self);
  ASSERT_EQ(at(), "unit");
  EXPECT_TRUE(shown_choices().front().disabled);
  EXPECT_THAT(faults({{"unit", "5"}}), ElementsAre("unit: not-a-choice"));
  EXPECT_THAT(faults({}), ElementsAre("unit: missing"));
  EXPECT_THAT(faults({{"taxpayer", "1"}}), ElementsAre("taxpayer: taxpayer-number-wrong-length"));
  world.taxpayer.state = TaxpayerState::kNormal;
  submit({{"taxpayer", testing::kUscc}});
  ASSERT_EQ(at(), "firm");
  EXPECT_THAT(faults({{"declaration_password", "no"}, {"captcha", testing::kCaptcha}}),
              ElementsAre("declaration_password: declaration-password-wrong"));
  submit({{"declaration_password", kFirmPassword}, {"captcha", testing::kCaptcha}});
  ASSERT_EQ(world.sessions.size(), 1U);
  ASSERT_TRUE(world.sessions.back().grant);
  EXPECT_EQ(world.sessions.back().grant->role, "unit");
}

TEST_F(EnterpriseAsks, LN_29_the_agency_itself_needs_no_agreement_password) {
  until_choose("clients");
  submit({{"person", "11"}});
  ASSERT_EQ(at(), "client");
  EXPECT_THAT(faults({}), ElementsAre("client: missing"));
  submit({{"client", "agency"}});
  ASSERT_EQ(world.sessions.size(), 1U);
  EXPECT_FALSE(world.sessions.back().engagement);
}

TEST_F(EnterpriseAsks, LN_29_a_client_is_taken_by_its_agreement_password_alone) {
  until_choose("clients");
  submit({{"person", "11"}});
  EXPECT_THAT(faults({{"client", "21"}}), ElementsAre("agreement_password: missing"));
  EXPECT_THAT(faults({{"client", "99"}, {"agreement_password", kFirmPassword}}),
              ElementsAre("client: not-a-choice"));
  EXPECT_THAT(faults({{"client", "22"}, {"agreement_password", kFirmPassword}}),
              ElementsAre("client: engagement-pending"));
  EXPECT_THAT(faults({{"client", "21"}, {"agreement_password", "no"}}),
              ElementsAre("agreement_password: agreement-password-wrong"));
  world.agreement_set = false;
  EXPECT_THAT(faults({{"client", "21"}, {"agreement_password", kFirmPassword}}),
              ElementsAre("agreement_password: agreement-password-unset"));
  world.agreement_set = true;
  submit({{"client", "21"}, {"agreement_password", kFirmPassword}});
  ASSERT_EQ(world.sessions.size(), 1U);
  EXPECT_EQ(world.sessions.back().engagement, EngagementId{21});
}

TEST_F(EnterpriseAsks, LN_29_without_a_client_the_page_says_what_is_missing) {
  world.clients = {testing::client_of(22, false)};
  until_choose("clients");
  submit({{"person", "11"}});
  const auto inputs = visit->view().inputs;
  EXPECT_EQ(inputs.size(), 1U) << "no password to type";
  EXPECT_EQ(inputs.front().hint.code, "client-none");
}

}  // namespace
}  // namespace taxgate
