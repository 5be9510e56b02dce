#pragma once
// An access token at a protected resource (RFC 6750, RFC 9449 §7).
#include "oidc/fault.hpp"
#include "oidc/once.hpp"
#include "oidc/provider.hpp"

namespace taxgate::oidc {

/// The grant behind an access token, opaque or JWT; nothing where it does not count now.
std::optional<Grant> grant_of(const Provider& provider, std::string_view access_token);
/// The client behind its own access token.
std::shared_ptr<const Client> client_of(const Provider& provider, std::string_view access_token);
/// The client that brings its own access token, with the proof that the token is bound to; nobody otherwise.
std::shared_ptr<const Client> client_bearer(const Provider& provider, const Incoming& request);
/// The key that a client's own token is bound to; empty: none.
std::string key_of_client_token(std::string_view access_token);
/// When the token ends, as it says itself.
Time end_of(const Provider& provider, std::string_view access_token);

/// The grant of the request's token, with the proof that it is bound to.
Result<Grant> bearer(const Provider& provider, const Incoming& request);

}  // namespace taxgate::oidc
