#pragma once
// What every handler of the API has at hand, and the guard that stands before all of them. Handlers hold no
// rule: they read a request, ask a use case, and say its answer in JSON.
#include "app/associations.hpp"
#include "app/decisions.hpp"
#include "app/engagements.hpp"
#include "app/flows.hpp"
#include "app/office/lookup.hpp"
#include "app/office/office.hpp"
#include "app/permissions.hpp"
#include "app/personal_passwords.hpp"
#include "app/personnel.hpp"
#include "app/personnel_batch.hpp"
#include "app/sessions.hpp"
#include "app/social_insurance.hpp"
#include "connect/captcha/picture.hpp"
#include "connect/captcha/speech.hpp"
#include "connect/sms/demo_outbox.hpp"
#include "crypto/hmac_key.hpp"
#include "http/server/problem.hpp"
#include "http/server/router.hpp"

namespace taxgate::http {

/// A person of the demo, as its page shows it. Every one is invented.
struct DemoPerson {
  std::string name;
  std::string document;
  std::string phone;  // the one that codes go to now; empty: none
  struct Enterprise {
    std::string number;
    std::string name;
    std::string role;
    Standing standing{};
  };
  std::vector<Enterprise> enterprises;  // those in force first
};

/// What exists in demo mode only.
struct Demo {
  const DemoOutboxGateway& outbox;
  std::function<std::vector<DemoPerson>()> people;  // as they are at that moment
};

struct Call;

/// What people are called towards a downstream system: by the `sub` of its own tokens, which are those of its
/// sector (OIDC Core §8.1).
struct PersonNames {
  /// 0: nobody is called so.
  std::function<PersonId(std::string_view sector, std::string_view subject)> person;
  std::function<std::string(std::string_view sector, PersonId)> name;
};

/// A downstream system to go on to.
struct Onward {
  std::string name;
  std::string address;
};

struct Api {
  const app::Bureau& bureau;
  store::Store& store;
  const app::Vault& vault;
  const Clock& clock;
  app::FlowService& flows;
  app::SessionService& sessions;
  app::AssociationService& associations;
  app::PersonnelService& personnel;
  app::PersonalPasswords& passwords;
  app::BatchService& batch;
  app::PermissionService& permissions;
  app::EngagementService& engagements;
  app::SocialInsurance& social_insurance;
  app::OfficeService& office;
  app::OfficeLookup& lookup;
  app::DecisionService& decisions;
  const CaptchaPainter& painter;
  Speaker& speaker;
  const HmacKey& tokens;  // signs the CSRF token
  bool secure_cookies;    // false only where the operator serves plain HTTP on purpose (the demo on loopback)
  const Demo* demo;       // nothing outside demo mode
  /// The sector of the downstream system that asks, once its authentication holds; nothing: it may not ask.
  /// Not set: none may. (In demo mode whoever asks from this machine without saying who it is may, too.)
  std::function<std::optional<std::string>(const Call&)> relying_party = {};
  PersonNames names = {};
  /// The system that is for a function of the tree; nothing where none is registered. Not set: nothing.
  std::function<std::optional<Onward>(const Call&, std::string_view function)> onward = {};
};

/// One request with what the guard has found out about it.
struct Call {
  const Api& api;
  const Request& request;
  const PathParams& params;
  std::string sector = {};  // of the downstream system that asks

  Locale locale() const { return static_cast<Locale>(request.language()); }
  app::Visitor visitor() const;
  /// The browser's own token; empty for a native client.
  std::string_view browser() const;
  /// The bearer of a session, from its cookie or (native) the Authorization header.
  std::string_view session_token() const;
  std::string say(const Phrase& phrase) const { return api.bureau.profile.texts.say(phrase, locale()); }
};

/// A refusal in the visitor's language: title "problem.CODE", detail "problem.CODE.detail" unless
/// `detail` says more.
Problem problem_of(const Call& call, int status, std::string code, const Phrase& detail = {});
Response refuse(const Call& call, int status, std::string code, const Phrase& detail = {});

using ApiHandler = std::function<Response(const Call&)>;
using SessionHandler = std::function<Response(const Call&, const app::Session&)>;

/// Registers routes with the guard before them.
class Routes {
 public:
  Routes(const Api& api, Router& router) : api_(api), router_(router) {}
  Routes& open(Method method, std::string pattern, ApiHandler handler, RouteOptions options = {});
  /// For downstream systems: 401 unless `Api::relying_party` knows who asks. Echoes X-Request-ID (AuthZEN
  /// Authorization API 1.0 §10.1.3).
  Routes& relying(Method method, std::string pattern, ApiHandler handler, RouteOptions options = {});
  /// Needs a session: 401 otherwise. A page that names the identity which it believes in (kIdentityHeader)
  /// gets 409 when the session acts as another one by now: a second tab has switched it. An officer's is
  /// refused: it can do nothing of a taxpayer.
  Routes& signed_in(Method method, std::string pattern, SessionHandler handler, RouteOptions options = {});
  /// The same for what belongs to the account itself: an officer's session, too.
  Routes& account(Method method, std::string pattern, SessionHandler handler, RouteOptions options = {});
  /// Needs a session of an officer: 403 otherwise. `session.officer` is there.
  Routes& office(Method method, std::string pattern, SessionHandler handler, RouteOptions options = {});
  /// Needs an administrator's: 403 otherwise.
  Routes& administration(Method method, std::string pattern, SessionHandler handler,
                         RouteOptions options = {});
  /// Needs a session, whatever the page believes: for what tells the identity, or ends the session.
  Routes& any_identity(Method method, std::string pattern, SessionHandler handler, RouteOptions options = {});
  /// Needs a session that may manage its enterprise's personnel: 403 otherwise.
  Routes& managing(Method method, std::string pattern, SessionHandler handler, RouteOptions options = {});
  /// Needs a session whose person has proved once more that it is they: 403 otherwise.
  Routes& confirmed(Method method, std::string pattern, SessionHandler handler, RouteOptions options = {});
  /// The same for an agency's.
  Routes& managing_agency(Method method, std::string pattern, SessionHandler handler);

 private:
  const Api& api_;
  Router& router_;
};

std::string csrf_token(const Api& api, std::string_view browser);

/// Its value is an identity's id, or PERSON/IDENTITY.
inline constexpr std::string_view kIdentityHeader = "X-Taxgate-Identity";
/// "self", the mandate that the session acts under, or MANDATE-ENGAGEMENT through an agency.
std::string identity_id(const std::optional<Mandate>& mandate,
                        const std::optional<Engagement>& engagement = {});
/// The same of what a session acts as: "office" for an officer.
std::string acting_identity(const app::Session& session);
/// Whether the session may manage the personnel of whom it acts for: an agency's people never their client's.
bool manages_personnel(const Api& api, const app::Session& session);

// The routes, by file.
void add_bureau_routes(Routes& routes);
void add_flow_routes(Routes& routes);
void add_me_routes(Routes& routes);
void add_session_routes(Routes& routes);
void add_enterprise_routes(Routes& routes);
void add_permission_routes(Routes& routes);
void add_engagement_routes(Routes& routes);
void add_social_insurance_routes(Routes& routes);
void add_office_routes(Routes& routes);
void add_office_request_routes(Routes& routes);
void add_office_admin_routes(Routes& routes);
void add_access_routes(Routes& routes);
void add_demo_routes(Routes& routes);

/// The body as an object; the refusal otherwise.
std::expected<json::object, Response> body_object(const Call& call);
/// A member that must be a text.
std::string text_member(const json::object& object, std::string_view name);
int int_member(const json::object& object, std::string_view name);

}  // namespace taxgate::http
