// RFC 6749 §4.1.2.1: the person has said no.
#include "oidc/authorize/authorization.hpp"

namespace taxgate::oidc {

std::optional<Stop> check_refusal(Authorization& at) {
  if (at.refused_in != at.session->row.id) return std::nullopt;
  return refuse("access_denied", "the person has refused");
}

}  // namespace taxgate::oidc
