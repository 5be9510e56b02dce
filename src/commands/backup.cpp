// taxgate backup: a copy of the database, of one instant, beside a running server or without one.
#include "store/sqlite/backup.hpp"

#include <fmt/format.h>

#include "commands/commands.hpp"

namespace taxgate::commands {

void add_backup(CLI::App& app, Chosen& chosen) {
  struct Options {
    std::filesystem::path data;
    std::filesystem::path target;
  };
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand("backup", "copy the database, also while it is served");
  command->add_option("--data", options->data, "the data directory")->required();
  command->add_option("FILE", options->target, "the copy; must not exist yet")->required();
  command->callback([options, &chosen] {
    chosen = [options] {
      store::sqlite::backup(options->data, options->target);
      fmt::print("{}: complete and sound. The keys are not in it: keep them apart from it.\n",
                 options->target.string());
      return 0;
    };
  });
}

}  // namespace taxgate::commands
