#include "oidc/authorize/ticket.hpp"
#include "oidc/client/authenticate.hpp"
#include "oidc/lifetimes.hpp"

namespace taxgate::oidc {
namespace {

/// To the client, in the way that it asked for, with `state` and `iss` (RFC 9207).
AuthorizeAnswer to_client(const Authorization& at, Form fields) {
  if (at.form.has("state")) fields.set("state", at["state"]);
  fields.set("iss", at.incoming.issuer);
  if (at["response_mode"] == "form_post")
    return {
        .kind = AuthorizeAnswer::Kind::kFormPost, .location = at.redirect_uri, .fields = std::move(fields)};
  return {.kind = AuthorizeAnswer::Kind::kRedirect, .location = with_query(at.redirect_uri, fields)};
}

AuthorizeAnswer refused(const Authorization& at, const Fault& fault) {
  if (!at.trusted) return {.kind = AuthorizeAnswer::Kind::kPage, .fault = fault};
  Form fields;
  fields.set("error", fault.error);
  fields.set("error_description", said(fault.description));
  return to_client(at, std::move(fields));
}

AuthorizeAnswer granted(const Authorization& at) {
  const app::Session& session = *at.session;
  Form fields;
  fields.set("code", close(at.provider, {.client_id = at.client->client_id,
                                         .redirect_uri = at.redirect_uri,
                                         .challenge = at["code_challenge"],
                                         .scope = joined(at.scopes),
                                         .functions = at.authority.functions,
                                         .key_thumbprint = at["dpop_jkt"],
                                         .person = session.person(),
                                         .session = session.row.id,
                                         .mandate = at.authority.mandate,
                                         .engagement = at.authority.engagement,
                                         .authentication = {.at = session.row.started_at,
                                                            .level = session.row.level,
                                                            .methods = words(session.row.methods),
                                                            .nonce = at["nonce"]}}));
  return to_client(at, std::move(fields));
}

Authorization of_ticket(const Provider& provider, const Incoming& request, const app::Session& session) {
  return Authorization{.provider = provider, .incoming = request, .session = session};
}

}  // namespace

AuthorizeAnswer authorize(const Provider& provider, const Incoming& request,
                          std::optional<app::Session> session) {
  Authorization at{.provider = provider, .incoming = request, .session = std::move(session)};
  const auto stop = run_checks(at);
  if (!stop) return granted(at);
  if (!stop->interaction) return refused(at, stop->fault);
  return {.kind = AuthorizeAnswer::Kind::kInteract, .interaction = *stop->interaction, .ticket = ticket(at)};
}

std::optional<Pending> pending(const Provider& provider, const Incoming& request,
                               const app::Session& session) {
  Authorization at = of_ticket(provider, request, session);
  const auto stop = run_checks(at);
  if (stop && !stop->interaction) return std::nullopt;
  return Pending{at.client, at.scopes, at.authority, stop ? stop->interaction : std::nullopt};
}

std::optional<std::string> decided(const Provider& provider, const Incoming& request,
                                   const app::Session& session, bool allowed) {
  Authorization at = of_ticket(provider, request, session);
  const auto stop = run_checks(at);
  if (stop && !stop->interaction) return std::nullopt;
  if (!allowed) at.refused_in = session.row.id;
  at.chosen_in = session.row.id;
  // A page that asked for the identity alone did not ask for consent.
  if (!stop || stop->interaction == Interaction::kConsent) at.consented_in = session.row.id;
  return ticket(at);
}

Result<boost::json::object> push(const Provider& provider, const Incoming& request) {
  if (request.form.has("request_uri"))
    return invalid_request("request_uri must not be pushed (RFC 9126, section 2.1)");
  Once once;
  const auto client = authenticate(provider, request, once);
  if (!client) return std::unexpected(client.error());
  if (const auto spent = once.spend(provider.store); !spent) return std::unexpected(spent.error());
  Form form;
  for (const auto& [name, value] : request.form.items()) {
    if (!name.starts_with("client_") || name == "client_id") form.set(name, value);
  }
  if (!form.has("client_id")) form.set("client_id", (*client)->client_id);
  const Incoming inner{.issuer = request.issuer, .path = {}, .method = {}, .form = std::move(form)};
  Authorization at{.provider = provider, .incoming = inner};
  // RFC 9126 §2.1: as at the authorization endpoint. That nobody is signed in is no fault of the request.
  at.pushed = true;
  const auto stop = run_checks(at);
  if (stop && !stop->interaction && stop->fault.error != "login_required")
    return std::unexpected(stop->fault);
  at.pushed = true;
  return boost::json::object{{"request_uri", ticket(at)}, {"expires_in", kPushedRequest.count()}};
}

}  // namespace taxgate::oidc
