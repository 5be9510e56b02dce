// taxgate audit explain: why somebody could act, or could not, for a taxpayer at an instant, from the log
// alone.
#include <fmt/format.h>

#include "app/decisions.hpp"
#include "commands/bureau.hpp"
#include "commands/commands.hpp"
#include "commands/installation.hpp"
#include "oidc/subject.hpp"

namespace taxgate::commands {
namespace {

struct Options {
  InstallationPlace place;
  std::filesystem::path profile;
  std::string person;
  std::string action{app::kActAtAll};
  std::string taxpayer;
  std::string at;
};

/// 0: they could; 1: they could not.
int explain(const Options& options) {
  const auto at = parse_time(options.at);
  if (!at) throw std::runtime_error("--at takes a time like 2026-11-22T09:00:00+08:00");
  Installation installation(options.place);
  const app::Bureau bureau = open_bureau(options.profile, installation.store());
  app::DecisionService decisions(bureau, installation.store(), installation.vault(), installation.clock());
  const oidc::Subjects subjects(installation.keyring().key(KeyUse::kToken));
  const auto person = subjects.person(bureau.id, options.person, {});
  const auto explained = decisions.explain({.subject = person.value_or(parse_id<PersonId>(options.person)),
                                            .action = options.action,
                                            .taxpayer = options.taxpayer},
                                           *at);
  for (const auto& entry : explained.history)
    fmt::print("{} {} {} by {} {}\n", entry.seq, format_local(entry.at, bureau.profile.zone), entry.kind,
               entry.actor.value, entry.detail);
  const Decision& decision = explained.authority.decision;
  fmt::print("{}: {}\n", decision.allowed ? "yes" : "no", decision.because.code);
  return decision.allowed ? 0 : 1;
}

}  // namespace

void add_audit_explain(CLI::App& audit, Chosen& chosen) {
  auto options = std::make_shared<Options>();
  auto* command = audit.add_subcommand("explain", "why somebody could act for a taxpayer at a former time");
  add_bureau(*command, options->place, options->profile);
  command->add_option("--person", options->person, "the person: a public sub, or the id that the log has")
      ->required();
  command->add_option("--action", options->action, "a node of the function tree (usual: act for it at all)");
  command->add_option("--taxpayer", options->taxpayer, "USCC or taxpayer number")->required();
  command->add_option("--at", options->at, "the instant, by RFC 3339")->required();
  command->callback([options, &chosen] { chosen = [options] { return explain(*options); }; });
}

}  // namespace taxgate::commands
