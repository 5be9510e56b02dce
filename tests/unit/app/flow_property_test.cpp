// Whatever a visitor does, in every bureau that there is.
#include <gmock/gmock.h>

#include <random>

#include "fuzz/flow_walk.hpp"
#include "profile/prove/prove.hpp"

namespace taxgate {
namespace {

constexpr int kVisitors = 4000;

class AnyVisitor : public ::testing::TestWithParam<const char*> {};

TEST_P(AnyVisitor, X_07_QD_07_never_gets_a_session_with_too_few_factors) {
  const std::filesystem::path folder{TAXGATE_SOURCE_DIR "/profiles"};
  const auto profile = load_proved_profile(folder / (std::string{GetParam()} + ".toml"));
  ASSERT_TRUE(profile.has_value());
  std::size_t sessions = 0;
  for (unsigned seed = 1; seed <= kVisitors; ++seed) {
    std::mt19937 random(seed);
    const auto choose = [&](unsigned below) { return std::optional<unsigned>{random() % below}; };
    testing::Walk walk(*profile, choose);
    const auto broken = walk.run();
    ASSERT_FALSE(broken) << *broken << ", seed " << seed;
    sessions += walk.sessions();
  }
  EXPECT_GT(sessions, 50U) << "nobody came through: the test would see nothing";
}

INSTANTIATE_TEST_SUITE_P(Bureaus, AnyVisitor,
                         ::testing::Values("shanxi-2023", "qingdao-2023", "national-2024", "liaoning-2020",
                                           "liaoning-2020-preview", "shaanxi-withholding-2019"));

}  // namespace
}  // namespace taxgate
