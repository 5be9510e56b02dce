// taxgate office: officers of the bureau, made by its operator. taxgate demo officers: invented ones.
#include <fmt/format.h>

#include "app/demo/officers.hpp"
#include "app/office/appoint.hpp"
#include "commands/bureau.hpp"
#include "commands/commands.hpp"
#include "commands/form.hpp"
#include "commands/installation.hpp"

namespace taxgate::commands {
namespace {

/// Of invented people; whoever signs in with it changes it first.
constexpr auto kDemoPassword = "Demo#Officer1";

struct Options {
  InstallationPlace place;
  std::filesystem::path profile;
  std::filesystem::path form;
  demo::GenerateOptions demo;
};

int at_desk(const Options& options, const std::function<int(const app::Desk&)>& work) {
  Installation installation(options.place);
  const app::Bureau bureau = open_bureau(options.profile, installation.store());
  HashPool hashes({.params = {bureau.profile.hash.memory_kib, bureau.profile.hash.passes}},
                  installation.keyring().key(KeyUse::kPepper));
  return work({bureau, installation.store(), installation.vault(), hashes, installation.clock()});
}

int add(const Options& options) {
  const auto form = read_form(options.form);
  const auto role = officer_role(form_text(form, "role"));
  if (!role) throw std::runtime_error("role is clerk or administrator");
  const app::Appointment appointment{form_name(form), form_document(form), form_phone(form), *role,
                                     form_text(form, "office")};
  return at_desk(options, [&](const app::Desk& desk) {
    const auto password = app::appoint(desk, appointment);
    fmt::print("{}\n", password ? password->reveal() : "the person keeps their own password");
    return 0;
  });
}

int add_invented(const Options& options) {
  return at_desk(options, [&](const app::Desk& desk) {
    const std::string office = desk.bureau.profile.texts.say({"bureau.name", {}}, Locale::kZhCn);
    for (const auto& one : demo::demo_officers(options.demo)) {
      app::appoint(desk, {one.name, one.document, one.phone, one.role, office}, Secret{kDemoPassword});
      fmt::print("{} {} {} {} {}\n", to_string(one.role), one.name, one.document.number, one.phone,
                 kDemoPassword);
    }
    return 0;
  });
}

}  // namespace

void add_office(CLI::App& app, Chosen& chosen) {
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand("office", "officers of the bureau")->require_subcommand(1);
  auto* one = command->add_subcommand(
      "add",
      "make an officer: JSON of name, document_number, phone, role and office on the standard input; "
      "prints the initial password once");
  add_bureau(*one, options->place, options->profile);
  one->add_option("--form", options->form, "the JSON in a file instead");
  one->callback([options, &chosen] { chosen = [options] { return add(*options); }; });
  auto* demo =
      app.get_subcommand("demo")->add_subcommand("officers", "two clerks and two administrators, invented");
  add_bureau(*demo, options->place, options->profile);
  demo->add_option("--seed", options->demo.seed, "as given to «demo generate»")->capture_default_str();
  demo->callback([options, &chosen] { chosen = [options] { return add_invented(*options); }; });
}

}  // namespace taxgate::commands
