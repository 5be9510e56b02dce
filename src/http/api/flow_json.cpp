#include "http/api/flow_json.hpp"

#include <algorithm>

#include "http/api/describe.hpp"

namespace taxgate::http {
namespace {

constexpr std::size_t kSearchableFrom = 7;  // choices: more are found by typing (NT-01)

/// The text, or nothing where the catalogue has none: for optional texts such as hints.
std::optional<std::string> maybe(const Call& call, const Phrase& phrase) {
  if (phrase.code.empty() ? phrase.args.empty()
                          : call.api.bureau.profile.texts.find(phrase.code) == nullptr) {
    return std::nullopt;
  }
  return call.say(phrase);
}

void put(json::object& object, std::string_view name, const std::optional<std::string>& text) {
  if (text && !text->empty()) object[name] = *text;
}

json::array choices_json(const Call& call, const std::vector<Choice>& choices) {
  json::array items;
  for (const auto& choice : choices) {
    json::object item{{"id", choice.id}, {"title", call.say(choice.title)}};
    put(item, "detail", maybe(call, choice.detail));
    if (choice.disabled) {
      item["disabled"] = true;
      put(item, "reason", maybe(call, choice.reason));
    }
    items.push_back(std::move(item));
  }
  return items;
}

void put_by_type(const Call& call, const app::FlowAnswer& answer, const InputSpec& input,
                 json::object& item) {
  if (input.type == "choice") {
    item["choices"] = choices_json(call, input.choices);
    if (input.choices.size() > kSearchableFrom) item["searchable"] = true;
    constexpr std::array<std::string_view, 3> kCards{"identity", "person", "unit"};
    item["style"] = std::ranges::find(kCards, input.name) == kCards.end() ? "select" : "cards";
  }
  if (input.type == "captcha") {
    const std::string base = "/v1/flows/" + answer.id + "/captcha";
    const std::string version = "?v=" + std::to_string(input.captcha_serial);
    item["image"] = base + ".png" + version;
    item["audio"] = base + ".wav" + version;
  }
  if (input.type == "consent") {
    item["text_id"] = input.consent;
    item["url"] = "/v1/consents/" + input.consent;
  }
  if (input.request) {
    json::object request{{"name", input.request->name},
                         {"label", call.say({"input." + input.request->name, {}})},
                         {"available_at", format_time(input.request->available_at)}};
    if (!input.request->sent_to.empty()) request["sent_to"] = input.request->sent_to;
    if (input.type == "code") item["length"] = input.max_length;
    item["request"] = std::move(request);
  }
}

json::object input_json(const Call& call, const app::FlowAnswer& answer, const InputSpec& input) {
  json::object item{{"name", input.name},
                    {"type", input.type},
                    {"label", call.say(input.label)},
                    {"required", input.required}};
  put(item, "hint", maybe(call, input.hint));
  put(item, "value", input.value);
  put(item, "autocomplete", input.autocomplete);
  put(item, "inputmode", input.inputmode);
  if (input.min_length > 0) item["min_length"] = input.min_length;
  if (input.max_length > 0) item["max_length"] = input.max_length;
  if (!input.rules.empty()) {
    json::array rules;
    for (const auto& rule : input.rules) rules.push_back({{"code", rule.code}, {"text", call.say(rule)}});
    item["rules"] = std::move(rules);
  }
  put_by_type(call, answer, input, item);
  return item;
}

json::object step_json(const Call& call, const app::FlowAnswer& answer) {
  const StepView& step = answer.step;
  json::array inputs;
  for (const auto& input : step.inputs) inputs.push_back(input_json(call, answer, input));
  json::array alternatives;
  for (const auto& other : step.alternatives) {
    json::object item{{"id", other.id}, {"title", call.say(other.title)}};
    if (other.disabled) {
      item["disabled"] = true;
      put(item, "reason", maybe(call, other.reason));
    }
    alternatives.push_back(std::move(item));
  }
  json::object object{{"id", step.id},
                      {"title", step.id.empty() ? "" : call.say(step.title)},
                      {"inputs", std::move(inputs)},
                      {"submit", call.say(step.submit)},
                      {"alternatives", std::move(alternatives)},
                      {"back", step.back}};
  put(object, "text", maybe(call, step.text));
  return object;
}

std::string next_url(const app::FlowAnswer& answer, const Way& way) {
  if (answer.flow.next == "home") return "/home";
  if (answer.flow.next == "fees") return "/social-insurance";
  if (answer.flow.next == "account") return "/account";
  return way.kind == FlowKind::kSignIn ? "/?entrance=" + way.id : "/";
}

void put_locked(const Call& call, const app::FlowAnswer& answer, Problem& problem) {
  const Profile& profile = call.api.bureau.profile;
  problem.members["until"] = format_time(answer.locked->until);
  problem.members["method"] = answer.locked->method;
  json::array open;
  if (const Way* way = profile.way(answer.flow.way); way != nullptr) {
    for (const auto& id : way->links) open.push_back({{"id", id}, {"title", call.say({"way." + id, {}})}});
  }
  problem.members["open_methods"] = std::move(open);
}

Problem rejection(const Call& call, const app::FlowAnswer& answer) {
  const Zone zone = call.api.bureau.profile.zone;
  const Time now = call.api.clock.now();
  if (answer.locked) {
    const Args args{{"until", format_local(answer.locked->until, zone).substr(0, 16).replace(10, 1, " ")},
                    {"method", "@method." + answer.locked->method}};
    Problem problem = problem_of(call, 423, "locked", {"method-locked", args});
    put_locked(call, answer, problem);
    return problem;
  }
  if (answer.limited) {
    const auto wait = std::chrono::ceil<Seconds>(answer.limited->until - now);
    Problem problem = problem_of(call, 429, "too-many-requests",
                                 {"wait-seconds", {{"seconds", std::to_string(wait.count())}}});
    problem.retry_after = wait;
    return problem;
  }
  return problem_of(call, 422, "invalid-input");
}

}  // namespace

json::object flow_json(const Call& call, const app::FlowAnswer& answer) {
  const Flow& flow = answer.flow;
  const Way* way = call.api.bureau.profile.way(flow.way);
  json::array notices;
  for (const auto& notice : flow.notices) {
    notices.push_back({{"code", notice.phrase.code},
                       {"level", to_string(notice.level)},
                       {"text", call.say(notice.phrase)}});
  }
  json::object object{{"id", answer.id},
                      {"kind", to_string(way->kind)},
                      {"entrance", flow.way},
                      {"title", call.say({"way." + flow.way, {}})},
                      {"state", to_string(flow.state)},
                      {"step", step_json(call, answer)},
                      {"notices", std::move(notices)},
                      {"expires_at", format_time(flow.expires)}};
  if (answer.step.of > 0) object["progress"] = {{"at", answer.step.at}, {"of", answer.step.of}};
  if (flow.state == FlowState::kDone) {
    json::object result{{"next", next_url(answer, *way)}};
    if (flow.native && !answer.session_token.empty()) result["session"] = answer.session_token;
    object["result"] = std::move(result);
  }
  return object;
}

Response flow_response(const Call& call, const app::FlowAnswer& answer, int status) {
  if (!answer.faults.empty() || answer.locked || answer.limited) {
    Problem problem = rejection(call, answer);
    for (const auto& fault : answer.faults) {
      const auto [at, first] = problem.inputs.try_emplace(fault.input, Problem::Input{fault.phrase.code, {}});
      at->second.text += (first ? "" : "\n") + call.say(fault.phrase);  // each broken rule is named (WH-12)
    }
    problem.members["flow"] = flow_json(call, answer);
    return to_response(problem, call.request);
  }
  Response response = json_answer(status, flow_json(call, answer));
  if (!answer.session_token.empty() && !answer.flow.native) {
    const bool secure = call.api.secure_cookies || call.request.secure;
    response.set_cookies.push_back(
        {.name = "taxgate_session", .value = answer.session_token, .max_age = {}, .secure = secure});
  }
  return response;
}

Response flow_refusal(const Call& call, const app::FlowRefusal& refusal) {
  switch (refusal.kind) {
    case app::FlowRefusal::Kind::kNotFound:
      return refuse(call, 404, "not-found");
    case app::FlowRefusal::Kind::kStale:
      return refuse(call, 409, "stale-step");
    case app::FlowRefusal::Kind::kBusy:
      return busy(call, {refusal.retry_after});
    case app::FlowRefusal::Kind::kMisuse:
      break;
  }
  const std::string code{to_string(refusal.misuse)};
  switch (refusal.misuse) {
    case Misuse::kNeedsSession:
      return refuse(call, 401, code);
    case Misuse::kFlowOver:
    case Misuse::kExpired:
      return refuse(call, 410, code);
    case Misuse::kWrongStep:
      return refuse(call, 409, code);
    case Misuse::kUnknownWay:
    case Misuse::kUnknownAlternative:
    case Misuse::kNotAvailable:
    case Misuse::kCannotGoBack:
      return refuse(call, 422, code);
  }
  return refuse(call, 400, "malformed");
}

}  // namespace taxgate::http
