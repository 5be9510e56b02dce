#include <fmt/format.h>

#include <algorithm>
#include <condition_variable>
#include <fstream>

#include "commands/bureau.hpp"
#include "commands/serve.hpp"
#include "http/server/static_site.hpp"

namespace taxgate::commands {
namespace {

constexpr int kSenderThreads = 2;
constexpr std::chrono::minutes kSweepEvery{1};
constexpr int kSweepRows = 5000;

void log(const http::LogEvent& event) {
  fmt::print(stderr, "{} request={} route={} {}\n", event.what, event.request_id, event.route, event.detail);
}

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

}  // namespace

Service::Service(ServeOptions options)
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
      demo_{outbox_, find_demo_people()},
      api_{bureau_,
           installation_.store(),
           installation_.vault(),
           installation_.clock(),
           flows_,
           sessions_,
           associations_,
           personnel_,
           painter_,
           speaker_,
           tokens_,
           options_.secure_cookies,
           options_.demo ? &demo_ : nullptr},
      ops_{installation_.store(),
           messages_,
           delivery_seal_,
           installation_.clock(),
           hashes_,
           server_,
           blocks(options_.metrics_from),
           installation_.clock().now()},
      server_(options_.server, make_router(), log) {}

Service::~Service() { stop(); }

std::unique_ptr<SmsGateway> Service::make_gateway() {
  if (options_.sms.url.empty()) {
    if (options_.demo) return nullptr;
    throw std::runtime_error("no SMS gateway: give --sms-url (or --demo, which shows the codes on a page)");
  }
  std::ifstream file(options_.sms_password_file);
  std::string password;
  std::getline(file, password);
  options_.sms.password = Secret{std::move(password)};
  if (check(options_.sms))
    throw std::runtime_error("the SMS gateway's options are not usable: see docs/operate.md");
  return std::make_unique<KannelGateway>(options_.sms, delivery_seal_);
}

http::Router Service::make_router() {
  http::Router router;
  http::Routes routes(api_, router);
  http::add_bureau_routes(routes);
  http::add_flow_routes(routes);
  http::add_me_routes(routes);
  http::add_session_routes(routes);
  http::add_enterprise_routes(routes);
  if (options_.demo) http::add_demo_routes(routes);
  http::add_ops_routes(router, ops_);
  if (!options_.pages.empty()) {
    auto site = std::make_shared<const http::StaticSite>(http::StaticSite::load(options_.pages));
    router.set_fallback([site](const http::Request& request) { return site->answer(request); });
  }
  return router;
}

std::vector<http::DemoPerson> Service::find_demo_people() {
  std::vector<http::DemoPerson> people;
  if (!options_.demo) return people;
  store::Reader& reader = installation_.store().reader();
  for (const auto& invented : demo::demo_people(options_.demo_people)) {
    const auto row = reader.person_by_document(
        bureau_.id, installation_.vault().document_index(bureau_.id, invented.document));
    if (!row) continue;
    http::DemoPerson person{invented.name, invented.document.number, invented.phone, {}};
    for (const auto& association : associations_.of(row->id)) {
      person.enterprises.push_back(
          {association.principal.uscc, association.principal.name, association.mandate.role});
    }
    people.push_back(std::move(person));
  }
  return people;
}

void Service::sweep(const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any wake;
  std::unique_lock lock(mutex);
  while (!wake.wait_for(lock, stop, kSweepEvery, [] { return false; }) && !stop.stop_requested()) {
    const Time now = installation_.clock().now();
    installation_.store().write(
        [now](store::Transaction& transaction) { transaction.sweep(now, kSweepRows); });
  }
}

void Service::start() {
  server_.start();
  sweeper_ = std::jthread([this](const std::stop_token& stop) { sweep(stop); });
}

void Service::stop() {
  server_.stop();
  sweeper_.request_stop();
}

}  // namespace taxgate::commands
