#pragma once
// The answer of the token endpoint for a grant.
#include "oidc/token/endpoint.hpp"

namespace taxgate::oidc {

/// Access token, refresh token where the client may have one, ID token where `openid` was asked for.
/// `serial` is that of the refresh token.
boost::json::object issue(const TokenRequest& request, const Grant& grant, int serial);

/// Stores a new grant under an id of its own, with the event; what the request brought is spent with it, and
/// refused where it was spent before. invalid_grant where the grant is not worth anything now.
Result<Grant> make_grant(TokenRequest& request, store::GrantRow row);

/// The answer for what a person allowed in a session that must still be open: `code` counts once, and ends
/// what it became when it comes again.
TokenAnswer redeem(TokenRequest& request, store::GrantRow row, const Digest& code);

/// Ends a family of tokens because something that counts once came again, with the event.
void end_reused(store::Transaction& transaction, const store::GrantRow& row, const Client& client, Time now);

/// The scope that is wanted, or all that was granted where nothing is: invalid_scope for more than that.
Result<std::string> scope_within(const std::string& wanted, const std::string& granted);

/// Why a grant that does not count is refused.
std::unexpected<Fault> not_in_force(GrantEnd end);

}  // namespace taxgate::oidc
