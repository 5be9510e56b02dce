// The cheapest question that a page or a proxy in front can ask: is this session still good, and as whom?
#include "http/api/describe.hpp"

namespace taxgate::http {
namespace {

/// `identity` is "self" or the mandate's id, as in GET /v1/me/identities.
Response session(const Call& /*call*/, const app::Session& session) {
  const auto& row = session.row;
  return json_answer(200, json::object{{"id", std::to_string(row.id.value)},
                                       {"person", std::to_string(row.person.value)},
                                       {"identity", acting_identity(session)},
                                       {"level", row.level},
                                       {"expires_at", format_time(row.expires_at)}});
}

}  // namespace

void add_session_routes(Routes& routes) {
  routes.account(Method::kGet, "/v1/session", session, {.lane = Lane::kInline});
}

}  // namespace taxgate::http
