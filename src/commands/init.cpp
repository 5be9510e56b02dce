// taxgate init: a data directory with keys and an empty database.
#include <fmt/format.h>

#include "commands/commands.hpp"
#include "commands/installation.hpp"

namespace taxgate::commands {

void add_init(CLI::App& app, Chosen& chosen) {
  auto place = std::make_shared<InstallationPlace>();
  auto* command = app.add_subcommand("init", "make a data directory: keys and an empty database");
  add_place(*command, *place);
  command->callback([place, &chosen] {
    chosen = [place] {
      std::filesystem::create_directories(place->data);
      std::filesystem::permissions(place->data, std::filesystem::perms::owner_all);
      Keyring::create(keyring_place(*place), SystemClock{}.now());
      const Installation made(*place);
      fmt::print("{}: keys and database made. Back up keys/ and the master key apart from the database.\n",
                 place->data.string());
      return 0;
    };
  });
}

}  // namespace taxgate::commands
