#pragma once
// Demonstrating Proof of Possession (RFC 9449).
#include "oidc/fault.hpp"
#include "oidc/once.hpp"
#include "oidc/provider.hpp"

namespace taxgate::oidc {

/// The thumbprint of the key that the request's proof is made with; empty where it brings none.
/// `access_token` must be what the proof's `ath` says (§7); empty at the token endpoint. The proof is added
/// to `once`.
Result<std::string> dpop_key(const Provider& provider, const Incoming& request, std::string_view access_token,
                             Once& once);

}  // namespace taxgate::oidc
