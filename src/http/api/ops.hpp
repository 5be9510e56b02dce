#pragma once
// For the operator and for machines: no session, no cookie, no language.
#include "app/message_queue.hpp"
#include "base/clock.hpp"
#include "crypto/hash_pool.hpp"
#include "http/server/forwarded.hpp"
#include "http/server/router.hpp"
#include "http/server/server.hpp"

namespace taxgate::http {

struct Ops {
  store::Store& store;
  app::StoredMessageQueue& messages;
  const DeliverySeal& seal;
  const Clock& clock;
  const HashPool& hashes;
  const Server& server;               // may be made after this; it is first looked at when a request comes
  std::vector<IpBlock> metrics_from;  // who may read /metrics
  Time started;
};

/// The API's document, docs/openapi.json, as it was when the binary was built.
std::string_view openapi_document();

/// Whether the request comes straight from one of the blocks: what a proxy passed on never does, whoever it
/// says sent it.
bool may_read_metrics(const Request& request, std::span<const IpBlock> from);

/// /healthz, /readyz, /metrics, /openapi.json, and the URL that an SMS gateway reports deliveries to.
void add_ops_routes(Router& router, const Ops& ops);

}  // namespace taxgate::http
