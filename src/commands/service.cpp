#include <fmt/format.h>

#include <algorithm>
#include <condition_variable>
#include <fstream>

#include "commands/bureau.hpp"
#include "commands/serve.hpp"

namespace taxgate::commands {
namespace {

constexpr int kSenderThreads = 2;
constexpr std::chrono::minutes kSweepEvery{1};
constexpr int kSweepRows = 5000;

/// What a gateway does not take; never a number or a text.
void log_sending(const SenderEvent& event) {
  if (event.kind == SenderEvent::Kind::kAccepted) return;
  fmt::print(stderr, "sms message={} {}\n", event.message.value, event.reason);
}

std::vector<http::IpBlock> blocks(const std::vector<std::string>& texts) {
  std::vector<http::IpBlock> blocks;
  for (const std::string& text : texts) {
    const auto block = http::parse_ip_block(text);
    if (!block) throw std::runtime_error("--metrics-from takes addresses and blocks, not " + text);
    blocks.push_back(*block);
  }
  return blocks;
}

/// The passwords that everybody tries first, by their own rules: the data file beside the profiles.
app::CommonPasswords common_passwords(const std::filesystem::path& profile) {
  auto known = std::make_shared<std::vector<std::string>>();
  std::ifstream file(profile.parent_path() / "common" / "passwords.txt");
  for (std::string line; std::getline(file, line);) known->push_back(line);
  std::ranges::sort(*known);
  return [known](std::string_view password) { return std::ranges::binary_search(*known, password); };
}

/// The option that is wrong, and what it takes.
std::string_view option_at_fault(KannelConfigFault fault) {
  switch (fault) {
    case KannelConfigFault::kUrl:
      return "--sms-url takes an http or https URL without a query";
    case KannelConfigFault::kCredentials:
      return "--sms-user and --sms-password-file: both are needed, without blanks at an end";
    case KannelConfigFault::kSender:
      return "--sms-sender takes a number or a name, without blanks at an end";
    case KannelConfigFault::kReportUrl:
      return "--sms-report-url takes an http or https URL without ? and %";
    case KannelConfigFault::kTimeouts:
      return "--sms-timeout must not be less than --sms-connect-timeout";
  }
  return "the SMS gateway's options are not usable";
}

/// What somebody has ended is nothing to try.
bool worth_showing(Standing standing) {
  return standing != Standing::kRefused && standing != Standing::kWithdrawn &&
         standing != Standing::kReleased && standing != Standing::kEnded;
}

}  // namespace

Service::Service(ServeOptions options, const http::Server& server)
    : options_(std::move(options)),
      installation_(options_.place),
      bureau_(open_bureau(options_.profile, installation_.store())),
      tokens_(installation_.keyring().key(KeyUse::kToken)),
      hashes_({.params = {bureau_.profile.hash.memory_kib, bureau_.profile.hash.passes}},
              installation_.keyring().key(KeyUse::kPepper)),
      messages_(installation_.store(), installation_.vault()),
      delivery_seal_(tokens_),
      outbox_(installation_.clock()),
      kannel_(make_gateway()),
      sender_(kannel_ ? *kannel_ : outbox_, messages_, installation_.clock(), SenderPolicy{}, log_sending),
      workers_(sender_, kSenderThreads),
      flows_(bureau_, installation_.store(), installation_.vault(), hashes_, installation_.clock(),
             common_passwords(options_.profile), [this] { workers_.wake(); }),
      sessions_(bureau_, installation_.store(), installation_.vault(), installation_.clock()),
      associations_(bureau_, installation_.store(), installation_.vault(), installation_.clock()),
      personnel_(bureau_, installation_.store(), installation_.vault(), installation_.clock()),
      passwords_(bureau_, installation_.store(), installation_.vault(), hashes_, installation_.clock(),
                 common_passwords(options_.profile), personnel_),
      batch_(bureau_, installation_.store(), personnel_, installation_.clock()),
      permissions_(bureau_, installation_.store(), installation_.vault(), installation_.clock()),
      engagements_(bureau_, installation_.store(), installation_.vault(), installation_.clock()),
      social_insurance_(bureau_, installation_.store(), installation_.vault(), hashes_, installation_.clock(),
                        common_passwords(options_.profile)),
      office_({bureau_, installation_.store(), installation_.vault(), hashes_, installation_.clock()}),
      lookup_(office_.desk()),
      decisions_(bureau_, installation_.store(), installation_.vault(), installation_.clock()),
      reminders_(bureau_, installation_.store(), installation_.vault(), installation_.clock()),
      invented_(options_.demo ? demo::demo_people(options_.demo_people) : std::vector<demo::DemoPerson>{}),
      demo_{outbox_, [this] { return find_demo_people(); }},
      api_{bureau_,
           installation_.store(),
           installation_.vault(),
           installation_.clock(),
           flows_,
           sessions_,
           associations_,
           personnel_,
           passwords_,
           batch_,
           permissions_,
           engagements_,
           social_insurance_,
           office_,
           lookup_,
           decisions_,
           painter_,
           speaker_,
           tokens_,
           options_.secure_cookies,
           options_.demo ? &demo_ : nullptr},
      clients_(bureau_, installation_.store(), installation_.clock()),
      signing_keys_(bureau_, installation_.store(), installation_.vault(), installation_.clock()),
      grants_(bureau_, installation_.store(), installation_.vault(), installation_.clock(), sessions_,
              clients_),
      handles_(installation_.keyring().key(KeyUse::kToken)),
      subjects_(installation_.keyring().key(KeyUse::kToken)),
      sealed_(bureau_, installation_.vault()),
      provider_{bureau_,
                installation_.store(),
                installation_.vault(),
                installation_.clock(),
                sessions_,
                clients_,
                signing_keys_,
                grants_,
                handles_,
                subjects_,
                sealed_},
      openid_{provider_, options_.issuer},
      logout_sender_(provider_, poster_),
      ops_{installation_.store(),
           messages_,
           delivery_seal_,
           installation_.clock(),
           hashes_,
           server,
           blocks(options_.metrics_from),
           installation_.clock().now()} {}

std::unique_ptr<SmsGateway> Service::make_gateway() {
  if (options_.sms.url.empty()) {
    if (options_.demo) return nullptr;
    throw std::runtime_error("no SMS gateway: give --sms-url (or --demo, which shows the codes on a page)");
  }
  std::ifstream file(options_.sms_password_file);
  std::string password;
  std::getline(file, password);
  options_.sms.password = Secret{std::move(password)};
  if (const auto fault = check(options_.sms))
    throw std::runtime_error(std::string{option_at_fault(*fault)} + ": see docs/operate.md");
  return std::make_unique<KannelGateway>(options_.sms, delivery_seal_);
}

http::Router Service::router(const std::shared_ptr<const http::StaticSite>& pages) {
  http::Router router;
  http::Routes routes(api_, router);
  http::add_bureau_routes(routes);
  http::add_flow_routes(routes);
  http::add_me_routes(routes);
  http::add_session_routes(routes);
  http::add_enterprise_routes(routes);
  http::add_permission_routes(routes);
  http::add_engagement_routes(routes);
  http::add_social_insurance_routes(routes);
  http::add_office_routes(routes);
  http::add_office_request_routes(routes);
  http::add_office_admin_routes(routes);
  http::add_access_routes(routes);
  if (options_.demo) http::add_demo_routes(routes);
  if (options_.demo || !options_.issuer.empty()) {
    http::add_openid_routes(router, api_, openid_);
    http::add_authorization_routes(routes, openid_);
    http::add_system_routes(routes, openid_);
    http::add_client_routes(routes, openid_);
    api_.relying_party = [this](const http::Call& call) {
      return http::resource_server_sector(call, openid_);
    };
    api_.names = http::subject_names(openid_);
    api_.onward = [this](const http::Call& call, std::string_view function) {
      return http::onward_for(call, openid_, function);
    };
  }
  http::add_ops_routes(router, ops_);
  if (pages) router.set_fallback([pages](const http::Request& request) { return pages->answer(request); });
  return router;
}

std::vector<http::DemoPerson> Service::find_demo_people() {
  const app::Vault& vault = installation_.vault();
  store::Reader& reader = installation_.store().reader();
  std::vector<http::DemoPerson> people;
  for (const auto& invented : invented_) {
    const auto row =
        reader.person_by_document(bureau_.id, vault.document_index(bureau_.id, invented.document));
    if (!row) continue;
    const Person person = vault.open(*row);
    people.push_back(
        {person.name, person.document.number, person.phone.value_or(""), demo_enterprises(person.id)});
  }
  return people;
}

std::vector<http::DemoPerson::Enterprise> Service::demo_enterprises(PersonId person) {
  std::vector<http::DemoPerson::Enterprise> enterprises;
  std::ptrdiff_t usable = 0;
  for (const auto& [mandate, principal, proposed_by] : associations_.of(person)) {
    const Standing worth = standing(mandate, installation_.clock().now(), bureau_.profile.zone);
    if (!worth_showing(worth)) continue;
    const auto place = worth == Standing::kInForce ? enterprises.begin() + usable++ : enterprises.end();
    enterprises.insert(place, {principal.uscc, principal.name, mandate.role, worth});
  }
  return enterprises;
}

void Service::remind() {
  try {
    reminders_.remind();
  } catch (const std::exception& error) {  // the next round tries again
    fmt::print(stderr, "reminders: {}\n", error.what());
  }
}

void Service::sweep(const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any wake;
  std::unique_lock lock(mutex);
  remind();
  while (!wake.wait_for(lock, stop, kSweepEvery, [] { return false; }) && !stop.stop_requested()) {
    const Time now = installation_.clock().now();
    installation_.store().write(
        [now](store::Transaction& transaction) { transaction.sweep(now, kSweepRows); });
    remind();
  }
}

void Service::start(std::uint16_t port) {
  logout_sender_.start(options_.issuer.empty() ? fmt::format("http://{}:{}", options_.host, port)
                                               : options_.issuer);
  sweeper_ = std::jthread([this](const std::stop_token& stop) { sweep(stop); });
}

void Service::stop() {
  sweeper_.request_stop();
  logout_sender_.stop();
}

}  // namespace taxgate::commands
