// RFC 9700 §2.1 and §4.1.3: compared octet by octet; only the port of a native client's loopback address
// may differ (RFC 8252 §7.3).
#include "oidc/authorize/authorization.hpp"

namespace taxgate::oidc {
namespace {

/// Without the port, where it is a loopback address by number.
std::string without_port(const std::string& uri) {
  for (const std::string_view host : {"http://127.0.0.1", "http://[::1]"}) {
    if (!uri.starts_with(host)) continue;
    const std::string_view rest = std::string_view{uri}.substr(host.size());
    if (!rest.starts_with(':')) return uri;
    const auto end = std::min(rest.find_first_not_of("0123456789", 1), rest.size());
    return std::string{host} + std::string{rest.substr(end)};
  }
  return uri;
}

bool is_registered(const Client& client, const std::string& uri) {
  const auto fits = [&](const std::string& one) {
    return one == uri || (client.native && without_port(one) == without_port(uri));
  };
  return std::ranges::any_of(client.redirect_uris, fits);
}

}  // namespace

std::optional<Stop> check_redirect_uri(Authorization& at) {
  if (at.form.repeated() == "redirect_uri") return refuse("invalid_request", "redirect_uri is repeated");
  if (!at.form.has("redirect_uri")) return refuse("invalid_request", "redirect_uri is missing");
  if (!at.trial && !is_registered(*at.client, at["redirect_uri"]))
    return refuse("invalid_request", "redirect_uri is not registered for this client");
  at.redirect_uri = at["redirect_uri"];
  at.trusted = true;
  return std::nullopt;
}

}  // namespace taxgate::oidc
