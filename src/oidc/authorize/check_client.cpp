// RFC 6749 §4.1.2.1: without a client that is known, nobody is sent anywhere.
#include "oidc/authorize/authorization.hpp"

namespace taxgate::oidc {

std::optional<Stop> check_client(Authorization& at) {
  if (at.form.repeated() == "client_id") return refuse("invalid_request", "client_id is repeated");
  at.client = at.provider.clients.find(at["client_id"]);
  if (!at.client) return refuse("invalid_client", "the client is unknown");
  return std::nullopt;
}

}  // namespace taxgate::oidc
