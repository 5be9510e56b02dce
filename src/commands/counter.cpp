// taxgate counter: what the counter of the tax office gives out. Each is printed once and kept nowhere.
#include "app/counter.hpp"

#include <fmt/format.h>

#include "commands/bureau.hpp"
#include "commands/commands.hpp"
#include "commands/form.hpp"
#include "commands/installation.hpp"

namespace taxgate::commands {
namespace {

struct Options {
  InstallationPlace place;
  std::filesystem::path profile;
  std::string taxpayer;
  std::string kind = "enterprise-password";
  std::filesystem::path form;
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

int card_password(const Options& options) {
  const Document document = form_document(read_form(options.form));
  return at_counter(options, [&](app::CounterService& counter, const app::Bureau& bureau) {
    if (bureau.profile.social_insurance.card_initial_password.empty())
      throw std::runtime_error("this bureau keeps no passwords of cards");
    const auto issued = counter.issue_card_password(document);
    if (!issued) throw std::runtime_error("there is no such person");
    fmt::print("{}\n", issued->reveal());
    return 0;
  });
}

int hall_code(const Options& options) {
  const auto form = read_form(options.form);
  return at_counter(options, [&](app::CounterService& counter, const app::Bureau& bureau) {
    const app::HallCode issued = counter.issue_hall_code(form_name(form), form_document(form));
    fmt::print("{}\n", issued.code.reveal());
    fmt::print("valid until {}\n", format_local(issued.expires, bureau.profile.zone));
    return 0;
  });
}

}  // namespace

void add_counter(CLI::App& app, Chosen& chosen) {
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand("counter", "what the counter gives out")->require_subcommand(1);
  auto* reset = command->add_subcommand("password", "a fresh password of a taxpayer, printed once");
  add_bureau(*reset, options->place, options->profile);
  reset->add_option("--taxpayer", options->taxpayer, "USCC or taxpayer number")->required();
  reset
      ->add_option("--kind", options->kind, "enterprise-password, declaration-password or agreement-password")
      ->capture_default_str();
  reset->callback([options, &chosen] { chosen = [options] { return password(*options); }; });
  const auto with_form = [&](const char* name, const char* says, int (*run)(const Options&)) {
    auto* one = command->add_subcommand(name, says);
    add_bureau(*one, options->place, options->profile);
    one->add_option("--form", options->form, "the JSON in a file instead of the standard input");
    one->callback([options, run, &chosen] { chosen = [options, run] { return run(*options); }; });
  };
  with_form("hall-code", "a registration code, printed once: JSON of name, document_kind, document_number",
            hall_code);
  with_form(
      "card-password",
      "another password of a social security card, printed once: JSON of document_kind, document_number",
      card_password);
}

}  // namespace taxgate::commands
