// The composition root: reads the command line and runs one subcommand.
#include <cstdio>
#include <exception>

#include "commands/commands.hpp"

int main(int argc, char** argv) {
  CLI::App app{"taxgate: sign-in and delegated authority for tax bureaus"};
  app.require_subcommand(1);
  app.set_config("--config", "", "read options from a TOML file");
  taxgate::commands::Chosen chosen;
  taxgate::commands::add_init(app, chosen);
  taxgate::commands::add_serve(app, chosen);
  taxgate::commands::add_import(app, chosen);
  taxgate::commands::add_profile(app, chosen);
  taxgate::commands::add_audit(app, chosen);
  taxgate::commands::add_backup(app, chosen);
  taxgate::commands::add_keys(app, chosen);
  taxgate::commands::add_client(app, chosen);
  taxgate::commands::add_counter(app, chosen);
  taxgate::commands::add_demo(app, chosen);
  taxgate::commands::add_office(app, chosen);
  try {
    app.parse(argc, argv);
    return chosen();
  } catch (const CLI::ParseError& error) {
    return app.exit(error);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "taxgate: %s\n", error.what());
    return 1;
  }
}
