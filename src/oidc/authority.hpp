#pragma once
// As whom a person wants to act: the `authorization_details` of a request (RFC 9396).
#include "oidc/fault.hpp"
#include "oidc/provider.hpp"

namespace taxgate::oidc {

struct Authority {
  MandateId mandate;  // 0: oneself
  EngagementId engagement;
  std::string functions;  // what it is narrowed to, words; empty: nothing
};

/// Reads `details`, a list of one object of the type tax_mandate: {"identity": "self"}, or
/// {"principal": NUMBER, "agency": NUMBER?, "functions": [...]?}. Without "identity" and "principal",
/// `current` stays and is narrowed. invalid_authorization_details where it is malformed or where the person
/// has no such authority now.
Result<Authority> choose(const Provider& provider, PersonId person, const Authority& current,
                         const std::string& details);

}  // namespace taxgate::oidc
