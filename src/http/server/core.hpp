#pragma once
// What all I/O threads of a server share.
#include <atomic>

#include "http/server/forwarded.hpp"
#include "http/server/ledger.hpp"
#include "http/server/metrics.hpp"
#include "http/server/options.hpp"
#include "http/server/sites.hpp"
#include "http/server/worker_pool.hpp"

namespace taxgate::http {

struct Core {
  Core(ServerOptions options_in, Sites sites_in, LogSink log_in)
      : options(std::move(options_in)),
        sites(std::move(sites_in)),
        log(std::move(log_in)),
        proxies(options.trusted_proxies),
        metrics(sites.usual(), options.io_threads),
        ledger(options.max_connections, options.max_connections_per_peer, proxies),
        ordinary(options.ordinary.threads, options.ordinary.queue),
        slow(options.slow.threads, options.slow.queue) {}

  const ServerOptions options;
  const Sites sites;
  const LogSink log;
  const TrustedProxies proxies;
  Metrics metrics;
  ConnectionLedger ledger;
  WorkerPool ordinary;
  WorkerPool slow;
  std::atomic<bool> draining = false;

  /// Of the two lanes that have a pool.
  WorkerPool& pool(Lane lane) { return lane == Lane::kSlow ? slow : ordinary; }
  const LaneOptions& lane(Lane lane) const { return lane == Lane::kSlow ? options.slow : options.ordinary; }
};

}  // namespace taxgate::http
