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

Response people(const Call& call) {
  json::array items;
  for (const auto& person : call.api.demo->people) {
    json::array enterprises;
    for (const auto& enterprise : person.enterprises) {
      enterprises.push_back({{"number", enterprise.number},
                             {"name", enterprise.name},
                             {"role", enterprise.role},
                             {"role_title", call.say({"role." + enterprise.role, {}})}});
    }
    items.push_back({{"name", person.name},
                     {"document", person.document},
                     {"phone", person.phone},
                     {"secret_hint", call.say({"demo.secret-hint", {}})},
                     {"enterprises", std::move(enterprises)}});
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
      .open(Method::kGet, "/v1/demo/flows/{id}/captcha", captcha_answer);
}

}  // namespace taxgate::http
