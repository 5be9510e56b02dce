#include "commands/bureau.hpp"

#include "profile/fault.hpp"
#include "profile/prove/prove.hpp"

namespace taxgate::commands {

app::Bureau open_bureau(const std::filesystem::path& file, store::Store& store) {
  auto profile = load_proved_profile(file);
  if (!profile) {
    std::string lines = "the profile is refused:";
    for (const auto& fault : profile.error()) lines += "\n  " + to_string(fault);
    throw std::runtime_error(lines);
  }
  app::Bureau bureau{{}, *std::move(profile)};
  store.commit(
      [&](store::Transaction& transaction) { bureau.id = transaction.put_bureau(bureau.profile.id); });
  return bureau;
}

}  // namespace taxgate::commands
