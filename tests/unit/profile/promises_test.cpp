// A profile that promises what none of its ways keeps is refused (LN-17, LN-22, LN-33).
#include "unit/profile/support.hpp"

namespace taxgate {
namespace {

using testing::faults_of;
using testing::kProfiles;
using testing::listed;
using testing::movable;
using testing::replaced;

std::string liaoning() { return movable(kProfiles / "liaoning-2020.toml"); }
std::string shanxi_with(const std::string& table) {
  return replaced(movable(kProfiles / "shanxi-2023.toml"), "[password]\n", table + "\n[password]\n");
}

void expect_no_way(const std::string& text, const std::string& option) {
  const auto faults = faults_of(text);
  const auto found = std::ranges::find(faults, "no-way", &ProfileFault::code);
  ASSERT_NE(found, faults.end()) << listed(faults);
  EXPECT_EQ(found->option, option) << listed(faults);
  EXPECT_GT(found->line, 0U);
}

TEST(Promises, X_07_liaoning_keeps_its_own) { EXPECT_EQ(listed(faults_of(liaoning())), ""); }

TEST(Promises, LN_17_X_07_an_invitation_needs_a_way_and_the_way_an_invitation) {
  expect_no_way(replaced(liaoning(), "first_password = \"invitation\"", "first_password = \"own\""),
                "personnel");
  expect_no_way(shanxi_with("[personnel]\nfirst_password = \"invitation\"\n"), "personnel");
}

TEST(Promises, LN_22_X_07_a_reset_needs_a_way_that_asks_for_the_password) {
  expect_no_way(shanxi_with("[personnel]\nreset_password = \"111111\"\n"), "personnel");
  expect_no_way(shanxi_with("[personnel]\nfirst_password = \"given\"\n"), "personnel");
}

TEST(Promises, LN_33_SS_03_X_07_what_is_shown_after_a_second_look_needs_one) {
  expect_no_way(replaced(liaoning(), "kind = \"confirm\"", "kind = \"change-phone\""), "social_insurance");
}

TEST(Promises, LN_22_X_07_a_reset_password_that_leads_to_a_session_is_refused) {
  const auto faults =
      faults_of(replaced(liaoning(), "  { when = \"initial-password\", to = \"set-password\" },\n", ""));
  EXPECT_NE(std::ranges::find(faults, "initial-password", &ProfileFault::code), faults.end())
      << listed(faults);
}

TEST(Promises, SS_02_X_07_a_card_password_needs_its_lock_out_rule) {
  const auto faults = faults_of(
      replaced(liaoning(), "[lockout.card-password]\nfailures = 5\nwindow = \"day\"\nlasts = 120\n", ""));
  EXPECT_NE(std::ranges::find(faults, "no-lockout", &ProfileFault::code), faults.end()) << listed(faults);
}

}  // namespace
}  // namespace taxgate
