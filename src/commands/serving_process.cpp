#include <fmt/format.h>

#include "commands/serve.hpp"

namespace taxgate::commands {
namespace {

constexpr std::string_view kHost = "{host}";

void log(const http::LogEvent& event) {
  fmt::print(stderr, "{} request={} route={} {}\n", event.what, event.request_id, event.route, event.detail);
}

/// A gateway's report finds the bureau by the host in the URL that it is sent to.
std::string at_host(std::string url, std::string_view host) {
  const auto place = url.find(kHost);
  return place == std::string::npos ? url : url.replace(place, kHost.size(), host);
}

ServeOptions options_of(const ServeOptions& common, const OtherBureau& bureau) {
  ServeOptions options = common;
  options.host = bureau.host;
  options.place.data = bureau.data;
  options.profile = bureau.profile;
  options.sms.report_url = at_host(common.sms.report_url, bureau.host);
  options.issuer = at_host(common.issuer, bureau.host);
  return options;
}

/// The usual one is called by the server's address.
OtherBureau usual(const ServeOptions& options) {
  return {options.server.address, options.place.data, options.profile};
}

std::vector<std::unique_ptr<Service>> open_all(const ServeOptions& options, const http::Server& server) {
  std::vector<std::unique_ptr<Service>> bureaus;
  bureaus.push_back(std::make_unique<Service>(options_of(options, usual(options)), server));
  for (const auto& other : options.others)
    bureaus.push_back(std::make_unique<Service>(options_of(options, other), server));
  return bureaus;
}

std::shared_ptr<const http::StaticSite> load_pages(const std::filesystem::path& folder) {
  if (folder.empty()) return nullptr;
  return std::make_shared<const http::StaticSite>(http::StaticSite::load(folder));
}

}  // namespace

ServingProcess::ServingProcess(const ServeOptions& options)
    : bureaus_(open_all(options, server_)), server_(options.server, sites(options), log) {}

ServingProcess::~ServingProcess() { stop(); }

http::Sites ServingProcess::sites(const ServeOptions& options) const {
  const auto pages = load_pages(options.pages);
  http::Sites sites(bureaus_.front()->router(pages));
  for (std::size_t i = 0; i < options.others.size(); ++i)
    sites.add(options.others[i].host, bureaus_[i + 1]->router(pages));
  return sites;
}

void ServingProcess::start() {
  server_.start();
  for (const auto& bureau : bureaus_) bureau->start(server_.port());
}

void ServingProcess::stop() {
  server_.stop();
  for (const auto& bureau : bureaus_) bureau->stop();
}

}  // namespace taxgate::commands
