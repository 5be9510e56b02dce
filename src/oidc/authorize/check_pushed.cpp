// RFC 9126 §6: a client that was registered so pushes every request.
#include "oidc/authorize/authorization.hpp"

namespace taxgate::oidc {

std::optional<Stop> check_pushed(Authorization& at) {
  if (at.client->require_par && !at.pushed)
    return refuse("invalid_request", "this client's requests must be pushed (RFC 9126)");
  return std::nullopt;
}

}  // namespace taxgate::oidc
