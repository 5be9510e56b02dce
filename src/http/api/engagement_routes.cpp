// 代理机构: engagements from the agency's side and from the client's (NT-03, LN-30).
#include "http/api/describe.hpp"

namespace taxgate::http {
namespace {

enum class Side { kAgency, kClient };

json::array actions_of(const Call& call, const Engagement& engagement, Side side) {
  const auto worth = standing(engagement, call.api.clock.now(), call.api.bureau.profile.zone);
  const bool waits = worth == EngagementStanding::kPending || worth == EngagementStanding::kAmended;
  const bool in_force = worth == EngagementStanding::kInForce || worth == EngagementStanding::kAmended;
  json::array actions;
  if (side == Side::kClient && waits) actions = {"confirm", "refuse"};
  if (side == Side::kAgency && waits) actions.emplace_back("withdraw");
  if (side == Side::kAgency && in_force) actions.emplace_back("amend");
  if (in_force) actions.emplace_back("end");
  return actions;
}

json::object terms_json(const Call& call, const EngagementTerms& terms) {
  return {{"functions", functions_json(call, terms.functions)}, {"ends", date_or_null(terms.ends)}};
}

json::object engagement_json(const Call& call, const app::EngagementView& view, Side side) {
  const Engagement& engagement = view.engagement;
  const std::string state{
      to_string(standing(engagement, call.api.clock.now(), call.api.bureau.profile.zone))};
  json::object item{{"id", std::to_string(engagement.id.value)},
                    {"agency", principal_json(view.agency)},
                    {"client", principal_json(view.client)},
                    {"agreement", engagement.agreement},
                    {"functions", functions_json(call, engagement.terms.functions)},
                    {"starts", format_date(engagement.starts)},
                    {"ends", date_or_null(engagement.terms.ends)},
                    {"state", state},
                    {"state_title", call.say({"engagement-state." + state, {}})},
                    {"proposed_at", format_time(engagement.proposed_at)},
                    {"version", engagement.version},
                    {"actions", actions_of(call, engagement, side)}};
  if (engagement.amendment) item["amendment"] = terms_json(call, *engagement.amendment);
  return item;
}

Response refuse_engagement(const Call& call, const app::EngagementRefusal& refusal) {
  using Kind = app::EngagementRefusal::Kind;
  switch (refusal.kind) {
    case Kind::kNotFound:
      return refuse(call, 404, "not-found");
    case Kind::kStale:
      return refuse(call, 409, "conflict");
    case Kind::kFaults:
      return refuse_inputs(call, refusal.faults);
    case Kind::kRule:
      break;
  }
  const bool forbidden = refusal.fault == EngagementFault::kNotYours ||
                         refusal.fault == EngagementFault::kAboveOwn ||
                         refusal.fault == EngagementFault::kOwnPeople;
  return refuse(call, forbidden ? 403 : 422, std::string{to_string(refusal.fault)});
}

SessionHandler list(Side side) {
  return [side](const Call& call, const app::Session& session) {
    auto& engagements = call.api.engagements;
    const auto views = side == Side::kAgency ? engagements.of_agency(session.principal())
                                             : engagements.of_client(session.principal());
    json::array items;
    for (const auto& view : views) items.push_back(engagement_json(call, view, side));
    return json_answer(200, json::object{{"engagements", std::move(items)}});
  };
}

Response propose(const Call& call, const app::Session& session) {
  const auto body = body_object(call);
  if (!body) return body.error();
  EngagementForm form{.agreement = text_member(*body, "agreement"),
                      .terms = {.functions = text_list(*body, "functions"), .ends = {}}};
  if (!read_end(*body, form.terms.ends)) return refuse_inputs(call, {{"ends", {"date-malformed", {}}}});
  const auto made = call.api.engagements.propose(session, text_member(*body, "client"), form);
  return made ? json_answer(201, engagement_json(call, *made, Side::kAgency))
              : refuse_engagement(call, made.error());
}

Response amend(const Call& call, const app::Session& session) {
  const auto body = body_object(call);
  if (!body) return body.error();
  const auto id = id_param(call, "id");
  if (!id) return refuse(call, 404, "not-found");
  EngagementTerms terms{.functions = text_list(*body, "functions"), .ends = {}};
  if (!read_end(*body, terms.ends)) return refuse_inputs(call, {{"ends", {"date-malformed", {}}}});
  const auto amended =
      call.api.engagements.amend(session, EngagementId{*id}, int_member(*body, "version"), terms);
  return amended ? json_answer(200, engagement_json(call, *amended, Side::kAgency))
                 : refuse_engagement(call, amended.error());
}

using Change = app::EngagementResult (app::EngagementService::*)(const app::Session&, EngagementId, int);

SessionHandler engagement_change(Side side, Change change) {
  return [side, change](const Call& call, const app::Session& session) {
    const auto body = body_object(call);
    if (!body) return body.error();
    const auto id = id_param(call, "id");
    if (!id) return refuse(call, 404, "not-found");
    const auto changed =
        (call.api.engagements.*change)(session, EngagementId{*id}, int_member(*body, "version"));
    return changed ? json_answer(200, engagement_json(call, *changed, side))
                   : refuse_engagement(call, changed.error());
  };
}

}  // namespace

void add_engagement_routes(Routes& routes) {
  using app::EngagementService;
  routes.managing_agency(Method::kGet, "/v1/agency/engagements", list(Side::kAgency))
      .managing_agency(Method::kPost, "/v1/agency/engagements", propose)
      .managing_agency(Method::kPost, "/v1/agency/engagements/{id}/amend", amend)
      .managing_agency(Method::kPost, "/v1/agency/engagements/{id}/withdraw",
                       engagement_change(Side::kAgency, &EngagementService::withdraw))
      .managing_agency(Method::kPost, "/v1/agency/engagements/{id}/end",
                       engagement_change(Side::kAgency, &EngagementService::end))
      .managing(Method::kGet, "/v1/enterprise/engagements", list(Side::kClient))
      .managing(Method::kPost, "/v1/enterprise/engagements/{id}/confirm",
                engagement_change(Side::kClient, &EngagementService::confirm))
      .managing(Method::kPost, "/v1/enterprise/engagements/{id}/refuse",
                engagement_change(Side::kClient, &EngagementService::refuse))
      .managing(Method::kPost, "/v1/enterprise/engagements/{id}/end",
                engagement_change(Side::kClient, &EngagementService::end));
}

}  // namespace taxgate::http
