#pragma once
// The OpenID endpoints on HTTP: reading requests, writing answers. No rule.
#include "http/api/api.hpp"
#include "oidc/authorize/authorization.hpp"

namespace taxgate::http {

struct OpenId {
  const oidc::Provider& provider;
  /// Without a slash at its end; empty: what the request calls us (the demo on loopback alone).
  std::string issuer;
};

/// What relying parties call: discovery, keys, tokens, and the authorization endpoint.
void add_openid_routes(Router& router, const Api& api, const OpenId& openid);
/// What our own pages call while a request waits for the person.
void add_authorization_routes(Routes& routes, const OpenId& openid);

/// Whether the request is of a downstream system that is registered as a resource server: by its id and
/// secret (Basic), or by an access token of its own.
bool is_resource_server(const Call& call, const OpenId& openid);
/// What such a system calls people: by the `sub` of its own tokens.
PersonNames subject_names(const OpenId& openid);
/// The console's part: relying parties and signing keys.
void add_client_routes(Routes& routes, const OpenId& openid);

oidc::Incoming incoming(const Request& request, const OpenId& openid, const Params& params);
Response fault_response(const oidc::Fault& fault);
/// What the browser does next, as a redirect or a page that posts itself.
Response to_response(const oidc::AuthorizeAnswer& answer, const oidc::Incoming& request);
/// Where that is: for a page of ours that navigates by itself.
std::string location_of(const oidc::AuthorizeAnswer& answer, const oidc::Incoming& request);

}  // namespace taxgate::http
