// taxgate keys rotate: new fields are sealed with a new key; what the former ones sealed stays readable.
#include <fmt/format.h>

#include "commands/commands.hpp"
#include "commands/installation.hpp"

namespace taxgate::commands {

void add_keys(CLI::App& app, Chosen& chosen) {
  auto place = std::make_shared<InstallationPlace>();
  auto* command = app.add_subcommand("keys", "the keys of an installation")->require_subcommand(1);
  auto* rotate = command->add_subcommand("rotate", "add a field key and make it the current one");
  add_place(*rotate, *place);
  rotate->callback([place, &chosen] {
    chosen = [place] {
      Keyring keyring = Keyring::open(keyring_place(*place));
      keyring.rotate(SystemClock{}.now());
      fmt::print("field key {} is the current one from the next start on\n", keyring.field_keys().current);
      return 0;
    };
  });
}

}  // namespace taxgate::commands
