#include "profile/commands.hpp"

#include "unit/profile/support.hpp"

namespace taxgate {
namespace {

using testing::kData;
using testing::kProfiles;

TEST(ProfileCheck, X_07_prints_the_paths_and_their_factors) {
  const std::vector<std::string> files{(kProfiles / "shanxi-2023.toml").string(),
                                       (kProfiles / "qingdao-2023.toml").string()};
  std::ostringstream out;
  EXPECT_EQ(profile_check(files, out), 0);
  EXPECT_NE(out.str().find("    credentials > sms > identity > session  [knowledge + possession]\n"),
            std::string::npos);
  EXPECT_NE(out.str().find(files[0] + ": proved, 22 paths\n"), std::string::npos) << out.str();
}

TEST(ProfileCheck, X_07_fails_when_one_of_the_files_has_faults_and_still_tells_of_all) {
  const std::vector<std::string> files{(kData / "ten-faults.toml").string(),
                                       (kData / "yunling.toml").string()};
  std::ostringstream out;
  EXPECT_EQ(profile_check(files, out), 1);
  EXPECT_NE(out.str().find("ten-faults.toml:7: assurance = 4: "), std::string::npos) << out.str();
  EXPECT_NE(out.str().find("ten-faults.toml: refused, 10 fault(s)\n"), std::string::npos) << out.str();
  EXPECT_NE(out.str().find("yunling.toml: proved, 7 paths\n"), std::string::npos) << out.str();
}

TEST(ProfileCheck, X_07_a_path_below_the_assurance_is_refused_with_file_and_line) {
  const std::string text = testing::replaced(testing::movable(kProfiles / "shanxi-2023.toml"),
                                             "asks = [\"sms-code\"]", "asks = [\"captcha\"]");
  const testing::TemporaryFile file{text};
  const std::vector<std::string> files{file.path().string()};
  std::ostringstream out;
  EXPECT_EQ(profile_check(files, out), 1);
  EXPECT_NE(out.str().find(
                "2 different factors are wanted, 1 proved (by credentials > sms > identity) [assurance]"),
            std::string::npos)
      << out.str();
  EXPECT_FALSE(load_proved_profile(file.path()).has_value()) << "and starts no server";
}

TEST(ProfileDraw, draws_in_each_format) {
  for (const auto& [format, beginning] :
       {std::pair{"mermaid", "# 云岭省电子税务局"}, std::pair{"dot", "digraph"}, std::pair{"svg", "<?xml"}}) {
    std::ostringstream out;
    std::ostringstream err;
    EXPECT_EQ(profile_draw(kData / "yunling.toml", format, out, err), 0) << err.str();
    EXPECT_TRUE(out.str().starts_with(beginning)) << out.str().substr(0, 80);
    EXPECT_EQ(err.str(), "");
  }
}

TEST(ProfileDraw, tells_what_is_wrong) {
  std::ostringstream out;
  std::ostringstream err;
  EXPECT_EQ(profile_draw(kData / "yunling.toml", "png", out, err), 2);
  EXPECT_NE(err.str().find("no format png"), std::string::npos);
  EXPECT_EQ(profile_draw(kData / "ten-faults.toml", "svg", out, err), 1);
  EXPECT_NE(err.str().find("[missing-option]"), std::string::npos);
  EXPECT_EQ(out.str(), "");
}

}  // namespace
}  // namespace taxgate
