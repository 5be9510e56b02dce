// Every line of the real profiles, gone or changed: the loader never falls over, and what it lets pass is
// proved.
#include "unit/profile/support.hpp"

namespace taxgate {
namespace {

using testing::kProfiles;
using testing::movable;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in{text};
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines) text += line + '\n';
  return text;
}

/// Either a fault with a place, or a profile that can serve.
void expect_told_or_proved(const std::string& text, const std::string& what) {
  const testing::TemporaryFile file{text};
  const auto profile = load_proved_profile(file.path());
  if (profile) {
    EXPECT_TRUE(prove(*profile).faults.empty()) << what;
    EXPECT_GE(profile->assurance, 1) << what;
    return;
  }
  EXPECT_FALSE(profile.error().empty()) << what;
  for (const auto& fault : profile.error()) {
    EXPECT_GT(fault.line, 0U) << what << '\n' << to_string(fault);
    EXPECT_FALSE(fault.code.empty()) << what;
    EXPECT_FALSE(fault.message.empty()) << what;
  }
}

/// Changes that are the same every time: the line's number chooses one.
std::string altered(const std::string& line, std::size_t number) {
  switch (number % 5) {
    case 0:
      return line + line;
    case 1:
      return line.substr(0, line.size() / 2);
    case 2: {
      std::string other = line;
      for (char& c : other) {
        if (c >= '0' && c <= '8') ++c;
        if (c >= 'a' && c <= 'y') c = static_cast<char>(c + 1);
      }
      return other;
    }
    case 3: {
      const auto equals = line.find('=');
      return equals == std::string::npos ? "[" + line : line.substr(0, equals) + "= -1";
    }
    default: {
      const auto equals = line.find('=');
      return equals == std::string::npos ? line + " x"
                                         : line.substr(0, equals) + "= [[{ a = \"\xf0\x9f\xa7\xbe\" }]]";
    }
  }
}

/// The two files are alike, so each gives every other line.
std::size_t first_of(const std::string& profile) { return profile == "shanxi-2023" ? 0 : 1; }

class MutationTest : public ::testing::TestWithParam<std::string> {};

TEST_P(MutationTest, X_07_a_line_deleted_is_told_or_harmless) {
  const auto lines = lines_of(movable(kProfiles / (GetParam() + ".toml")));
  for (std::size_t at = first_of(GetParam()); at < lines.size(); at += 2) {
    auto fewer = lines;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(at));
    expect_told_or_proved(joined(fewer), "without line " + std::to_string(at + 1) + ": " + lines[at]);
  }
}

TEST_P(MutationTest, X_07_a_line_altered_is_told_or_harmless) {
  const auto lines = lines_of(movable(kProfiles / (GetParam() + ".toml")));
  for (std::size_t at = first_of(GetParam()); at < lines.size(); at += 2) {
    auto other = lines;
    other[at] = altered(lines[at], at);
    expect_told_or_proved(joined(other), "line " + std::to_string(at + 1) + " as " + other[at]);
  }
}

TEST_P(MutationTest, X_07_a_file_cut_anywhere_is_told) {
  const std::string text = movable(kProfiles / (GetParam() + ".toml"));
  for (std::size_t size = 0; size + 1 < text.size(); size += 499) {
    expect_told_or_proved(text.substr(0, size), "the first " + std::to_string(size) + " octets");
  }
}

INSTANTIATE_TEST_SUITE_P(Profile, MutationTest, ::testing::Values("shanxi-2023", "qingdao-2023"),
                         [](const auto& info) {
                           std::string name = info.param;
                           std::ranges::replace(name, '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace taxgate
