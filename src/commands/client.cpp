// taxgate client: the relying parties of a bureau, entered by its operator while the server is stopped. (An
// administrator does the same in the console.)
#include <fmt/format.h>

#include <fstream>
#include <sstream>

#include "commands/bureau.hpp"
#include "commands/commands.hpp"
#include "oidc/client/directory.hpp"

namespace taxgate::commands {
namespace {

struct ClientOptions {
  InstallationPlace place;
  std::filesystem::path profile;
  std::vector<std::string> files;
  std::string client_id;
};

/// The directory of one bureau, opened for one command.
struct Desk {
  explicit Desk(const ClientOptions& options)
      : installation(options.place),
        bureau(open_bureau(options.profile, installation.store())),
        clients(bureau, installation.store(), installation.clock()) {}
  Installation installation;
  app::Bureau bureau;
  oidc::ClientDirectory clients;
};

boost::json::object read_metadata(const std::string& file) {
  std::ifstream in(file);
  std::stringstream text;
  text << in.rdbuf();
  boost::system::error_code error;
  auto value = boost::json::parse(text.str(), error);
  if (!in || error || !value.is_object()) throw std::runtime_error(file + ": not a JSON object");
  return value.as_object();
}

int put(const ClientOptions& options) {
  Desk desk(options);
  for (const auto& file : options.files) {
    const auto metadata = read_metadata(file);
    if (const auto done = desk.clients.put(metadata, {}); !done) {
      for (const auto& fault : done.error())
        fmt::print(stderr, "{}: {} {}\n", file, fault.member, fault.rule);
      return 1;
    }
    fmt::print("{}\n", boost::json::value_to<std::string>(metadata.at("client_id")));
  }
  return 0;
}

int list(const ClientOptions& options) {
  Desk desk(options);
  for (const auto& row : desk.clients.all())
    fmt::print("{}  {}  {}\n", row.client_id, row.state, row.secret_hash ? "has a secret" : "no secret");
  return 0;
}

int none(const std::string& client_id) {
  fmt::print(stderr, "there is no client {}\n", client_id);
  return 1;
}

/// The only time that the secret is seen.
int secret(const ClientOptions& options) {
  Desk desk(options);
  const auto made = desk.clients.new_secret(options.client_id, {});
  if (!made) return none(options.client_id);
  fmt::print("{}\n", made->reveal());
  return 0;
}

int enable(const ClientOptions& options, bool active) {
  Desk desk(options);
  return desk.clients.enable(options.client_id, active, {}) ? 0 : none(options.client_id);
}

}  // namespace

void add_client(CLI::App& app, Chosen& chosen) {
  auto options = std::make_shared<ClientOptions>();
  auto* command = app.add_subcommand("client", "the relying parties of a bureau")->require_subcommand(1);
  const auto add = [&](const char* name, const char* what, auto run) {
    auto* sub = command->add_subcommand(name, what);
    add_bureau(*sub, options->place, options->profile);
    sub->callback([options, &chosen, run] { chosen = [options, run] { return run(*options); }; });
    return sub;
  };
  const auto named = [&](CLI::App* sub) { sub->add_option("client_id", options->client_id)->required(); };
  add("put", "make or replace clients from files of RFC 7591 metadata", put)
      ->add_option("files", options->files)
      ->required()
      ->check(CLI::ExistingFile);
  add("list", "every client, with its state", list);
  named(add("secret", "give a client a new secret and print it, once", secret));
  named(add("disable", "end all that a client was granted, and refuse it from now on",
            [](const ClientOptions& given) { return enable(given, false); }));
  named(add("enable", "let a disabled client in again",
            [](const ClientOptions& given) { return enable(given, true); }));
}

}  // namespace taxgate::commands
