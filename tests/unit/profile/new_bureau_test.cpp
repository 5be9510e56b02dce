// A bureau that was never thought of is a file: the engine takes people through it, and no C++ was written
// for it.
#include "domain/flow/engine.hpp"
#include "unit/profile/support.hpp"

namespace taxgate {
namespace {

constexpr Time kNow = from_millis(1'800'000'000'000);

/// Somebody at the door of the made-up bureau.
class Visit {
 public:
  explicit Visit(const Profile& profile) : profile_(profile) {
    facts_.now = kNow;
    facts_.fresh_code = Secret{"12345678"};
    facts_.fresh_captcha = Secret{"ABCD"};
    auto begun = begin(profile, {.bureau = BureauId{1}, .kind = FlowKind::kSignIn, .way = "shop"}, facts_);
    if (begun) flow_ = *std::move(begun);
  }

  /// Sends the page; the facts are those of a known owner of a known shop.
  Outcome send(const std::map<std::string, std::string>& fields) {
    Input input{.step = flow_.known.step};
    for (const auto& [name, text] : fields) input.fields.emplace(name, Secret{text});
    auto outcome = advance(profile_, flow_, input, facts_);
    EXPECT_TRUE(outcome.has_value());
    for (const auto& fault : outcome->faults) {
      ADD_FAILURE() << fault.input << ": " << profile_.texts.say(fault.phrase, Locale::kEn);
    }
    flow_ = outcome->flow;
    return *std::move(outcome);
  }

  Facts& facts() { return facts_; }
  const Flow& flow() const { return flow_; }
  std::string title() const { return profile_.texts.say(view(profile_, flow_, facts_).title, Locale::kEn); }

 private:
  const Profile& profile_;
  Facts facts_;
  Flow flow_;
};

Person owner() {
  return {.id = PersonId{7},
          .bureau = BureauId{1},
          .name = "王小明",
          .document = {.kind = DocumentKind::kResidentId, .number = "11010519491231002X"},
          .phone = "13800138000"};
}

void know_the_owner(Facts& facts, PasswordMatch password) {
  facts.taxpayer = Taxpayer{.id = TaxpayerId{3}, .bureau = BureauId{1}, .uscc = "91350100M000100Y43"};
  facts.person = owner();
  facts.password = password;
  facts.mandates = {{.id = MandateId{5},
                     .bureau = BureauId{1},
                     .principal = TaxpayerId{3},
                     .delegate = PersonId{7},
                     .role = "owner",
                     .functions = {"taxes"},
                     .starts = Date{std::chrono::year{2020}, std::chrono::January, std::chrono::day{1}},
                     .state = MandateState::kInForce}};
}

/// Up to the page that asks for the code, which has been sent.
void go_to_the_code(Visit& visit, PasswordMatch password) {
  EXPECT_EQ(visit.title(), "Which shop");
  know_the_owner(visit.facts(), password);
  visit.send({{"taxpayer", "91350100M000100Y43"}, {"captcha", "abcd"}, {"consent_privacy", "true"}});
  EXPECT_EQ(visit.title(), "Who you are");
  visit.send({{"account", "13800138000"}, {"password", "Correct horse 1"}});
  EXPECT_EQ(visit.title(), "Your phone") << "the only identity needs no choice";
  visit.send({{"request_sms_code", "true"}});
}

TEST(NewBureau, a_made_up_province_signs_people_in_without_new_code) {
  const Profile profile = load_proved_profile(testing::kData / "yunling.toml").value();
  Visit visit{profile};
  go_to_the_code(visit, PasswordMatch::kRight);
  const Outcome outcome = visit.send({{"sms_code", "12345678"}});
  EXPECT_EQ(visit.flow().state, FlowState::kDone);
  const auto opened = std::ranges::find_if(
      outcome.effects, [](const Effect& effect) { return std::holds_alternative<OpenSession>(effect); });
  ASSERT_NE(opened, outcome.effects.end());
  EXPECT_EQ(std::get<OpenSession>(*opened).person, PersonId{7});
  EXPECT_EQ(std::get<OpenSession>(*opened).mandate, MandateId{5});
  EXPECT_EQ(std::get<OpenSession>(*opened).proofs.size(), 2U);
}

TEST(NewBureau, SX_04_its_initial_password_leads_to_a_new_one_first) {
  const Profile profile = load_proved_profile(testing::kData / "yunling.toml").value();
  Visit visit{profile};
  go_to_the_code(visit, PasswordMatch::kInitial);
  visit.send({{"sms_code", "12345678"}});
  EXPECT_EQ(visit.flow().state, FlowState::kOpen);
  EXPECT_EQ(visit.title(), "Your own password");
  visit.send({{"new_password", "long enough 42"}, {"repeat_password", "long enough 42"}});
  EXPECT_EQ(visit.flow().state, FlowState::kDone);
}

}  // namespace
}  // namespace taxgate
