// RFC 9126 §4: a request_uri stands for the request. Request objects (RFC 9101) are not taken: PAR does
// the same without a second syntax.
#include "oidc/authorize/ticket.hpp"

namespace taxgate::oidc {

std::optional<Stop> check_request(Authorization& at) {
  const std::string& uri = at.incoming.form["request_uri"];
  if (!uri.empty()) {
    if (take_ticket(at, uri)) return std::nullopt;
    return refuse("invalid_request_uri", "the request is unknown, or too old: begin anew");
  }
  at.form = at.incoming.form;
  at.begun = at.provider.clock.now();
  return std::nullopt;
}

}  // namespace taxgate::oidc
