// What exists in demo mode alone: the messages that would have been sent, and the invented people to try.
#include "http/api/api.hpp"

namespace taxgate::http {
namespace {

constexpr std::size_t kMostMessages = 50;

Response messages(const Call& call) {
  json::array items;
  for (const auto& sms : call.api.demo->outbox.latest(kMostMessages)) {
    items.push_back({{"at", format_time(sms.at)}, {"to", sms.phone}, {"text", sms.text}});
  }
  return json_answer(200, json::object{{"messages", std::move(items)}});
}

/// For whom the person acts now; for whom not (yet, or any more), with the state.
json::object person_json(const Call& call, const DemoPerson& person) {
  json::array usable;
  json::array others;
  for (const auto& enterprise : person.enterprises) {
    json::object item{{"number", enterprise.number},
                      {"name", enterprise.name},
                      {"role", enterprise.role},
                      {"role_title", call.say({"role." + enterprise.role, {}})}};
    if (enterprise.standing == Standing::kInForce) {
      usable.push_back(std::move(item));
      continue;
    }
    const std::string state{to_string(enterprise.standing)};
    item["state"] = state;
    item["state_title"] = call.say({"state." + state, {}});
    others.push_back(std::move(item));
  }
  json::object item{{"name", person.name},
                    {"document", person.document},
                    {"secret_hint", call.say({"demo.secret-hint", {}})},
                    {"enterprises", std::move(usable)},
                    {"not_usable", std::move(others)}};
  if (!person.phone.empty()) item["phone"] = person.phone;
  return item;
}

Response people(const Call& call) {
  json::array items;
  for (const auto& person : call.api.demo->people()) {
    items.push_back(person_json(call, person));
  }
  return json_answer(200, json::object{{"people", std::move(items)}});
}

/// The answer that the picture shows: the demo's tests are machines, and a captcha is there to stop such.
Response captcha_answer(const Call& call) {
  const auto answer = call.api.flows.captcha(std::string{call.params["id"]}, call.browser());
  if (!answer) return refuse(call, 404, "not-found");
  return json_answer(200, json::object{{"answer", answer->reveal()}});
}

}  // namespace

void add_demo_routes(Routes& routes) {
  routes.open(Method::kGet, "/v1/demo/messages", messages)
      .open(Method::kGet, "/v1/demo/people", people)
      .open(Method::kGet, "/v1/demo/flows/{id}/captcha", captcha_answer, {.lane = Lane::kInline});
}

}  // namespace taxgate::http
