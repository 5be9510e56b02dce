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

/// A handler of a signed-in person's request that needs the provider, too.
inline SessionHandler with(const OpenId& openid,
                           Response (*handler)(const Call&, const OpenId&, const app::Session&)) {
  return [&openid, handler](const Call& call, const app::Session& session) {
    return handler(call, openid, session);
  };
}

/// What relying parties call: discovery, keys, tokens, and the authorization endpoint.
void add_openid_routes(Router& router, const Api& api, const OpenId& openid);
/// What our own pages call while a request waits for the person.
void add_authorization_routes(Routes& routes, const OpenId& openid);
/// Where a person is signed in beside the bureau itself.
void add_system_routes(Routes& routes, const OpenId& openid);

/// The sector of the downstream system that asks, if it is registered as a resource server: by its id and
/// secret (Basic), or by an access token of its own.
std::optional<std::string> resource_server_sector(const Call& call, const OpenId& openid);
PersonNames subject_names(const OpenId& openid);
/// The registered system that is for `function` (taxgate_functions) and says where a sign-in to it begins.
std::optional<Onward> onward_for(const Call& call, const OpenId& openid, std::string_view function);
/// The console's part: relying parties and signing keys.
void add_client_routes(Routes& routes, const OpenId& openid);

oidc::Incoming incoming(const Request& request, const OpenId& openid, const Params& params);
Response fault_response(const oidc::Fault& fault);
/// What the browser does next, as a redirect or a page that posts itself.
Response to_response(const oidc::AuthorizeAnswer& answer, const oidc::Incoming& request);
/// The query that brings a request back: to the authorization endpoint, or to our page of it.
std::string resuming(const oidc::Incoming& request, std::string_view request_uri);

}  // namespace taxgate::http
