// The decision point that downstream systems ask: the Authorization API 1.0 of OpenID AuthZEN (the paragraphs
// are its), and why something was allowed on a former day.
#include "http/api/access_json.hpp"

namespace taxgate::http {
namespace {

constexpr std::size_t kBatchBody = std::size_t{1} << 20U;

/// A handler that gets the body as an object.
template <class Handle>
ApiHandler with_body(Handle handle) {
  return [handle](const Call& call) {
    const auto body = body_object(call);
    return body ? handle(call, *body) : body.error();
  };
}

/// §6
PersonFinder person_finder(const Call& call) {
  return [&call](std::string_view subject) { return call.api.names.person(call.sector, subject); };
}

Response evaluation(const Call& call, const json::object& body) {
  const auto question = parse_access(person_finder(call), body, Wanted::kDecision);
  if (!question) return refuse_member(call, question.error());
  return json_answer(200, decision_json(call, call.api.decisions.evaluate(*question).authority));
}

/// §7.1.2: after which answer no more are given.
bool ends(Semantic semantic, bool allowed) {
  return (semantic == Semantic::kDenyOnFirstDeny && !allowed) ||
         (semantic == Semantic::kPermitOnFirstPermit && allowed);
}

/// §7
Response evaluations(const Call& call, const json::object& body) {
  const auto batch = parse_batch(person_finder(call), body);
  if (!batch) return refuse_member(call, batch.error());
  if (batch->too_many)
    return refuse(call, 422, "too-many-evaluations",
                  {"too-many-evaluations", {{"most", std::to_string(kMostEvaluations)}}});
  if (batch->questions.empty()) return evaluation(call, body);
  const auto enough = [&](const app::AccessAnswer& answer) {
    return ends(batch->semantic, answer.authority.decision.allowed);
  };
  json::array answers;
  for (const auto& answer : call.api.decisions.evaluate(batch->questions, enough))
    answers.push_back(decision_json(call, answer.authority));
  return json_answer(200, json::object{{"evaluations", std::move(answers)}});
}

json::object item_json(const Call& call, PersonId person) {
  return {{"type", "person"}, {"id", call.api.names.name(call.sector, person)}};
}
json::object item_json(const Call& /*call*/, const Taxpayer& taxpayer) {
  const std::string& number = taxpayer.uscc.empty() ? taxpayer.taxpayer_number : taxpayer.uscc;
  return {{"type", "taxpayer"}, {"id", number}, {"properties", json::object{{"name", taxpayer.name}}}};
}
json::object item_json(const Call& /*call*/, const std::string& action) { return {{"name", action}}; }

template <class Item>
Response page_answer(const Call& call, const app::PageResult<Item>& page) {
  if (!page) return refuse_member(call, {"page.token"});
  json::array results;
  for (const auto& item : page->items) results.push_back(item_json(call, item));
  const auto count = results.size();
  json::object answer{{"page", json::object{{"next_token", page->next}, {"count", count}}},
                      {"results", std::move(results)}};
  if (!page->because.code.empty()) answer["context"] = reason_json(call, page->because);
  return json_answer(200, answer);
}

/// §8
template <class Item>
ApiHandler search(Wanted wanted,
                  app::PageResult<Item> (app::DecisionService::*find)(const app::AccessQuestion&,
                                                                      const app::PageRequest&)) {
  return with_body([wanted, find](const Call& call, const json::object& body) {
    const auto question = parse_access(person_finder(call), body, wanted);
    if (!question) return refuse_member(call, question.error());
    const auto page = parse_page(body);
    if (!page) return refuse_member(call, page.error());
    return page_answer(call, (call.api.decisions.*find)(*question, *page));
  });
}

/// Beyond the standard: 「why could X do Y for Z on that day」.
Response explain(const Call& call, const json::object& body) {
  const auto question = parse_access(person_finder(call), body, Wanted::kDecision);
  if (!question) return refuse_member(call, question.error());
  const auto at = parse_instant(body);
  if (!at) return refuse_member(call, at.error());
  const auto explained = call.api.decisions.explain(*question, *at);
  json::object answer = decision_json(call, explained.authority);
  answer["recorded"] = explained.recorded;
  answer["history"] = history_json(call, explained.history);
  return json_answer(200, answer);
}

/// §9
Response configuration(const Call& call) {
  const bool secure = call.request.secure || call.api.secure_cookies;
  const std::string here = (secure ? "https://" : "http://") + std::string{call.request.host};
  const std::string access = here + "/access/v1/";
  return json_answer(200, json::object{{"policy_decision_point", here},
                                       {"access_evaluation_endpoint", access + "evaluation"},
                                       {"access_evaluations_endpoint", access + "evaluations"},
                                       {"search_subject_endpoint", access + "search/subject"},
                                       {"search_resource_endpoint", access + "search/resource"},
                                       {"search_action_endpoint", access + "search/action"}});
}

/// A proof counts once, and is written down before the answer.
bool brings_proof(const Request& request) { return request.header("DPoP").has_value(); }

}  // namespace

void add_access_routes(Routes& routes) {
  using app::DecisionService;
  routes.open(Method::kGet, "/.well-known/authzen-configuration", configuration, {.lane = Lane::kInline})
      .relying(Method::kPost, "/access/v1/evaluation", with_body(evaluation),
               {.lane = Lane::kInline, .waits = brings_proof})
      .relying(Method::kPost, "/access/v1/evaluations", with_body(evaluations), {.body_limit = kBatchBody})
      .relying(Method::kPost, "/access/v1/search/subject",
               search(Wanted::kSubject, &DecisionService::subjects))
      .relying(Method::kPost, "/access/v1/search/resource",
               search(Wanted::kResource, &DecisionService::resources))
      .relying(Method::kPost, "/access/v1/search/action", search(Wanted::kAction, &DecisionService::actions))
      .relying(Method::kPost, "/access/v1/explain", with_body(explain));
}

}  // namespace taxgate::http
