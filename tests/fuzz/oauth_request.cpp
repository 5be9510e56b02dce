// A whole request to an OAuth endpoint: form, client authentication, the certificate that a proxy says (RFC
// 9440 and nginx's PEM), authorization_details. The input is an HTTP request; {code}, {access}, {refresh} and
// {ticket} stand for ones that count.
#include "fuzz/openid_world.hpp"
#include "http/server/request_parser.hpp"
#include "http/server/target.hpp"
#include "oidc/device.hpp"
#include "oidc/introspect.hpp"
#include "oidc/logout.hpp"

namespace {

using namespace taxgate;
using namespace taxgate::http;

/// What a corpus cannot hold, made anew when it is asked for.
std::string filled(std::string value) {
  auto& world = fuzz::openid_world();
  if (value == "{code}") return world.fresh_code();
  if (value == "{access}") return world.fresh_token("access_token");
  if (value == "{refresh}") return world.fresh_token("refresh_token");
  return value;
}

void holds(const Response& response) {
  fuzz::require(is_sendable(response), "a header that breaks out of its line");
  fuzz::require(response.status < 500 && response.status != 307, "an answer that no endpoint gives");
}

template <class Answer>
void holds(const oidc::Result<Answer>& answer) {
  if (answer) return;
  fuzz::require(answer.error().status == 400 || answer.error().status == 401,
                "a refusal with another status");
  holds(fault_response(answer.error()));
}

void authorize(const oidc::Incoming& in) {
  auto& world = fuzz::openid_world();
  const auto answer = oidc::authorize(world.provider, in, world.session);
  using Kind = oidc::AuthorizeAnswer::Kind;
  const bool leaves = answer.kind == Kind::kRedirect || answer.kind == Kind::kFormPost;
  fuzz::require(!leaves || answer.location.starts_with(world.kRedirect), "a browser that is sent elsewhere");
  holds(to_response(answer, in));
}

void logout(const oidc::Incoming& in) {
  auto& world = fuzz::openid_world();
  const auto answer = oidc::logout(world.provider, in, std::nullopt);          // the session is to last
  fuzz::require(answer.location.empty(), "a browser that is sent elsewhere");  // nobody registered a URI
}

void answer(const oidc::Incoming& in) {
  auto& world = fuzz::openid_world();
  const auto& provider = world.provider;
  if (in.path == "/oauth2/authorize") return authorize(in);
  if (in.path == "/oauth2/logout") return logout(in);
  if (in.path == "/oauth2/token") return holds(oidc::token(provider, in));
  if (in.path == "/oauth2/par") return holds(oidc::push(provider, in));
  if (in.path == "/oauth2/introspect") return holds(oidc::introspect(provider, in));
  if (in.path == "/oauth2/revoke") return holds(oidc::revoke(provider, in));
  if (in.path == "/oauth2/userinfo") return holds(oidc::userinfo(provider, in));
  if (in.path == "/oauth2/device_authorization") return holds(oidc::begin_device(provider, in));
  // Everything else is a value of authorization_details.
  holds(oidc::choose(provider, world.clerk, {}, in.form["authorization_details"]));
}

std::optional<Params> params_of(const Request& request, std::string_view query) {
  Params given;
  const bool posted = request.method == Method::kPost;
  if (!parse_params(posted ? request.body : query, given)) return std::nullopt;
  Params params;
  for (const auto& item : given.items()) params.add(item.name, filled(item.value));
  return params;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = fuzz::text_of_input(data, size);
  const auto end = text.find("\r\n\r\n");
  if (end == std::string_view::npos) return 0;
  RequestParser parser;
  Request request;
  const auto head = parser.parse_head(text.substr(0, end + 4), request.headers);
  const auto target = head ? split_target(head->target) : std::nullopt;
  if (!target || !decode_path(target->path, request.path)) return 0;
  request.method = head->method == "POST" ? Method::kPost : Method::kGet;
  request.body = text.substr(end + 4);
  request.secure = true;
  request.client_certificate = request.header("Client-Cert").value_or("");
  if (const auto params = params_of(request, target->query)) {
    answer(incoming(request, fuzz::openid_world().openid, *params));
  }
  return 0;
}
