#include "http/server/problem.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "http/server/faults.hpp"

namespace taxgate::http {
namespace {

json::object inputs_of(const Problem& problem) {
  json::object out;
  for (const auto& [name, input] : problem.inputs) {
    out[name] = json::object{{"code", input.code}, {"text", input.text}};
  }
  return out;
}

/// JSON is UTF-8 (RFC 8259 §8.1); a charset that says otherwise is refused and not guessed at.
bool has_foreign_charset(std::string_view content_type) {
  const std::string lower = ascii_lower(content_type);
  const std::size_t at = lower.find("charset=");
  if (at == std::string::npos) return false;
  const std::string_view value = std::string_view(lower).substr(at + 8);
  return !value.starts_with("utf-8") && !value.starts_with("\"utf-8\"");
}

Problem unsupported(const Request& request, std::string_view wanted) {
  Problem problem = to_problem(Fault::kUnsupportedMedia, request.language());
  problem.detail = wanted;
  return problem;
}

}  // namespace

Response to_response(const Problem& problem, const Request& request) {
  json::object body{{"type", "urn:taxgate:problem:" + problem.code},
                    {"title", problem.title},
                    {"status", problem.status},
                    {"code", problem.code},
                    {"instance", problem.instance.value_or("urn:taxgate:request:" + request.id)}};
  if (!problem.detail.empty()) body["detail"] = problem.detail;
  if (!problem.inputs.empty()) body["inputs"] = inputs_of(problem);
  for (const auto& member : problem.members) body.insert(member);  // never replaces one of the above
  Response response{
      .status = problem.status, .content_type = "application/problem+json", .body = json::serialize(body)};
  if (problem.retry_after) response.header("Retry-After", fmt::to_string(problem.retry_after->count()));
  return response;
}

std::expected<json::value, Problem> json_body(const Request& request) {
  const std::string type = request.media_type();
  if (type != "application/json" || has_foreign_charset(request.header("content-type").value_or(""))) {
    return std::unexpected(unsupported(request, "application/json"));
  }
  auto value = parse_json(request.body, {.size = request.body.size()});
  if (value) return *std::move(value);
  Problem problem = to_problem(Fault::kMalformedJson, request.language());
  problem.detail = fmt::format("{} @ {}", to_text(value.error().kind), value.error().where);
  problem.members["reason"] = to_text(value.error().kind);
  problem.members["where"] = value.error().where;
  return std::unexpected(std::move(problem));
}

std::expected<Params, Problem> form_body(const Request& request) {
  constexpr std::string_view kForm = "application/x-www-form-urlencoded";
  if (request.media_type() != kForm) return std::unexpected(unsupported(request, kForm));
  Params params;
  if (!parse_params(request.body, params)) {
    return std::unexpected(to_problem(Fault::kMalformedForm, request.language()));
  }
  return params;
}

}  // namespace taxgate::http
