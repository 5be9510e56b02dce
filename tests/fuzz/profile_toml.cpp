// A profile's file: read, proved and drawn, or refused with every fault at a line that the file has.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "fuzz/fuzz.hpp"
#include "profile/commands.hpp"
#include "profile/draw/draw.hpp"
#include "profile/load/load.hpp"
#include "profile/load/said_codes.hpp"
#include "profile/prove/prove.hpp"

namespace {

using namespace taxgate;
namespace fs = std::filesystem;

/// A folder with the smallest common texts that there can be: the real ones take most of the time.
class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / fmt::format("taxgate-fuzz-{}", getpid())) {
    fs::create_directories(path_);
    std::ofstream common(path_ / "common.toml");
    common << "vocabulary = 1\n[texts]\n";
    for (const auto& said : load::said_codes()) {
      common << fmt::format("\"{0}\" = {{ zh-CN = \"{0}\", zh-TW = \"{0}\", en = \"{0}\" }}\n", said.code);
    }
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  fs::path write(std::string_view text) const {
    std::ofstream(path_ / "profile.toml", std::ios::binary) << text;
    return path_ / "profile.toml";
  }

 private:
  fs::path path_;
};

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Folder kFolder;
  const auto text = fuzz::text_of_input(data, size);
  const auto profile = load_profile(kFolder.write(text));
  if (!profile) {
    fuzz::require(!profile.error().empty(), "refused without a fault");
    const auto lines = static_cast<unsigned>(std::ranges::count(text, '\n')) + 1;
    for (const auto& fault : profile.error()) {
      fuzz::require(fault.line <= lines || !fault.file.ends_with("profile.toml"), "a fault beyond the end");
      fuzz::require(!to_string(fault).empty(), "a fault without words");
    }
    return 0;
  }
  const ProfileProof proof = prove(*profile);
  fuzz::require(!print_paths(*profile, proof).empty(), "paths without words");
  for (const auto& path : proof.paths) {
    if (path.end != End::kSession || !proof.faults.empty()) continue;
    fuzz::require(std::cmp_greater_equal(path.factors.size(), profile->assurance),
                  "a path with too few factors");
  }
  return 0;
}
