#pragma once
// What a resource server and a client ask of tokens.
#include "oidc/fault.hpp"
#include "oidc/provider.hpp"

namespace taxgate::oidc {

/// RFC 7662: everything of a token that counts, {"active": false} of every other. For clients that
/// authenticate: of their own tokens, of everybody's where they are resource servers.
Result<boost::json::object> introspect(const Provider& provider, const Incoming& request);
/// RFC 7009: ends what the token is of. A token that is not known is no error.
Result<void> revoke(const Provider& provider, const Incoming& request);
/// OIDC Core §5.3.
Result<boost::json::object> userinfo(const Provider& provider, const Incoming& request);

}  // namespace taxgate::oidc
