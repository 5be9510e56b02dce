#pragma once
// The authorization endpoint (RFC 6749 §4.1.1, OIDC Core §3.1.2): an ordered list of small checks, a file
// each (checks.cpp). What is still missing is found from the facts on every request and never stored.
#include "oidc/authority.hpp"
#include "oidc/code.hpp"
#include "oidc/fault.hpp"

namespace taxgate::oidc {

/// What the person has to do before a code can be given.
enum class Interaction { kSignIn, kHigherLevel, kChooseIdentity, kConsent };

/// Why a check stops: the person has to do something; or a fault, which the client learns once it is known
/// to be the client and only the person before.
struct Stop {
  std::optional<Interaction> interaction;
  Fault fault{};
};
inline std::optional<Stop> refuse(std::string error, std::string description) {
  return Stop{{}, {std::move(error), std::move(description)}};
}
inline std::optional<Stop> ask(Interaction what) { return Stop{what}; }

/// A request on its way through the checks: each reads what earlier ones have found.
struct Authorization {
  const Provider& provider;
  const Incoming& incoming;
  std::optional<app::Session> session;  // of the browser, open now

  Form form{};               // the request's own, or the pushed one's
  bool pushed = false;       // through PAR (RFC 9126)
  bool trial = false;        // an administrator's test: it ends at a page of ours (oidc/trial.hpp)
  Time begun{};              // when the client's request came first
  SessionId chosen_in{};     // the person chose the identity in this session
  SessionId refused_in{};    // the person said no in this session
  SessionId consented_in{};  // the person consented in this session

  std::shared_ptr<const Client> client{};
  std::string redirect_uri{};
  bool trusted = false;  // client and redirect_uri fit: faults go to the client from now on
  std::vector<std::string> scopes{};
  std::vector<std::string> prompts{};
  Authority authority{};

  const std::string& operator[](std::string_view name) const { return form[name]; }
  bool prompts_for(std::string_view prompt) const { return contains(prompts, prompt); }
};

/// Nothing: go on.
using Check = std::optional<Stop> (*)(Authorization&);

// In the order in which they run.
std::optional<Stop> check_request(Authorization& at);
std::optional<Stop> check_client(Authorization& at);
std::optional<Stop> check_redirect_uri(Authorization& at);
std::optional<Stop> check_parameters(Authorization& at);
std::optional<Stop> check_response(Authorization& at);
std::optional<Stop> check_pushed(Authorization& at);
std::optional<Stop> check_pkce(Authorization& at);
std::optional<Stop> check_scope(Authorization& at);
std::optional<Stop> check_prompt(Authorization& at);
std::optional<Stop> check_session(Authorization& at);
std::optional<Stop> check_refusal(Authorization& at);
std::optional<Stop> check_level(Authorization& at);
std::optional<Stop> check_authority(Authorization& at);
std::optional<Stop> check_identity(Authorization& at);
std::optional<Stop> check_consent(Authorization& at);

/// The first that stops; nothing: a code may be given.
std::optional<Stop> run_checks(Authorization& at);

/// Where the browser goes now.
struct AuthorizeAnswer {
  enum class Kind {
    kRedirect,  // to `location`
    kFormPost,  // a page that posts `fields` to `location` (OAuth 2.0 Form Post Response Mode)
    kPage,      // our own page, which says `fault` to the person: the client is not known
    kInteract,  // our own page for `interaction`; `ticket` leads back here
  } kind = Kind::kPage;
  std::string location{};
  Form fields{};
  Fault fault{};
  Interaction interaction{};
  std::string ticket{};
};

AuthorizeAnswer authorize(const Provider& provider, const Incoming& request,
                          std::optional<app::Session> session);

/// What a page of ours shows of a request that waits for the person, and what the person decides.
struct Pending {
  std::shared_ptr<const Client> client;
  std::vector<std::string> scopes;
  Authority authority;
  std::optional<Interaction> interaction;  // nothing: nothing more is missing
};
/// Nothing for a ticket that has expired or is none.
std::optional<Pending> pending(const Provider& provider, const Incoming& request,
                               const app::Session& session);
/// The ticket after the person has decided: the same request, once more. Allowing it chooses the identity
/// that the session acts as, and consents where that was asked for.
std::optional<std::string> decided(const Provider& provider, const Incoming& request,
                                   const app::Session& session, bool allowed);

/// RFC 9126: {"request_uri", "expires_in"}.
Result<boost::json::object> push(const Provider& provider, const Incoming& request);

// The form of request_uri: for a pushed request and for our own tickets alike.
inline constexpr std::string_view kRequestUri = "urn:ietf:params:oauth:request_uri:";

}  // namespace taxgate::oidc
