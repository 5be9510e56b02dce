// 社保: the fee system's landing page, the client program's initial password, the social security card
// (LN-13, LN-33, SS-01 to SS-03).
#include "http/api/describe.hpp"

namespace taxgate::http {
namespace {

const SocialInsuranceRules& rules(const Call& call) { return call.api.bureau.profile.social_insurance; }

Person person_of(const Call& call, const app::Session& session) {
  return call.api.vault.open(call.api.store.reader().person(session.person()).value());
}

/// What the fee system gets of this sign-in.
Response fee_system(const Call& call, const app::Session& session) {
  const Profile& profile = call.api.bureau.profile;
  if (rules(call).function.empty()) return refuse(call, 404, "not-found");
  const json::object identity = session_identity_json(call, session);
  std::vector<std::string> granted;
  for (const auto& function : identity.at("functions").as_array())
    granted.emplace_back(function.as_object().at("id").as_string());
  if (!session.mandate || !profile.covers(granted, rules(call).function))
    return refuse(call, 403, "no-social-insurance");
  const Person person = person_of(call, session);
  const bool unit = person.document.kind == DocumentKind::kUnit;
  const auto name = unit ? json::value(nullptr) : json::value(person.name);
  json::object answer{{"title", call.say({"fee-system", {}})},
                      {"note", call.say({"fee-system.received", {}})},
                      {"identity", identity},
                      {"person", name},
                      {"entrance", session.row.way},
                      {"level", session.row.level}};
  const auto onward = call.api.onward ? call.api.onward(call, rules(call).function) : std::nullopt;
  if (onward) answer["system"] = {{"name", onward->name}, {"address", onward->address}};
  return json_answer(200, answer);
}

/// Why this session may not read it; nothing: it may.
std::optional<Response> reading_refused(const Call& call, const app::Session& session) {
  const Profile& profile = call.api.bureau.profile;
  if (!rules(call).client_password) return refuse(call, 404, "not-found");
  if (!session.mandate || session.engagement) return refuse(call, 403, "enterprise-first");
  if (person_of(call, session).level < profile.personnel.collected_level)
    return refuse(call, 403, "real-name-first");
  if (!profile.covers(session.mandate->functions, rules(call).function))
    return refuse(call, 403, "no-social-insurance");
  return std::nullopt;
}

Response client_password(const Call& call, const app::Session& session) {
  if (auto refused = reading_refused(call, session)) return *std::move(refused);
  const Taxpayer enterprise = principal_of(call, session.mandate).value();
  const Secret password = call.api.social_insurance.client_password(session);
  return json_answer(200, json::object{{"enterprise", principal_json(enterprise)},
                                       {"password", password.reveal()},
                                       {"note", call.say({"client-password.note", {}})}});
}

bool has_card(const Call& call, const app::Session& session) {
  return call.api.social_insurance.has_card(person_of(call, session));
}

Response card(const Call& call, const app::Session& session) {
  if (!has_card(call, session)) return refuse(call, 404, "not-found");
  const bool set = call.api.social_insurance.card(session.person()) == app::CardState::kSet;
  return json_answer(200, json::object{{"state", set ? "set" : "initial"},
                                       {"application", call.say({set ? "card.set" : "card.initial", {}})},
                                       {"bank", call.say({"card.bank", {}})}});
}

Response card_refused(const Call& call, const app::CardRefusal& refusal) {
  std::vector<ProposalFault> faults;
  faults.reserve(refusal.faults.size());
  for (const auto& fault : refusal.faults) faults.push_back({fault.input, fault.phrase});
  if (!faults.empty()) return refuse_inputs(call, faults);
  if (refusal.fault == app::CardFault::kInitial) return refuse(call, 403, "card-initial");
  if (refusal.fault == app::CardFault::kWrong)
    return refuse_inputs(call, {{"password", {"card-password-wrong", {}}}});
  const Zone zone = call.api.bureau.profile.zone;
  const Args args{{"until", format_local(refusal.until, zone).substr(0, 16).replace(10, 1, " ")},
                  {"method", "@method.card-password"}};
  Problem problem = problem_of(call, 423, "locked", {"method-locked", args});
  problem.members["until"] = format_time(refusal.until);
  problem.members["method"] = kCardPassword;
  return to_response(problem, call.request);
}

/// `work` gets the body of a request about a card.
template <class Work>
SessionHandler about_card(Work work) {
  return [work](const Call& call, const app::Session& session) {
    if (!has_card(call, session)) return refuse(call, 404, "not-found");
    const auto body = body_object(call);
    if (!body) return body.error();
    const auto done = work(call.api.social_insurance, session, *body);
    if (!done) return busy(call, done.error());
    return *done ? card(call, session) : card_refused(call, done->error());
  };
}

Secret secret_member(const json::object& body, std::string_view name) {
  return Secret{text_member(body, name)};
}

}  // namespace

void add_social_insurance_routes(Routes& routes) {
  using app::Session;
  using app::SocialInsurance;
  const RouteOptions slow{.lane = Lane::kSlow};
  routes.signed_in(Method::kGet, "/v1/fee-system", fee_system)
      .confirmed(Method::kPost, "/v1/enterprise/client-password", client_password)
      .signed_in(Method::kGet, "/v1/me/card", card)
      .signed_in(Method::kPost, "/v1/me/card/use",
                 about_card([](SocialInsurance& cards, const Session& session, const json::object& body) {
                   return cards.use_card(session, secret_member(body, "password"));
                 }),
                 slow)
      .signed_in(Method::kPost, "/v1/me/card/password",
                 about_card([](SocialInsurance& cards, const Session& session, const json::object& body) {
                   return cards.change_card(session, secret_member(body, "password"),
                                            secret_member(body, "new_password"));
                 }),
                 slow)
      .confirmed(Method::kPost, "/v1/me/card/reset",
                 about_card([](SocialInsurance& cards, const Session& session, const json::object& body) {
                   return cards.reset_card(session, secret_member(body, "new_password"));
                 }),
                 slow);
}

}  // namespace taxgate::http
