// RFC 6749 §3.1: no parameter twice. OIDC Core §3.1.2.6: what is not supported is said.
#include "oidc/authorize/authorization.hpp"

namespace taxgate::oidc {

std::optional<Stop> check_parameters(Authorization& at) {
  if (const auto name = at.form.repeated(); !name.empty())
    return refuse("invalid_request", "a parameter is repeated: " + name);
  if (at.form.has("request")) return refuse("request_not_supported", "push the request instead (RFC 9126)");
  if (at.form.has("registration")) return refuse("registration_not_supported", "clients are registered");
  return std::nullopt;
}

}  // namespace taxgate::oidc
