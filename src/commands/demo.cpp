// taxgate demo generate: a bureau's registry export, invented.
#include <fmt/format.h>

#include <fstream>

#include "app/demo/generate.hpp"
#include "base/clock.hpp"
#include "commands/commands.hpp"

namespace taxgate::commands {
namespace {

struct Options {
  demo::GenerateOptions generate;
  std::filesystem::path out;
  std::string today = format_date(local_date(SystemClock{}.now(), Zone{}));
};

int generate(Options options) {
  const auto day = parse_date(options.today);
  if (!day) throw std::runtime_error("--today must be a date such as 2026-11-22");
  options.generate.today = *day;
  std::filesystem::create_directories(options.out);
  std::ofstream taxpayers(options.out / "taxpayers.csv", std::ios::binary);
  std::ofstream people(options.out / "people.csv", std::ios::binary);
  std::ofstream collected(options.out / "collected.csv", std::ios::binary);
  const auto made = generate_registry(options.generate, taxpayers, people, collected);
  if (!taxpayers.flush() || !people.flush() || !collected.flush()) {
    throw std::runtime_error("cannot write to " + options.out.string());
  }
  fmt::print("{}: {} taxpayers, {} people of theirs, {} collected persons, all invented\n",
             options.out.string(), made.taxpayers, made.people, made.collected);
  return 0;
}

}  // namespace

void add_demo(CLI::App& app, Chosen& chosen) {
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand("demo", "invented data")->require_subcommand(1);
  auto* make = command->add_subcommand("generate", "write taxpayers.csv, people.csv and collected.csv");
  make->add_option("--persons", options->generate.persons, "how many persons")->capture_default_str();
  make->add_option("--enterprises", options->generate.enterprises, "how many enterprises")
      ->capture_default_str();
  make->add_option("--seed", options->generate.seed, "the same seed gives the same files")
      ->capture_default_str();
  make->add_option("--today", options->today, "the day from which validities are reckoned")
      ->capture_default_str();
  make->add_option("--area", options->generate.area, "first digits of the area code, such as 3702");
  make->add_option("--conflicts", options->generate.conflicts,
                   "of 10,000 enterprises, how many contradict others");
  make->add_option("--out", options->out, "the folder to write to")->required();
  make->callback([options, &chosen] { chosen = [options] { return generate(*options); }; });
}

}  // namespace taxgate::commands
