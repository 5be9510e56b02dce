#pragma once
// Profiles for tests: the real ones, the made-up one, and the made-up one with some text of it replaced.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>

#include "profile/load/load.hpp"
#include "profile/prove/prove.hpp"

namespace taxgate::testing {

inline const std::filesystem::path kRoot{TAXGATE_SOURCE_DIR};
inline const std::filesystem::path kProfiles = kRoot / "profiles";
inline const std::filesystem::path kData = kRoot / "tests" / "data" / "profiles";

inline std::string read(const std::filesystem::path& path) {
  const std::ifstream file{path, std::ios::binary};
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

/// A file that goes with the test.
class TemporaryFile {
 public:
  explicit TemporaryFile(std::string_view content) : path_(unused_path()) {
    std::ofstream{path_, std::ios::binary} << content;
  }
  ~TemporaryFile() { std::filesystem::remove(path_); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  static std::filesystem::path unused_path() {
    static int count = 0;
    return std::filesystem::temp_directory_path() /
           ("taxgate-profile-" + std::to_string(getpid()) + '-' + std::to_string(++count) + ".toml");
  }
  std::filesystem::path path_;
};

inline std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << "the test's text is not there: " << from;
  if (at != std::string::npos) text.replace(at, from.size(), to);
  return text;
}

/// With the common texts found from anywhere.
inline std::string movable(const std::filesystem::path& profile) {
  const std::string text = read(profile);
  const std::string common = (kProfiles / "common" / "texts.toml").string();
  const auto at = text.find("common = \"") + 10;
  return std::string{text}.replace(at, text.find('"', at) - at, common);
}

/// Every fault of a profile's text: of the file, or else of its paths.
inline std::vector<ProfileFault> faults_of(std::string_view text) {
  const TemporaryFile file{text};
  auto profile = load_proved_profile(file.path());
  return profile ? std::vector<ProfileFault>{} : std::move(profile.error());
}

inline std::string listed(const std::vector<ProfileFault>& faults) {
  std::string lines;
  for (const auto& fault : faults) lines += to_string(fault) + '\n';
  return lines;
}

/// The line of `text` on which `what` begins.
inline unsigned line_of(std::string_view text, std::string_view what) {
  const auto at = text.find(what);
  return static_cast<unsigned>(std::ranges::count(text.substr(0, at), '\n')) + 1;
}

}  // namespace taxgate::testing
