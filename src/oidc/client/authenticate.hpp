#pragma once
// Who a client is (RFC 6749 §2.3, RFC 7523 §2.2, RFC 8705 §2): by the one method that it was registered with.
#include "oidc/fault.hpp"
#include "oidc/once.hpp"
#include "oidc/provider.hpp"

namespace taxgate::oidc {

/// What the assertion brought is added to `once`; the caller spends it.
Result<std::shared_ptr<const Client>> authenticate(const Provider& provider, const Incoming& request,
                                                   Once& once);

}  // namespace taxgate::oidc
