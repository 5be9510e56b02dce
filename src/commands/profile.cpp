// taxgate profile check, taxgate profile draw.
#include <iostream>

#include "commands/commands.hpp"
#include "profile/commands.hpp"

namespace taxgate::commands {
namespace {

struct Options {
  std::vector<std::string> files;
  std::string drawn;
  std::string format = "svg";
};

}  // namespace

void add_profile(CLI::App& app, Chosen& chosen) {
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand("profile", "a bureau's data file")->require_subcommand(1);
  auto* check = command->add_subcommand("check", "prove profiles, or show every fault");
  check->add_option("FILE", options->files, "profiles")->required();
  check->callback(
      [options, &chosen] { chosen = [options] { return profile_check(options->files, std::cout); }; });
  auto* draw = command->add_subcommand("draw", "draw a profile's ways");
  draw->add_option("FILE", options->drawn, "a profile")->required();
  draw->add_option("--format", options->format, "mermaid, dot or svg")->capture_default_str();
  draw->callback([options, &chosen] {
    chosen = [options] { return profile_draw(options->drawn, options->format, std::cout, std::cerr); };
  });
}

}  // namespace taxgate::commands
