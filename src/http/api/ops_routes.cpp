// For the operator: is it alive, is it ready, what does it count; and where gateways report.
#include <algorithm>

#include "http/api/metrics_text.hpp"
#include "http/api/ops.hpp"
#include "http/server/faults.hpp"

namespace taxgate::http {
namespace {

Response ready(const Ops& ops) {
  try {
    ops.store.reader().audit_head();
    return text_answer(200, "ready\n");
  } catch (const std::exception&) {
    return text_answer(503, "the database cannot be read\n");
  }
}

Response delivery(const Ops& ops, const Request& request) {
  const auto question = request.target.find('?');
  if (question == std::string_view::npos) return text_answer(400, "no report\n");
  const auto report = parse_report(request.target.substr(question + 1), ops.seal, ops.clock.now());
  if (!report) return text_answer(report.error() == ReportFault::kForged ? 403 : 400, "no report of ours\n");
  ops.messages.report(*report);
  return text_answer(200, "noted\n");
}

Response metrics(const Ops& ops, const Request& request) {
  if (!may_read_metrics(request, ops.metrics_from)) {
    return to_response(to_problem(Fault::kNotFound, request.language()), request);
  }
  Exposition out;
  write_requests(out, ops.server.metrics());
  write_connections(out, ops.server.metrics());
  write_lanes(out, ops.server);
  write_hashes(out, ops.hashes);
  write_store(out, ops.store.write_stats(), ops.store.reader().tally(ops.clock.now()));
  write_process(out, process_stats(), ops.started);
  return {.status = 200, .content_type = std::string{kExpositionType}, .body = out.text()};
}

Response openapi(const Request& /*request*/, const PathParams& /*params*/) {
  static const auto kDocument = std::make_shared<const std::string>(openapi_document());
  return {.status = 200, .content_type = "application/json", .shared_body = kDocument};
}

}  // namespace

bool may_read_metrics(const Request& request, std::span<const IpBlock> from) {
  for (const std::string_view trace : {"X-Forwarded-For", "Forwarded", "Via", "X-Real-IP"}) {
    if (request.header(trace)) return false;
  }
  const auto peer = parse_ip(request.peer);
  return peer && std::ranges::any_of(from, [&](const IpBlock& block) { return block.contains(*peer); });
}

void add_ops_routes(Router& router, const Ops& ops) {
  const auto inlined = RouteOptions{.lane = Lane::kInline};
  router.add(
      Method::kGet, "/healthz", [](const Request&, const PathParams&) { return text_answer(200, "alive\n"); },
      inlined);
  router.add(Method::kGet, "/openapi.json", openapi, inlined);
  router.add(Method::kGet, "/metrics",
             [&ops](const Request& request, const PathParams&) { return metrics(ops, request); });
  router.add(Method::kGet, "/readyz", [&ops](const Request&, const PathParams&) { return ready(ops); });
  router.add(Method::kGet, "/v1/sms/delivery",
             [&ops](const Request& request, const PathParams&) { return delivery(ops, request); });
}

}  // namespace taxgate::http
