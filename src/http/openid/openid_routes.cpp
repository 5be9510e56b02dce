#include "http/openid/openid.hpp"
#include "oidc/authorize/ticket.hpp"
#include "oidc/device.hpp"
#include "oidc/discovery.hpp"
#include "oidc/introspect.hpp"
#include "oidc/logout.hpp"
#include "oidc/token/endpoint.hpp"

namespace taxgate::http {
namespace {

/// Pages of other origins may read what needs no cookie: a relying party in the browser is authenticated by
/// what it sends (Fetch §3.2; RFC 9700 §2.6 keeps the authorization endpoint out of this).
Response shared(Response response) {
  response.header("Access-Control-Allow-Origin", "*");
  return response;
}

Response preflight(const Request& /*request*/, const PathParams& /*params*/) {
  Response response = shared(no_content());
  response.header("Access-Control-Allow-Methods", "GET, POST");
  response.header("Access-Control-Allow-Headers", "Authorization, Content-Type, DPoP");
  response.header("Access-Control-Expose-Headers", "WWW-Authenticate");
  return response.header("Access-Control-Max-Age", "600");
}

using Endpoint = std::function<Response(const oidc::Incoming&)>;

/// A form in the body, as every OAuth endpoint takes it.
Handler posted(const OpenId& openid, Endpoint endpoint) {
  return [&openid, endpoint = std::move(endpoint)](const Request& request, const PathParams& /*params*/) {
    const auto form = form_body(request);
    if (!form)
      return shared(
          fault_response({"invalid_request", "the body must be application/x-www-form-urlencoded"}));
    return shared(endpoint(incoming(request, openid, *form)));
  };
}

/// The same without parameters.
Handler plain(const OpenId& openid, Endpoint endpoint) {
  return [&openid, endpoint = std::move(endpoint)](const Request& request, const PathParams& /*params*/) {
    return shared(endpoint(incoming(request, openid, {})));
  };
}

template <class Answer>
Response answered(const oidc::Result<Answer>& answer, int status = 200) {
  return answer ? json_answer(status, *answer) : fault_response(answer.error());
}

Response cacheable(const json::object& body) {
  Response response = json_answer(200, body);
  response.cache_control = "public, max-age=300";
  return response;
}

std::optional<app::Session> session_of(const Request& request, const Api& api) {
  const auto session = api.sessions.find(request.cookie("taxgate_session").value_or(std::string_view{}));
  return session ? std::optional{*session} : std::nullopt;
}

Response authorize(const Request& request, const Api& api, const OpenId& openid) {
  const auto in = incoming(request, openid, request.query);
  return to_response(oidc::authorize(openid.provider, in, session_of(request, api)), in);
}

/// OIDC Core §3.1.2.1: by POST, too. The browser sends no cookie with it (SameSite=Lax): it comes back by
/// GET.
Response authorize_posted(const Request& request, const OpenId& openid) {
  const auto form = form_body(request);
  if (!form) return redirect("/authorize?problem=invalid_request");
  const auto in = incoming(request, openid, *form);
  oidc::Authorization at{.provider = openid.provider, .incoming = in, .session = {}};
  at.form = in.form;
  at.begun = openid.provider.clock.now();
  return redirect("/oauth2/authorize" +
                  resuming(in, in.form.has("request_uri") ? in.form["request_uri"] : oidc::ticket(at)));
}

/// RP-Initiated Logout 1.0 §2, by GET and POST; asked again on our own page where the person has to say so.
Response logout(const Request& request, const Api& api, const OpenId& openid, const Params& params) {
  const auto in = incoming(request, openid, params);
  const auto answer = oidc::logout(openid.provider, in, session_of(request, api));
  if (answer.ask) return redirect(oidc::with_query("/sign-out", in.form));
  Response response = redirect(answer.location.empty() ? "/sign-out?done=1" : answer.location);
  if (answer.ended)
    response.set_cookies.push_back(
        {.name = "taxgate_session", .value = "", .max_age = Seconds{0}, .secure = api.secure_cookies});
  return response;
}

void add_metadata(Router& router, const OpenId& openid) {
  const RouteOptions inlined{.lane = Lane::kInline};
  const auto metadata =
      plain(openid, [](const oidc::Incoming& in) { return cacheable(oidc::discovery(in.issuer)); });
  router.add(Method::kGet, "/.well-known/openid-configuration", metadata, inlined)
      .add(Method::kGet, "/.well-known/oauth-authorization-server", metadata, inlined)
      .add(Method::kGet, "/oauth2/jwks",
           plain(openid, [&openid](const oidc::Incoming&) { return cacheable(openid.provider.keys.jwks()); }),
           inlined);
}

/// What counts once is written before it is answered: a DPoP proof, a client's assertion.
bool spends(const Request& request) {
  return request.header("DPoP").has_value() ||
         request.body.find("client_assertion=") != std::string_view::npos;
}

void add_tokens(Router& router, const OpenId& openid) {
  const oidc::Provider& provider = openid.provider;
  const RouteOptions inlined{.lane = Lane::kInline, .waits = spends};
  const auto userinfo =
      plain(openid, [&provider](const oidc::Incoming& in) { return answered(oidc::userinfo(provider, in)); });
  router
      .add(Method::kPost, "/oauth2/token",
           posted(openid,
                  [&provider](const oidc::Incoming& in) { return answered(oidc::token(provider, in)); }))
      .add(Method::kPost, "/oauth2/par",
           posted(openid,
                  [&provider](const oidc::Incoming& in) { return answered(oidc::push(provider, in), 201); }))
      .add(Method::kPost, "/oauth2/device_authorization",
           posted(
               openid,
               [&provider](const oidc::Incoming& in) { return answered(oidc::begin_device(provider, in)); }))
      .add(Method::kPost, "/oauth2/introspect",
           posted(openid,
                  [&provider](const oidc::Incoming& in) { return answered(oidc::introspect(provider, in)); }),
           inlined)
      .add(Method::kPost, "/oauth2/revoke",
           posted(openid,
                  [&provider](const oidc::Incoming& in) {
                    const auto done = oidc::revoke(provider, in);
                    return done ? json_answer(200, json::object{}) : fault_response(done.error());
                  }))
      .add(Method::kGet, "/oauth2/userinfo", userinfo, inlined)
      .add(Method::kPost, "/oauth2/userinfo", userinfo, inlined);
}

}  // namespace

void add_openid_routes(Router& router, const Api& api, const OpenId& openid) {
  add_metadata(router, openid);
  add_tokens(router, openid);
  router
      .add(Method::kGet, "/oauth2/authorize",
           [&](const Request& request, const PathParams& /*params*/) {
             return authorize(request, api, openid);
           },
           {.lane = Lane::kInline})
      .add(Method::kPost, "/oauth2/authorize",
           [&](const Request& request, const PathParams& /*params*/) {
             return authorize_posted(request, openid);
           },
           {.lane = Lane::kInline});
  router.add(Method::kGet, "/oauth2/logout", [&](const Request& request, const PathParams& /*params*/) {
    return logout(request, api, openid, request.query);
  });
  router.add(Method::kPost, "/oauth2/logout", [&](const Request& request, const PathParams& /*params*/) {
    const auto form = form_body(request);
    return form ? logout(request, api, openid, *form) : redirect("/sign-out");
  });
  for (const auto* path : {"/oauth2/token", "/oauth2/userinfo", "/oauth2/revoke", "/oauth2/par"})
    router.add(Method::kOptions, path, preflight, {.lane = Lane::kInline});
}

}  // namespace taxgate::http
