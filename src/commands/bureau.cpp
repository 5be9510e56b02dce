#include "commands/bureau.hpp"

#include <fstream>
#include <iterator>

#include "base/clock.hpp"
#include "crypto/digest.hpp"
#include "profile/fault.hpp"
#include "profile/prove/prove.hpp"

namespace taxgate::commands {
namespace {

constexpr auto kCommonTexts = "common/texts.toml";

/// Of the profile's file and the common texts beside it: what administrators see as its version.
std::string version_of(const std::filesystem::path& file) {
  std::string all;
  for (const auto& one : {file, file.parent_path() / kCommonTexts}) {
    std::ifstream in{one, std::ios::binary};
    all.append(std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{});
  }
  return to_hex(sha256(bytes_of(all)));
}

}  // namespace

app::Bureau open_bureau(const std::filesystem::path& file, store::Store& store) {
  auto profile = load_proved_profile(file);
  if (!profile) {
    std::string lines = "the profile is refused:";
    for (const auto& fault : profile.error()) lines += "\n  " + to_string(fault);
    throw std::runtime_error(lines);
  }
  app::Bureau bureau{{}, *std::move(profile), version_of(file), SystemClock{}.now()};
  store.commit(
      [&](store::Transaction& transaction) { bureau.id = transaction.put_bureau(bureau.profile.id); });
  return bureau;
}

}  // namespace taxgate::commands
