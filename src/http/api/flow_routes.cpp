// The flow API: one API drives every bureau's sign-in.
#include "crypto/random.hpp"
#include "http/api/flow_input.hpp"
#include "http/api/flow_json.hpp"

namespace taxgate::http {
namespace {

Response begin(const Call& call) {
  const auto body = body_object(call);
  if (!body) return body.error();
  const auto kind = flow_kind(text_member(*body, "kind"));
  if (!kind) return refuse(call, 422, "unknown-flow-kind");
  const bool native = text_member(*body, "client") == "native";
  if (!native && call.browser().empty()) return refuse(call, 403, "no-browser");
  std::optional<app::FlowSession> session;
  if (const auto found = call.api.sessions.find(call.session_token())) {
    session = {found->row.id, found->person(), {}, {}};
    if (found->mandate) {
      session->taxpayer = found->mandate->principal;
      session->mandate = found->mandate->id;
    }
  }
  const auto answer = call.api.flows.begin(*kind, text_member(*body, "entrance"), native, call.browser(),
                                           session, call.visitor());
  return answer ? flow_response(call, *answer, 201) : flow_refusal(call, answer.error());
}

Response show(const Call& call) {
  const auto answer = call.api.flows.show(std::string{call.params["id"]}, call.browser(), call.visitor());
  return answer ? flow_response(call, *answer, 200) : flow_refusal(call, answer.error());
}

Response move(const Call& call) {
  const auto body = body_object(call);
  if (!body) return body.error();
  const auto input = read_input(*body);
  if (!input) return refuse(call, 400, "malformed", {"malformed-member", {{"member", input.error()}}});
  const auto answer =
      call.api.flows.move(std::string{call.params["id"]}, call.browser(), *input, call.visitor());
  return answer ? flow_response(call, *answer, 200) : flow_refusal(call, answer.error());
}

std::uint64_t fresh_seed() {
  std::uint64_t seed = 0;
  for (const auto octet : random_bytes(sizeof seed)) seed = seed << 8U | octet;
  return seed;
}

Response captcha_picture(const Call& call) {
  const auto answer = call.api.flows.captcha(std::string{call.params["id"]}, call.browser());
  if (!answer) return refuse(call, 404, "not-found");
  const auto picture = call.api.painter.render(answer->reveal(), fresh_seed());
  return {.status = 200, .content_type = "image/png", .body = std::string{text_of(picture.png)}};
}

/// The same digits, spoken: for those who cannot see the picture.
Response captcha_sound(const Call& call) {
  const auto answer = call.api.flows.captcha(std::string{call.params["id"]}, call.browser());
  if (!answer) return refuse(call, 404, "not-found");
  const auto wav = call.api.speaker.speak(answer->reveal(), to_string(call.locale()), fresh_seed());
  if (!wav) {
    Problem problem = problem_of(call, 503, wav.error() == SpeechFault::kBusy ? "busy" : "no-speech");
    problem.retry_after = Seconds{5};
    return to_response(problem, call.request);
  }
  return {.status = 200, .content_type = "audio/wav", .body = std::string{text_of(*wav)}};
}

}  // namespace

void add_flow_routes(Routes& routes) {
  routes.open(Method::kPost, "/v1/flows", begin, {.lane = Lane::kInline})
      .open(Method::kGet, "/v1/flows/{id}", show)
      .open(Method::kPost, "/v1/flows/{id}", move, {.lane = Lane::kSlow})
      .open(Method::kGet, "/v1/flows/{id}/captcha.png", captcha_picture)
      .open(Method::kGet, "/v1/flows/{id}/captcha.wav", captcha_sound);
}

}  // namespace taxgate::http
