// taxgate import registry: a bureau's export becomes its people, taxpayers and associations.
#include <iostream>

#include "app/import/command.hpp"
#include "commands/bureau.hpp"
#include "commands/commands.hpp"
#include "commands/installation.hpp"

namespace taxgate::commands {
namespace {

struct Options {
  InstallationPlace place;
  std::filesystem::path profile;
  app::ImportCommand command;
};

int run(const Options& options) {
  Installation installation(options.place);
  const app::Bureau bureau = open_bureau(options.profile, installation.store());
  app::RegistryImport import(bureau, installation.store(), installation.vault(), installation.clock());
  return app::run_import(options.command, import, std::cout, std::cerr);
}

}  // namespace

void add_import(CLI::App& app, Chosen& chosen) {
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand("import", "bring data in")->require_subcommand(1);
  auto* registry =
      command->add_subcommand("registry", "taxpayers, their people and the collected real-name data");
  auto& request = options->command.request;
  registry->add_option("FILE", request.files, "CSV files")->required();
  add_bureau(*registry, options->place, options->profile);
  registry->add_option("--mapping", request.mapping, "what the columns mean")->required();
  registry->add_option("--report", options->command.report, "write a machine-readable report to this file");
  registry->add_flag("--skip-bad", request.skip_bad, "import the good rows although others are bad");
  registry->add_flag("--complete", request.complete, "the files are the whole registry");
  registry->add_flag("--dry-run", request.dry_run, "everything but the commit");
  registry->add_flag_callback(
      "--english", [options] { options->command.locale = Locale::kEn; }, "the summary in English");
  registry->callback([options, &chosen] { chosen = [options] { return run(*options); }; });
}

}  // namespace taxgate::commands
