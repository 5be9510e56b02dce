// What every bureau of profiles/ must keep to, whatever else it chooses: settings that suit a test are not
// shipped.
#include "unit/profile/support.hpp"

namespace taxgate {
namespace {

TEST(ShippedProfiles, X_06_ration_codes) {
  int seen = 0;
  for (const auto& entry : std::filesystem::directory_iterator(testing::kProfiles)) {
    if (entry.path().extension() != ".toml") continue;
    const auto profile = load_profile(entry.path());
    ASSERT_TRUE(profile.has_value()) << entry.path();
    EXPECT_EQ(profile->sms.digits, 6) << entry.path();
    EXPECT_LE(profile->sms.lasts, std::chrono::minutes{10}) << entry.path();
    EXPECT_GE(profile->sms.resend_after, std::chrono::seconds{60}) << entry.path();
    EXPECT_LE(profile->sms.per_number_a_day, 20) << entry.path();
    EXPECT_LE(profile->sms.per_address_an_hour, 600) << entry.path();
    const auto sms = profile->lockout.find("sms");
    ASSERT_NE(sms, profile->lockout.end()) << entry.path();
    EXPECT_EQ(sms->second.failures, 5) << entry.path();
    ++seen;
  }
  EXPECT_GE(seen, 2);
}

}  // namespace
}  // namespace taxgate
