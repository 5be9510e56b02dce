// For the operator: is it alive, is it ready, what does it count; and where gateways report.
#include "http/api/ops.hpp"

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

}  // namespace

void add_ops_routes(Router& router, const Ops& ops) {
  const auto inlined = RouteOptions{.lane = Lane::kInline};
  router.add(
      Method::kGet, "/healthz", [](const Request&, const PathParams&) { return text_answer(200, "alive\n"); },
      inlined);
  router.add(Method::kGet, "/readyz", [&ops](const Request&, const PathParams&) { return ready(ops); });
  router.add(Method::kGet, "/v1/sms/delivery",
             [&ops](const Request& request, const PathParams&) { return delivery(ops, request); });
}

}  // namespace taxgate::http
