#pragma once
// The subcommands of the one binary. Each adds itself to the command line and says what to run; main.cpp runs
// it.
#include <CLI/CLI.hpp>
#include <functional>

#include "commands/installation.hpp"

namespace taxgate::commands {

/// Set by the subcommand that was chosen; its result is the exit code.
using Chosen = std::function<int()>;

/// Where the data are; of a command that works on one bureau the profile, too.
void add_place(CLI::App& command, InstallationPlace& place);
void add_bureau(CLI::App& command, InstallationPlace& place, std::filesystem::path& profile);

void add_init(CLI::App& app, Chosen& chosen);
void add_serve(CLI::App& app, Chosen& chosen);
void add_import(CLI::App& app, Chosen& chosen);
void add_profile(CLI::App& app, Chosen& chosen);
void add_audit(CLI::App& app, Chosen& chosen);
void add_audit_explain(CLI::App& audit, Chosen& chosen);
void add_backup(CLI::App& app, Chosen& chosen);
void add_keys(CLI::App& app, Chosen& chosen);
void add_counter(CLI::App& app, Chosen& chosen);
void add_demo(CLI::App& app, Chosen& chosen);
void add_client(CLI::App& app, Chosen& chosen);
void add_office(CLI::App& app, Chosen& chosen);  // after add_demo

}  // namespace taxgate::commands
