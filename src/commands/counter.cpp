// taxgate counter: what the counter of the tax office gives out. Each is printed once and kept nowhere.
#include "app/counter.hpp"

#include <fmt/format.h>

#include "commands/bureau.hpp"
#include "commands/commands.hpp"
#include "commands/installation.hpp"
#include "domain/person_name.hpp"

namespace taxgate::commands {
namespace {

struct Options {
  InstallationPlace place;
  std::filesystem::path profile;
  std::string taxpayer;
  std::string kind = "enterprise-password";
  std::string name;
  std::string document_kind = "resident-id";
  std::string document;
};

/// Runs `work` with the counter of the installation.
int at_counter(const Options& options,
               const std::function<int(app::CounterService&, const app::Bureau&)>& work) {
  Installation installation(options.place);
  const app::Bureau bureau = open_bureau(options.profile, installation.store());
  HashPool hashes({.params = {bureau.profile.hash.memory_kib, bureau.profile.hash.passes}},
                  installation.keyring().key(KeyUse::kPepper));
  app::CounterService counter(bureau, installation.store(), installation.vault(), hashes,
                              installation.clock());
  return work(counter, bureau);
}

int password(const Options& options) {
  const auto kind = secret_kind(options.kind);
  if (!kind || is_personal(*kind)) throw std::runtime_error("--kind takes a password of a taxpayer");
  return at_counter(options, [&](app::CounterService& counter, const app::Bureau& /*bureau*/) {
    const auto issued = counter.issue_password(options.taxpayer, *kind);
    if (!issued) throw std::runtime_error("there is no such taxpayer");
    fmt::print("{}\n", issued->reveal());
    return 0;
  });
}

int hall_code(const Options& options) {
  const auto kind = document_kind(options.document_kind);
  const auto name = parse_person_name(options.name);
  if (!kind || !name) throw std::runtime_error("--name or --document-kind is none");
  const auto document = parse_document(*kind, options.document);
  if (!document) throw std::runtime_error(std::string{to_string(document.error())});
  return at_counter(options, [&](app::CounterService& counter, const app::Bureau& bureau) {
    const app::HallCode issued = counter.issue_hall_code(*name, *document);
    fmt::print("{}\n", issued.code.reveal());
    fmt::print("valid until {}\n", format_local(issued.expires, bureau.profile.zone));
    return 0;
  });
}

void add_place(CLI::App& command, Options& options) {
  command.add_option("--data", options.place.data, "the data directory")->required();
  command.add_option("--master-key", options.place.master_key, "a master key file kept elsewhere");
  command.add_option("--profile", options.profile, "the bureau's profile")->required();
}

}  // namespace

void add_counter(CLI::App& app, Chosen& chosen) {
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand("counter", "what the counter gives out")->require_subcommand(1);
  auto* reset = command->add_subcommand("password", "a fresh password of a taxpayer, printed once");
  add_place(*reset, *options);
  reset->add_option("--taxpayer", options->taxpayer, "USCC or taxpayer number")->required();
  reset
      ->add_option("--kind", options->kind, "enterprise-password, declaration-password or agreement-password")
      ->capture_default_str();
  reset->callback([options, &chosen] { chosen = [options] { return password(*options); }; });
  auto* code = command->add_subcommand("hall-code", "a registration code for a person, printed once");
  add_place(*code, *options);
  code->add_option("--name", options->name, "as in the document")->required();
  code->add_option("--document-kind", options->document_kind, "kind of the document")->capture_default_str();
  code->add_option("--document", options->document, "number of the document")->required();
  code->callback([options, &chosen] { chosen = [options] { return hall_code(*options); }; });
}

}  // namespace taxgate::commands
