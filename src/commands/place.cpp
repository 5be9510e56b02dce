#include "commands/commands.hpp"

namespace taxgate::commands {

void add_place(CLI::App& command, InstallationPlace& place) {
  command.add_option("--data", place.data, "the data directory")->required();
  command.add_option("--master-key", place.master_key, "a master key file kept elsewhere");
}

void add_bureau(CLI::App& command, InstallationPlace& place, std::filesystem::path& profile) {
  add_place(command, place);
  command.add_option("--profile", profile, "the bureau's profile")->required();
}

}  // namespace taxgate::commands
