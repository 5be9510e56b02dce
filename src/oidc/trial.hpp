#pragma once
// A test sign-in: everything that a relying party's request meets, with a person, and nothing for the relying
// party. What it would get is shown to whoever signed in.
#include "oidc/fault.hpp"
#include "oidc/provider.hpp"

namespace taxgate::oidc {

/// Where a test sign-in ends: a page of ours, after the issuer.
inline constexpr std::string_view kTrialPath = "/trial";

/// The request that `client` would send for all its scopes, as a request_uri for ten minutes, with the event.
std::string begin_trial(const Provider& provider, const std::string& issuer, const Client& client,
                        PersonId officer);

/// {"client", "id_token", "userinfo"}: the claims, and no token. invalid_grant for what is not the code of a
/// test sign-in, or was shown before.
Result<boost::json::object> trial_outcome(const Provider& provider, const Incoming& request);

}  // namespace taxgate::oidc
