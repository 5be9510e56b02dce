// Before every handler: cross-site requests, the CSRF token, the session.
#include "crypto/digest.hpp"
#include "domain/decide.hpp"
#include "http/api/api.hpp"
#include "http/server/forwarded.hpp"

namespace taxgate::http {
namespace {

constexpr std::string_view kBearer = "Bearer ";

bool unsafe(Method method) {
  return method != Method::kGet && method != Method::kHead && method != Method::kOptions;
}

/// A browser says where a request comes from; what comes from another site is refused before anything is
/// looked at.
bool cross_site(const Request& request) {
  const auto site = request.header("Sec-Fetch-Site");
  if (site) return *site == "cross-site" || *site == "same-site";
  const auto origin = request.header("Origin");
  if (!origin) return false;
  const auto scheme = origin->find("://");
  return scheme == std::string_view::npos || origin->substr(scheme + 3) != request.host;
}

/// A browser's unsafe request carries the token that the pages of this site alone can read. A native client
/// has no cookies and needs none.
bool csrf_ok(const Call& call) {
  const bool has_cookies = !call.browser().empty() || call.request.cookie("taxgate_session").has_value();
  if (!has_cookies) return true;
  const auto given = call.request.header("X-CSRF-Token");
  return given && equal_constant_time(bytes_of(*given), bytes_of(csrf_token(call.api, call.browser())));
}

std::optional<Response> stopped(const Call& call) {
  if (!unsafe(call.request.method)) return std::nullopt;
  if (cross_site(call.request)) return refuse(call, 403, "cross-site");
  if (!csrf_ok(call)) return refuse(call, 403, "csrf");
  return std::nullopt;
}

/// An identity's id, or with the person before it: "7/self". Two people who use one browser are both "self".
bool believes_right(std::string_view believed, const app::Session& session) {
  const std::string identity = acting_identity(session);
  return believed == identity || believed == std::to_string(session.person().value) + "/" + identity;
}

Response identity_changed(const Call& call, const app::Session& session) {
  Problem problem = problem_of(call, 409, "identity-changed");
  problem.members["identity"] = acting_identity(session);
  return to_response(problem, call.request);
}

/// The sector of the downstream system, if it may ask; in demo mode whoever asks from this machine may,
/// unless it says who it is and is not. Asked once a request: a proof counts once.
std::optional<std::string> sector_of(const Call& call) {
  if (call.request.header("Authorization") || call.api.demo == nullptr)
    return call.api.relying_party ? call.api.relying_party(call) : std::nullopt;
  const auto peer = parse_ip(call.request.peer);
  const bool here = peer && (parse_ip_block("127.0.0.0/8")->contains(*peer) || peer == parse_ip("::1"));
  return here ? std::optional{std::string{}} : std::nullopt;
}

Response who_asks(const Call& call) {
  Response response = refuse(call, 401, "unknown-client");
  response.header("WWW-Authenticate", R"(Basic realm="taxgate", charset="UTF-8")");
  response.header("WWW-Authenticate", R"(Bearer realm="taxgate")");
  response.header("WWW-Authenticate", R"(DPoP realm="taxgate", algs="ES256 RS256 PS256")");
  return response;
}

/// The client's own name of the request comes back to it, within reason.
Response echoing(const Call& call, Response response) {
  constexpr std::size_t kLongest = 200;
  const auto given = call.request.header("X-Request-ID");
  if (given && !given->empty() && given->size() <= kLongest)
    response.header("X-Request-ID", std::string{*given});
  return response;
}

}  // namespace

std::string identity_id(const std::optional<Mandate>& mandate, const std::optional<Engagement>& engagement) {
  if (!mandate) return "self";
  const std::string id = std::to_string(mandate->id.value);
  return engagement ? id + "-" + std::to_string(engagement->id.value) : id;
}

std::string acting_identity(const app::Session& session) {
  return session.officer ? "office" : identity_id(session.mandate, session.engagement);
}

bool manages_personnel(const Api& api, const app::Session& session) {
  return session.mandate && !session.engagement &&
         may_manage_personnel(api.bureau.profile, *session.mandate, api.clock.now());
}

std::string csrf_token(const Api& api, std::string_view browser) {
  return to_base64url(api.tokens.mac({bytes_of("csrf/"), bytes_of(browser)}));
}

app::Visitor Call::visitor() const {
  return {request.peer, std::string{request.header("User-Agent").value_or("")}, locale()};
}

std::string_view Call::browser() const {
  return request.cookie("taxgate_browser").value_or(std::string_view{});
}

std::string_view Call::session_token() const {
  if (const auto bearer = request.header("Authorization"); bearer && bearer->starts_with(kBearer)) {
    return bearer->substr(kBearer.size());
  }
  return request.cookie("taxgate_session").value_or(std::string_view{});
}

Problem problem_of(const Call& call, int status, std::string code, const Phrase& detail) {
  Problem problem;
  problem.status = status;
  problem.title = call.say({"problem." + code, {}});
  const Phrase usual{"problem." + code + ".detail", {}};
  const bool more = call.api.bureau.profile.texts.find(usual.code) != nullptr;
  problem.detail = !detail.code.empty() ? call.say(detail) : more ? call.say(usual) : problem.title;
  problem.code = std::move(code);
  return problem;
}

Response refuse(const Call& call, int status, std::string code, const Phrase& detail) {
  return to_response(problem_of(call, status, std::move(code), detail), call.request);
}

Routes& Routes::open(Method method, std::string pattern, ApiHandler handler, RouteOptions options) {
  const auto guarded = [&api = api_, handler = std::move(handler)](const Request& request,
                                                                   const PathParams& params) {
    const Call call{api, request, params};
    std::optional<store::Snapshot> snapshot;  // what only reads, reads one commit
    if (!unsafe(request.method)) snapshot.emplace(api.store.reader());
    if (auto refused = stopped(call)) return *std::move(refused);
    return handler(call);
  };
  router_.add(method, std::move(pattern), guarded, options);
  return *this;
}

Routes& Routes::relying(Method method, std::string pattern, ApiHandler handler, RouteOptions options) {
  return open(
      method, std::move(pattern),
      [handler = std::move(handler)](const Call& call) {
        const auto sector = sector_of(call);
        if (!sector) return echoing(call, who_asks(call));
        return echoing(call, handler({call.api, call.request, call.params, *sector}));
      },
      options);
}

Routes& Routes::signed_in(Method method, std::string pattern, SessionHandler handler, RouteOptions options) {
  return account(
      method, std::move(pattern),
      [handler = std::move(handler)](const Call& call, const app::Session& session) {
        return session.officer ? refuse(call, 403, "office-session") : handler(call, session);
      },
      options);
}

Routes& Routes::office(Method method, std::string pattern, SessionHandler handler, RouteOptions options) {
  return account(
      method, std::move(pattern),
      [handler = std::move(handler)](const Call& call, const app::Session& session) {
        return session.officer ? handler(call, session) : refuse(call, 403, "not-an-officer");
      },
      options);
}

Routes& Routes::administration(Method method, std::string pattern, SessionHandler handler,
                               RouteOptions options) {
  return office(
      method, std::move(pattern),
      [handler = std::move(handler)](const Call& call, const app::Session& session) {
        const bool may = session.officer->role == OfficerRole::kAdministrator;
        return may ? handler(call, session) : refuse(call, 403, "office-role");
      },
      options);
}

Routes& Routes::account(Method method, std::string pattern, SessionHandler handler, RouteOptions options) {
  return any_identity(
      method, std::move(pattern),
      [handler = std::move(handler)](const Call& call, const app::Session& session) {
        const auto believed = call.request.header(kIdentityHeader);
        const bool right = !believed || believes_right(*believed, session);
        return right ? handler(call, session) : identity_changed(call, session);
      },
      options);
}

Routes& Routes::any_identity(Method method, std::string pattern, SessionHandler handler,
                             RouteOptions options) {
  return open(
      method, std::move(pattern),
      [handler = std::move(handler)](const Call& call) {
        const auto session = call.api.sessions.find(call.session_token());
        if (!session) {
          const bool lost = session.error() == app::SessionFault::kAuthority;
          return refuse(call, 401, lost ? "authority-ended" : "no-session");
        }
        call.api.sessions.touch(*session);
        return handler(call, *session);
      },
      options);
}

Routes& Routes::managing(Method method, std::string pattern, SessionHandler handler, RouteOptions options) {
  return signed_in(
      method, std::move(pattern),
      [handler = std::move(handler)](const Call& call, const app::Session& session) {
        return manages_personnel(call.api, session) ? handler(call, session)
                                                    : refuse(call, 403, "not-a-manager");
      },
      options);
}

Routes& Routes::confirmed(Method method, std::string pattern, SessionHandler handler, RouteOptions options) {
  return signed_in(
      method, std::move(pattern),
      [handler = std::move(handler)](const Call& call, const app::Session& session) {
        return session.confirmed(call.api.clock.now()) ? handler(call, session)
                                                       : refuse(call, 403, "confirm-first");
      },
      options);
}

Routes& Routes::managing_agency(Method method, std::string pattern, SessionHandler handler) {
  return managing(method, std::move(pattern),
                  [handler = std::move(handler)](const Call& call, const app::Session& session) {
                    const auto row = call.api.store.reader().taxpayer(session.principal());
                    const bool agency = row && row->kind == to_string(TaxpayerKind::kAgency);
                    return agency ? handler(call, session) : refuse(call, 403, "not-an-agency");
                  });
}

std::expected<json::object, Response> body_object(const Call& call) {
  auto body = json_body(call.request);
  if (!body) return std::unexpected(to_response(body.error(), call.request));
  if (!body->is_object()) return std::unexpected(refuse(call, 400, "malformed", {"malformed-object", {}}));
  return std::move(body->as_object());
}

std::string text_member(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string{value->as_string()} : std::string{};
}

int int_member(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  if (value == nullptr || !value->is_int64()) return -1;
  const auto number = value->as_int64();
  return number >= 0 && number <= 1'000'000'000 ? static_cast<int>(number) : -1;
}

}  // namespace taxgate::http
