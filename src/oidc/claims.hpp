#pragma once
// What tokens, userinfo and introspection say of a grant: one place, one answer.
#include "oidc/provider.hpp"

namespace taxgate::oidc {

/// For whom and within what the grant lets its person act (RFC 9396): a list of one, of the type kMandate.
boost::json::array authorization_details(const Provider& provider, const Grant& grant);
inline constexpr std::string_view kMandate = "tax_mandate";

std::string subject(const Provider& provider, const Grant& grant);

/// The chain of who acts (RFC 8693 §4.1), where an agency's person acts for a client: the person, in the
/// agency's name. Nothing otherwise.
std::optional<boost::json::object> actor(const Provider& provider, const Grant& grant);

/// "acr": the bureau's level of authentication as a URN. "amr": RFC 8176's words where there is one.
std::string acr(int level);
std::optional<int> level_of_acr(std::string_view acr);
boost::json::array amr(const std::vector<std::string>& methods);

/// Who it is, for whom, and what the scopes open (OIDC Core §5.3.2, §5.4).
boost::json::object userinfo_claims(const Provider& provider, const Grant& grant);

/// An ID token (OIDC Core §2), for `grant` and beside an access token, if there is one. `first`: the answer
/// to the request that brought the nonce; a refreshed one carries none (§12.2).
std::string id_token(const Provider& provider, const std::string& issuer, const Grant& grant,
                     std::string_view access_token, bool first);
/// An access token of the client's format and when it ends: never after what the grant rests on.
struct AccessToken {
  std::string token;
  Time expires{};
};
AccessToken access_token(const Provider& provider, const std::string& issuer, const Grant& grant);

}  // namespace taxgate::oidc
