#pragma once
// An authorization code: everything that was granted, sealed. Nothing is stored until it is redeemed, and
// it is redeemed once.
#include "oidc/provider.hpp"

namespace taxgate::oidc {

struct Code {
  std::string client_id;
  std::string redirect_uri;
  std::string challenge;  // RFC 7636, S256
  std::string scope;
  std::string functions;       // what it is narrowed to; empty: nothing
  std::string key_thumbprint;  // dpop_jkt (RFC 9449 §10); empty: none
  PersonId person;
  SessionId session;
  MandateId mandate;
  EngagementId engagement;
  Authentication authentication;
};

std::string close(const Provider& provider, const Code& code);
std::optional<Code> open_code(const Provider& provider, std::string_view text);
/// What the code says of the grant that it becomes.
store::GrantRow grant_of(const Code& code);

}  // namespace taxgate::oidc
