#include "http/server/sites.hpp"

#include <algorithm>
#include <stdexcept>

#include "http/server/message.hpp"
#include "http/server/target.hpp"

namespace taxgate::http {
namespace {

/// "[::1]:8080" and "bureau.test:8080" without the port, and without the dot that a full name may end with.
std::string_view without_port(std::string_view host) {
  const auto colon = host.rfind(':');
  const auto bracket = host.rfind(']');
  if (colon != std::string_view::npos && (bracket == std::string_view::npos || bracket < colon))
    host = host.substr(0, colon);
  if (host.ends_with('.')) host.remove_suffix(1);
  return host;
}

bool same_routes(const Router& one, const Router& other) {
  const auto same = [](const auto& left, const auto& right) {
    return left->method == right->method && left->pattern == right->pattern;
  };
  return std::ranges::equal(one.routes(), other.routes(), same);
}

}  // namespace

void Sites::add(std::string_view host, Router router) {
  if (host.empty() || !is_host(host) || without_port(host) != host)
    throw std::invalid_argument("not the host name of a bureau: " + std::string{host});
  const auto taken = [&](const Site& site) { return equal_ignoring_case(site.host, host); };
  if (std::ranges::any_of(others_, taken))
    throw std::invalid_argument("two bureaus have the host name " + std::string{host});
  if (!same_routes(usual_, router)) throw std::logic_error("a bureau with routes of its own");
  others_.push_back({std::string{host}, std::move(router)});
}

const Router& Sites::of(std::string_view host) const {
  if (others_.empty()) return usual_;
  const std::string_view name = without_port(host);
  const auto found =
      std::ranges::find_if(others_, [&](const Site& site) { return equal_ignoring_case(site.host, name); });
  return found == others_.end() ? usual_ : found->router;
}

}  // namespace taxgate::http
