// taxgate audit verify: recomputes the whole log, offline, and names the first entry that was changed,
// removed or moved.
#include <fmt/format.h>

#include <fstream>

#include "commands/commands.hpp"
#include "commands/installation.hpp"

namespace taxgate::commands {
namespace {

struct Options {
  InstallationPlace place;
  std::filesystem::path public_key;
  std::filesystem::path checkpoints;
};

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read " + path.string());
  return {std::istreambuf_iterator<char>(file), {}};
}

Verifier verifier_of(const Options& options) {
  if (options.public_key.empty()) return audit_signer(Keyring::open(keyring_place(options.place))).verifier();
  const auto verifier = Verifier::from_pem(read_file(options.public_key));
  if (!verifier) throw std::runtime_error(options.public_key.string() + " is no Ed25519 public key");
  return *verifier;
}

int verify(const Options& options) {
  const auto database = store::sqlite::open_read_only(options.place.data);
  const auto outside = options.checkpoints.empty() ? checkpoints_file(options.place) : options.checkpoints;
  const LogReport report = app::verify_stored_log(database->reader(), outside, verifier_of(options));
  for (const auto& fault : report.faults) {
    fmt::print("{}: entries {} to {}\n", name_of(fault.kind), fault.seq, fault.end - 1);
  }
  fmt::print("{}: {} entries, {} proved, {} faults\n", report.ok() ? "good" : "TAMPERED", report.entries,
             report.proved, report.fault_count);
  return report.ok() ? 0 : 1;
}

}  // namespace

void add_audit(CLI::App& app, Chosen& chosen) {
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand("audit", "the audit log")->require_subcommand(1);
  auto* check = command->add_subcommand("verify", "find any changed, removed or reordered entry");
  add_place(*check, options->place);  // or a copy of it
  check->add_option("--public-key", options->public_key, "verify with this PEM instead of the keyring");
  check->add_option("--checkpoints", options->checkpoints, "checkpoints that were kept elsewhere");
  check->callback([options, &chosen] { chosen = [options] { return verify(*options); }; });
  auto* key = command->add_subcommand("public-key", "print the key that verifies checkpoints, as PEM");
  add_audit_explain(*command, chosen);
  add_place(*key, options->place);
  key->callback([options, &chosen] {
    chosen = [options] {
      fmt::print("{}", audit_signer(Keyring::open(keyring_place(options->place))).verifier().pem());
      return 0;
    };
  });
}

}  // namespace taxgate::commands
