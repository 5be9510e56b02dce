#pragma once
#include "app/message_queue.hpp"
#include "base/clock.hpp"
#include "http/server/router.hpp"

namespace taxgate::http {

struct Ops {
  store::Store& store;
  app::StoredMessageQueue& messages;
  const DeliverySeal& seal;
  const Clock& clock;
};

/// /healthz, /readyz, and the URL that an SMS gateway reports deliveries to.
void add_ops_routes(Router& router, const Ops& ops);

}  // namespace taxgate::http
