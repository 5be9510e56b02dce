#pragma once
// A request that comes back: pushed by the client, or kept by the browser while the person signs in.
#include "oidc/authorize/authorization.hpp"

namespace taxgate::oidc {

/// As a request_uri that only this client_id may use.
std::string ticket(const Authorization& at);
/// Takes the request's parameters out of it; false where it is none, has expired, or is another client's.
bool take_ticket(Authorization& at, std::string_view request_uri);

}  // namespace taxgate::oidc
