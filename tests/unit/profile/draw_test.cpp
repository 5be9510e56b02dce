#include "profile/draw/draw.hpp"

#include "unit/profile/support.hpp"

namespace taxgate {
namespace {

using testing::kData;

Profile yunling() { return load_profile(kData / "yunling.toml").value(); }

/// The program `dot` is not found while this lives.
class EmptyPath {
 public:
  EmptyPath() : former_(getenv("PATH")) { setenv("PATH", "/nonexistent", 1); }
  ~EmptyPath() { setenv("PATH", former_.c_str(), 1); }
  EmptyPath(const EmptyPath&) = delete;
  EmptyPath& operator=(const EmptyPath&) = delete;

 private:
  std::string former_;
};

TEST(Draw, mermaid_shows_steps_asks_conditions_alternatives_and_ends) {
  const std::string drawn = draw_mermaid(yunling(), Locale::kEn);
  for (const auto* line : {"# Yunling e-Tax Bureau\n", "## Shops (sign-in)\n", "flowchart TD\n",
                           "  s_which[\"Which shop<br/>taxpayer, captcha, consent\"]\n",
                           "  s_which --> s_who\n", "  s_phone -->|\"initial-password\"| s_renew\n",
                           "  s_phone -.-> s_stick\n", "  s_stick[\"Your stick<br/>certificate\"]:::closed\n",
                           "  s_session([\"session\"])\n", "  s_renew --> s_sign_in_again\n"}) {
    EXPECT_NE(drawn.find(line), std::string::npos) << line << drawn;
  }
}

TEST(Draw, a_title_cannot_break_out_of_its_label) {
  Profile profile = yunling();
  profile.texts.put("step.shop.which", {{"\"] x --> y <b> \\", "", ""}});
  EXPECT_NE(draw_mermaid(profile, Locale::kZhCn).find("s_which[\"#quot;] x --> y #lt;b> \\<br/>"),
            std::string::npos);
  EXPECT_NE(draw_dot(profile, Locale::kZhCn).find("[label=\"\\\"] x --> y <b> \\\\\" + "), std::string::npos);
  EXPECT_TRUE(draw_svg(profile, Locale::kZhCn).has_value()) << "Graphviz reads it";
}

TEST(Draw, svg_by_graphviz) {
  const auto drawn = draw_svg(yunling(), Locale::kZhCn);
  ASSERT_TRUE(drawn.has_value()) << to_string(drawn.error());
  EXPECT_NE(drawn->find("<svg"), std::string::npos);
  EXPECT_NE(drawn->find("哪家商户"), std::string::npos);
  EXPECT_NE(drawn->find("initial&#45;password"), std::string::npos);
}

TEST(Draw, without_graphviz_it_says_so) {
  const EmptyPath nothing;
  const auto drawn = draw_svg(yunling(), Locale::kZhCn);
  ASSERT_FALSE(drawn.has_value());
  EXPECT_EQ(drawn.error(), DrawFault::kNoGraphviz);
}

}  // namespace
}  // namespace taxgate
