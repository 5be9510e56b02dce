// RFC 9700 §2.1.2: the code flow alone; the answer never in a fragment.
#include "oidc/authorize/authorization.hpp"

namespace taxgate::oidc {

std::optional<Stop> check_response(Authorization& at) {
  if (!at.form.has("response_type")) return refuse("invalid_request", "response_type is missing");
  if (at["response_type"] != "code") return refuse("unsupported_response_type", "only code is supported");
  if (!at.client->may("authorization_code"))
    return refuse("unauthorized_client", "this client may not use authorization_code");
  const std::string& mode = at["response_mode"];
  if (!mode.empty() && mode != "query" && mode != "form_post")
    return refuse("invalid_request", "response_mode must be query or form_post");
  return std::nullopt;
}

}  // namespace taxgate::oidc
