#pragma once
// All that the OpenID endpoints share. Each endpoint is a function of a Provider and a request.
#include "oidc/grants.hpp"
#include "oidc/seal.hpp"
#include "oidc/signing_keys.hpp"
#include "oidc/subject.hpp"
#include "oidc/token/handles.hpp"

namespace taxgate::oidc {

struct Provider {
  const app::Bureau& bureau;
  store::Store& store;
  const app::Vault& vault;
  const Clock& clock;
  app::SessionService& sessions;
  ClientDirectory& clients;
  SigningKeys& keys;
  Grants& grants;
  const Handles& handles;
  const Subjects& subjects;
  const Sealed& sealed;
};

/// A request to one of the endpoints, as the edge read it.
struct Incoming {
  std::string issuer;  // this system's, without a slash at its end (RFC 8414 §2)
  std::string path;    // of the endpoint, after the issuer
  std::string method;  // "GET", "POST"
  Form form;
  std::string authorization;      // the header's value; empty: none
  std::vector<std::string> dpop;  // every DPoP header
  std::string certificate;  // x5t#S256 of the client's TLS certificate, as a trusted proxy says; empty: none
  std::string certificate_subject;  // its subject, RFC 2253

  std::string url() const { return issuer + path; }
};

}  // namespace taxgate::oidc
