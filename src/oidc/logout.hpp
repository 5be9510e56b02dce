#pragma once
// Ends: a relying party sends its person here to sign out (OpenID Connect RP-Initiated Logout 1.0), and every
// relying party hears of it (Back-Channel Logout 1.0).
#include "oidc/provider.hpp"

namespace taxgate::oidc {

struct LogoutAnswer {
  bool ended = false;      // the session was ended here
  bool ask = false;        // the person has to say so first: nobody proved who asks
  std::string location{};  // where the browser goes; empty: to our own page
};

/// `session`: the browser's, if it is signed in.
LogoutAnswer logout(const Provider& provider, const Incoming& request,
                    const std::optional<app::Session>& session);

/// Back-Channel Logout §2.4.
std::string logout_token(const Provider& provider, const std::string& issuer, const store::GrantRow& grant,
                         const Client& client);

}  // namespace taxgate::oidc
