// taxgate serve: one process for one bureau, or for several by host name.
#include "commands/serve.hpp"

#include <fmt/format.h>

#include "commands/commands.hpp"

namespace taxgate::commands {
namespace {

/// "127.0.0.1:8080" or "[::1]:8080"
void read_listen(const std::string& text, http::ServerOptions& server) {
  const auto colon = text.rfind(':');
  if (colon == std::string::npos) throw std::runtime_error("--listen takes ADDRESS:PORT");
  server.address = text.substr(0, colon);
  if (server.address.starts_with('[')) server.address = server.address.substr(1, server.address.size() - 2);
  const int port = std::stoi(text.substr(colon + 1));
  if (port < 0 || port > 65535) throw std::runtime_error("--listen takes a port from 0 to 65535");
  server.port = static_cast<std::uint16_t>(port);
}

/// A time-out in whole seconds, with what it is unless it is given.
void add_seconds(CLI::App& command, const char* name, std::chrono::milliseconds& limit, unsigned most,
                 const char* what) {
  const auto usual = std::chrono::ceil<std::chrono::seconds>(limit).count();
  command
      .add_option_function<unsigned>(
          name, [&limit](unsigned seconds) { limit = std::chrono::seconds(seconds); }, what)
      ->check(CLI::Range(1U, most))
      ->type_name("SECONDS")
      ->default_str(std::to_string(usual));
}

/// How long a client may take; looked at once a second.
void add_time_limits(CLI::App& command, http::ServerOptions& server) {
  constexpr unsigned kMost = 3600;
  add_seconds(command, "--head-timeout", server.head_timeout, kMost, "for a request's head to come in");
  add_seconds(command, "--body-timeout", server.body_timeout, kMost,
              "for its body, beside a second for every 16 KiB");
  add_seconds(command, "--write-timeout", server.write_timeout, kMost,
              "for the answer to be taken, beside the same");
  add_seconds(command, "--idle-timeout", server.idle_timeout, kMost, "between two requests of a connection");
}

/// Bureaus beside the usual one, each with data of its own.
void add_others(CLI::App& command, ServeOptions& options) {
  using Triple = std::tuple<std::string, std::string, std::string>;
  command
      .add_option_function<std::vector<Triple>>(
          "--bureau",
          [&options](const std::vector<Triple>& given) {
            for (const auto& [host, data, profile] : given) options.others.push_back({host, data, profile});
          },
          "one more bureau, for requests to this host name; may be given again")
      ->type_name("HOST DATA PROFILE");
}

/// The SMS gateway (docs/operate.md, short messages).
void add_sms(CLI::App& command, ServeOptions& options) {
  constexpr unsigned kMost = 120;  // what KannelConfig takes
  command.add_option("--sms-url", options.sms.url, "Kannel's sendsms URL");
  command.add_option("--sms-user", options.sms.username, "user at the gateway");
  command
      .add_option("--sms-password-file", options.sms_password_file, "a file with the password at the gateway")
      ->check(CLI::ExistingFile);
  command.add_option("--sms-sender", options.sms.sender, "sender's number or name");
  command.add_option("--sms-report-url", options.sms.report_url,
                     "this server's /v1/sms/delivery as the gateway reaches it");
  command
      .add_option("--sms-ca-file", options.sms.ca_file,
                  "certificates (PEM) that an https gateway's is checked with, instead of the system's")
      ->check(CLI::ExistingFile);
  add_seconds(command, "--sms-connect-timeout", options.sms.connect_timeout, kMost,
              "for a connection to the gateway");
  add_seconds(command, "--sms-timeout", options.sms.total_timeout, kMost,
              "for the gateway's answer, the connection included");
}

void print_demo(const Service& service, const std::string& host, std::uint16_t port) {
  fmt::print("\n{}: http://{}:{}/\n", service.bureau().profile.texts.say({"bureau.name", {}}, Locale::kZhCn),
             host, port);
  fmt::print("People to sign in with (all invented). {}.\n",
             service.bureau().profile.texts.say({"demo.secret-hint", {}}, Locale::kEn));
  fmt::print("SMS codes appear on http://{}:{}/demo/outbox\n\n", host, port);
  for (const auto& person : service.demo_people()) {
    fmt::print("  {}  {}  {}\n", person.name, person.document,
               person.phone.empty() ? "(no mobile number)" : person.phone);
    for (const auto& enterprise : person.enterprises) {
      const bool usable = enterprise.standing == Standing::kInForce;
      fmt::print("      {}  {}  ({}{}{})\n", enterprise.number, enterprise.name, enterprise.role,
                 usable ? "" : ", not usable: ", usable ? "" : to_string(enterprise.standing));
    }
  }
}

void print_demos(const ServingProcess& process, const ServeOptions& options) {
  for (std::size_t i = 0; i < process.bureaus().size(); ++i) {
    const std::string& host = i == 0 ? options.server.address : options.others[i - 1].host;
    print_demo(*process.bureaus()[i], host, process.port());
  }
}

/// Serves until SIGTERM or SIGINT, then lets what runs be answered.
int serve(const ServeOptions& options) {
  sigset_t ending;
  sigemptyset(&ending);
  sigaddset(&ending, SIGTERM);
  sigaddset(&ending, SIGINT);
  pthread_sigmask(SIG_BLOCK, &ending, nullptr);  // before any thread begins: they all inherit it
  ServingProcess process(options);
  process.start();
  if (options.demo) print_demos(process, options);
  fmt::print("listening on {}:{}\n", options.server.address, process.port());
  std::fflush(stdout);
  int signal = 0;
  sigwait(&ending, &signal);
  process.stop();
  return 0;
}

}  // namespace

void add_serve(CLI::App& app, Chosen& chosen) {
  auto options = std::make_shared<ServeOptions>();
  auto listen = std::make_shared<std::string>("127.0.0.1:8080");
  auto* command = app.add_subcommand("serve", "serve a bureau");
  add_bureau(*command, options->place, options->profile);
  add_others(*command, *options);
  command->add_option("--pages", options->pages, "the built pages (web/dist)");
  command->add_option("--listen", *listen, "ADDRESS:PORT")->capture_default_str();
  command->add_option(
      "--issuer", options->issuer,
      "the address that relying parties know, https://HOST without a slash at its end; {host} is a "
      "bureau's own; without it there is no OpenID Connect, but in the demo");
  command->add_option("--trusted-proxy", options->server.trusted_proxies,
                      "whose X-Forwarded-For and -Proto count");
  command->add_option("--metrics-from", options->metrics_from, "addresses or blocks that may read /metrics")
      ->capture_default_str();
  add_time_limits(*command, options->server);
  command->add_flag("!--insecure-cookies", options->secure_cookies,
                    "serve plain HTTP: cookies without Secure");
  command->add_flag("--demo", options->demo, "codes on a page, invented people: never for real ones");
  command->add_option("--demo-persons", options->demo_people.persons, "as given to «demo generate»");
  command->add_option("--demo-enterprises", options->demo_people.enterprises, "as given to «demo generate»");
  command->add_option("--demo-seed", options->demo_people.seed, "as given to «demo generate»");
  command->add_option("--demo-area", options->demo_people.area, "as given to «demo generate»");
  add_sms(*command, *options);
  command->callback([options, listen, &chosen] {
    chosen = [options, listen] {
      read_listen(*listen, options->server);
      return serve(*options);
    };
  });
}

}  // namespace taxgate::commands
