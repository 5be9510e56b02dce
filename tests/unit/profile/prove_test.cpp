#include "profile/prove/prove.hpp"

#include "profile/commands.hpp"
#include "unit/profile/support.hpp"

namespace taxgate {
namespace {

using testing::faults_of;
using testing::kData;
using testing::kProfiles;
using testing::listed;
using testing::movable;
using testing::replaced;

/// The paths of a real bureau, line by line, against the file that was read and agreed to.
void expect_golden(const std::string& name) {
  const auto profile = load_profile(kProfiles / (name + ".toml"));
  ASSERT_TRUE(profile.has_value()) << listed(profile.error());
  const ProfileProof proof = prove(*profile);
  EXPECT_TRUE(proof.faults.empty()) << listed(proof.faults);
  EXPECT_EQ(print_paths(*profile, proof),
            testing::read(testing::kRoot / "tests" / "golden" / "profiles" / (name + ".txt")));
}

TEST(Prove, SX_02_X_07_the_paths_of_shanxi) { expect_golden("shanxi-2023"); }
TEST(Prove, QD_07_X_07_the_paths_of_qingdao) { expect_golden("qingdao-2023"); }
TEST(Prove, NT_01_X_07_the_paths_of_the_national_bureau) { expect_golden("national-2024"); }
TEST(Prove, WH_08_X_07_the_paths_of_the_withholding_client) { expect_golden("shaanxi-withholding-2019"); }
TEST(Prove, LN_12_X_07_the_paths_of_liaoning) { expect_golden("liaoning-2020"); }
TEST(Prove, LN_08_X_07_the_paths_of_liaoning_as_first_announced) { expect_golden("liaoning-2020-preview"); }

/// The preview and the client of 2019 had less, and say so themselves (assurance = 1).
TEST(Prove, LN_12_NT_01_every_session_of_a_person_has_two_factors_where_the_bureau_promises_them) {
  for (const std::string name : {"liaoning-2020", "national-2024"}) {
    const auto profile = load_profile(kProfiles / (name + ".toml"));
    ASSERT_TRUE(profile.has_value());
    for (const auto& path : prove(*profile).paths) {
      if (path.end == End::kSession) EXPECT_GE(path.factors.size(), 2U) << name << ' ' << path.way;
      if (path.end == End::kUnitSession)
        EXPECT_TRUE(path.marks.contains(Mark::kSocialInsuranceOnly)) << path.way;
    }
  }
}

TEST(Prove, SX_02_QD_07_every_session_of_the_real_bureaus_has_two_factors_and_no_initial_password) {
  for (const std::string name : {"shanxi-2023", "qingdao-2023"}) {
    const auto profile = load_profile(kProfiles / (name + ".toml"));
    ASSERT_TRUE(profile.has_value());
    for (const auto& path : prove(*profile).paths) {
      if (path.end != End::kSession) continue;
      EXPECT_GE(path.factors.size(), 2U) << name << ' ' << path.way;
      const bool initial = path.marks.contains(Mark::kInitialPassword);
      EXPECT_EQ(initial, std::ranges::find(path.steps, "new-password") != path.steps.end())
          << name << ' ' << path.way;
    }
  }
}

TEST(Prove, QD_06_after_the_forced_change_one_signs_in_again_and_SX_04_goes_straight_on) {
  const auto ends = [](const std::string& name) {
    const auto profile = load_profile(kProfiles / (name + ".toml"));
    std::set<End> found;
    for (const auto& path : prove(*profile).paths) {
      const Way& way = *profile->way(path.way);
      if (way.kind != FlowKind::kSignIn || way.principal == PrincipalKind::kOffice) continue;
      if (!path.marks.empty()) found.insert(path.end);
    }
    return found;
  };
  EXPECT_EQ(ends("shanxi-2023"), std::set{End::kSession});
  EXPECT_EQ(ends("qingdao-2023"), std::set{End::kSignInAgain});
}

struct Flaw {
  std::string name;
  std::string from;
  std::string to;
  std::string code;
  std::string option;
};

void PrintTo(const Flaw& flaw, std::ostream* out) { *out << flaw.name; }

class FlawTest : public ::testing::TestWithParam<Flaw> {};

/// A profile whose file is right and whose paths are not.
TEST_P(FlawTest, X_07_is_found_with_its_place) {
  const auto& [name, from, to, code, option] = GetParam();
  const testing::TemporaryFile file{replaced(movable(kData / "yunling.toml"), from, to)};
  const auto profile = load_profile(file.path());
  ASSERT_TRUE(profile.has_value()) << listed(profile.error());
  const auto faults = prove(*profile).faults;
  const auto found = std::ranges::find(faults, code, &ProfileFault::code);
  ASSERT_NE(found, faults.end()) << listed(faults);
  EXPECT_EQ(found->option, option) << listed(faults);
  EXPECT_EQ(found->file, file.path().string());
  EXPECT_GT(found->line, 0U);
}

const std::string kPhone =
    "asks = [\"sms-code\"]\nnext = [\n  { when = \"initial-password\", to = \"renew\" },\n  { to = "
    "\"session\" },\n]\n";
const std::string kStick =
    "asks = [\"certificate\"]\nnext = [\n  { when = \"initial-password\", to = \"renew\" },\n  { to = "
    "\"session\" },\n]\nalternatives = [\"phone\"]";
const std::string kWho = "asks = [\"account\", \"person-password\"]\nnext = \"as-what\"\nback = true";

const std::vector<Flaw> kFlaws{
    {"below_assurance", "assurance = 2", "assurance = 3", "assurance", "way.shop.step.phone.next"},
    {"one_factor", "asks = [\"identity\"]\nnext = \"phone\"", "asks = [\"identity\"]\nnext = \"session\"",
     "assurance", "way.shop.step.as-what.next"},
    {"unreachable", kPhone + "alternatives = [\"stick\"]", kPhone, "unreachable", "way.shop.step.stick"},
    {"cycle", "asks = [\"new-password\"]\nnext = \"session\"", "asks = [\"new-password\"]\nnext = \"phone\"",
     "cycle", "way.shop.step.phone"},
    {"cycle_by_alternative", "alternatives = [\"stick\"]", "alternatives = [\"stick\", \"who\"]", "cycle",
     "way.shop.step.phone"},
    {"initial_password_kept", kPhone, "asks = [\"sms-code\"]\nnext = \"session\"\n", "initial-password",
     "way.shop.step.phone.next"},
    {"initial_secret_alone", kWho,
     "asks = [\"account\", \"person-password\"]\nnext = [{ when = \"initial-password\", to = \"renew\" }, { "
     "to = \"as-what\" }]",
     "initial-secret-alone", "way.shop.step.renew.asks"},
    {"never_true", "asks = [\"taxpayer\", \"captcha\", \"consent\"]\nnext = \"who\"",
     "asks = [\"taxpayer\", \"captcha\", \"consent\"]\nnext = [{ when = \"initial-password\", to = \"renew\" "
     "}, { to = \"who\" }]",
     "never-true", "way.shop.step.which.next"},
    {"X_08_recovery_bypass", "asks = [\"captcha\", \"known-person\"]\nnext = \"phone\"",
     "asks = [\"captcha\", \"known-person\"]\nnext = \"renew\"", "recovery-bypass",
     "way.lost.step.renew.asks"},
    {"unproved_person", "asks = [\"captcha\", \"known-person\"]\nnext = \"phone\"",
     "asks = [\"captcha\", \"known-person\"]\nnext = \"renew\"", "unproved-person",
     "way.lost.step.renew.asks"},
    {"known_person_without_captcha", "asks = [\"captcha\", \"known-person\"]", "asks = [\"known-person\"]",
     "not-known", "way.lost.step.who.asks"},
    {"X_08_change_without_proof", "asks = [\"old-password\", \"new-phone\"]", "asks = [\"new-phone\"]",
     "unproved-change", "way.number.step.code.asks"},
    {"no_captcha", "asks = [\"taxpayer\", \"captcha\", \"consent\"]", "asks = [\"taxpayer\", \"consent\"]",
     "no-captcha", "way.shop.step.who.asks"},
    {"SX_06_no_identity", "asks = [\"account\", \"person-password\"]\nnext = \"as-what\"",
     "asks = [\"account\", \"person-password\"]\nnext = \"phone\"", "no-identity",
     "way.shop.step.phone.next"},
    {"code_before_person", "asks = [\"taxpayer\", \"captcha\", \"consent\"]\nnext = \"who\"",
     "asks = [\"taxpayer\", \"captcha\", \"consent\"]\nnext = \"phone\"", "not-known",
     "way.shop.step.phone.asks"},
    {"closed_step", "asks = [\"identity\"]\nnext = \"phone\"", "asks = [\"identity\"]\nnext = \"stick\"",
     "closed-step", "way.shop.step.as-what.next"},
    {"closed_from_the_beginning", "asks = [\"captcha\", \"known-person\"]",
     "asks = [\"captcha\", \"known-person\", \"certificate\"]", "closed-step", "way.lost.step.who.asks"},
    {"no_open_path", "asks = [\"captcha\", \"known-person\"]",
     "asks = [\"captcha\", \"known-person\", \"certificate\"]", "no-open-path", "way.lost"},
    {"wrong_end", "next = \"sign-in-again\"", "next = \"session\"", "wrong-end", "way.lost.step.renew.next"},
    {"account_flow_opens_session", "next = \"done\"", "next = \"session\"", "wrong-end",
     "way.number.step.code.next"},
    {"purpose_missed", "asks = [\"old-password\", \"new-phone\"]\nnext = \"code\"",
     "asks = [\"old-password\", \"new-phone\"]\nnext = \"done\"", "purpose-missed",
     "way.number.step.old.next"},
    {"person_twice", kStick, "asks = [\"account\", \"person-password\"]\nnext = \"session\"", "person-twice",
     "way.shop.step.stick.asks"},
    {"two_codes", "asks = [\"new-phone-code\"]", "asks = [\"sms-code\", \"new-phone-code\"]", "asks-clash",
     "way.number.step.code.asks"},
    {"nobody", kWho + "\n", "asks = [\"certificate\"]\nnext = \"session\"\n", "nobody",
     "way.shop.step.who.next"},
};

INSTANTIATE_TEST_SUITE_P(Profile, FlawTest, ::testing::ValuesIn(kFlaws),
                         [](const auto& info) { return info.param.name; });

std::set<std::string> flaws_of(const std::string& text) {
  const testing::TemporaryFile file{text};
  const auto profile = load_profile(file.path());
  EXPECT_TRUE(profile.has_value());
  std::set<std::string> codes;
  for (const auto& fault : prove(*profile).faults) codes.insert(fault.code);
  return codes;
}

TEST(Prove, X_07_X_09_an_officer_needs_an_appointment_and_two_factors_whatever_the_bureau_promises) {
  const std::string shanxi = movable(kProfiles / "shanxi-2023.toml");
  EXPECT_TRUE(flaws_of(shanxi).empty());
  EXPECT_TRUE(flaws_of(replaced(shanxi, "  { to = \"appointment\" }", "  { to = \"session\" }"))
                  .contains("no-identity"));
  const std::string weak = replaced(shanxi, "assurance = 2", "assurance = 1");
  const std::string password = "asks = [\"account\", \"person-password\", \"captcha\"]\nnext = ";
  EXPECT_TRUE(
      flaws_of(replaced(weak, password + "\"sms\"", password + "\"appointment\"")).contains("assurance"));
}

TEST(Prove, X_07_an_account_does_not_outlive_its_page) {
  std::string text =
      replaced(movable(kData / "yunling.toml"), "asks = [\"taxpayer\", \"captcha\", \"consent\"]",
               "asks = [\"taxpayer\", \"account\", \"captcha\", \"consent\"]");
  text = replaced(text, "asks = [\"account\", \"person-password\"]", "asks = [\"person-password\"]");
  const auto faults = faults_of(text);
  ASSERT_EQ(faults.size(), 1U) << listed(faults);
  EXPECT_EQ(faults[0].code, "not-known");
  EXPECT_EQ(faults[0].option, "way.shop.step.who.asks");
  EXPECT_EQ(faults[0].value, "person-password");
}

TEST(Prove, X_07_the_fault_names_the_path_that_shows_it) {
  const auto faults = faults_of(replaced(movable(kData / "yunling.toml"), "assurance = 2", "assurance = 3"));
  const auto found = std::ranges::find(faults, "assurance", &ProfileFault::code);
  ASSERT_NE(found, faults.end()) << listed(faults);
  EXPECT_EQ(found->message, "3 different factors are wanted, 2 proved (by which > who > as-what > phone)");
}

TEST(Prove, X_07_a_maze_of_alternatives_is_refused_and_not_walked_for_ever) {
  // Fourteen levels of two steps that may stand for each other: 2^14 paths.
  std::string maze =
      "[[way]]\nid = \"maze\"\nkind = \"change-username\"\n"
      "title = { zh-CN = \"迷宫\", zh-TW = \"迷宮\", en = \"Maze\" }\n";
  for (int level = 0; level < 14; ++level) {
    for (const std::string side : {"a", "b"}) {
      const std::string other = side == "a" ? "b" : "a";
      maze += "[[way.step]]\nid = \"" + side + std::to_string(level) +
              "\"\ntitle = { zh-CN = \"步\", zh-TW = \"步\", en = \"Step\" }\nasks = "
              "[\"new-username\"]\nnext = \"" +
              (level == 13 ? "done" : "a" + std::to_string(level + 1)) + "\"\nalternatives = [\"" + other +
              std::to_string(level) + "\"]\n";
    }
  }
  const auto faults = faults_of(replaced(movable(kData / "yunling.toml"), "[texts]", maze + "[texts]"));
  EXPECT_NE(std::ranges::find(faults, "too-many-paths", &ProfileFault::code), faults.end()) << listed(faults);
}

}  // namespace
}  // namespace taxgate
