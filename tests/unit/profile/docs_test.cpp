// docs/profile.md tells the whole vocabulary and every fault.
#include <regex>

#include "unit/profile/support.hpp"

namespace taxgate {
namespace {

std::string sources() {
  std::string all;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(testing::kRoot / "src" / "profile")) {
    const auto& path = entry.path();
    if (path.extension() == ".cpp") all += testing::read(path);
  }
  return all;
}

std::set<std::string> matches(const std::string& text, const char* pattern) {
  std::set<std::string> found;
  const std::regex regex{pattern};
  for (std::sregex_iterator at{text.begin(), text.end(), regex}; at != std::sregex_iterator{}; ++at) {
    found.insert((*at)[1]);
  }
  return found;
}

TEST(ProfileDocs, X_07_tell_every_fault) {
  const std::string docs = testing::read(testing::kRoot / "docs" / "profile.md");
  std::string code = sources();
  auto faults = matches(code, "fault\\([^;]*?,\\s*\"([a-z]+(?:-[a-z]+)+)\",");
  faults.merge(matches(code, "add_if\\([^;\"]*\"([a-z-]+)\","));
  faults.merge(matches(code, "faults_?\\.add\\([^;]*?,\\s*\"([a-z]+-[a-z-]+)\","));
  EXPECT_GT(faults.size(), 35U) << "the test no longer finds them";
  for (const auto& fault : faults) EXPECT_NE(docs.find('`' + fault + '`'), std::string::npos) << fault;
}

TEST(ProfileDocs, tell_every_option_and_word) {
  const std::string docs = testing::read(testing::kRoot / "docs" / "profile.md");
  const auto options = matches(
      sources(),
      "\\.(?:text|whole|must_whole|maybe_whole|whole_unless|flag|words|one_of|each_of|section|each)\\("
      "\"([a-z_]+)\"");
  EXPECT_GT(options.size(), 45U) << "the test no longer finds them";
  for (const auto& option : options) {
    EXPECT_TRUE(std::regex_search(docs, std::regex{"\\b" + option + "\\b"})) << option;
  }
  for (int kind = 0; kind <= static_cast<int>(AskKind::kCertificate); ++kind) {
    const std::string word{to_string(static_cast<AskKind>(kind))};
    EXPECT_NE(docs.find('`' + word + '`'), std::string::npos) << word;
  }
}

}  // namespace
}  // namespace taxgate
