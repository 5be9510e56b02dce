#include "http/server/server.hpp"

#include <utility>

#include "http/server/core.hpp"
#include "http/server/listen_socket.hpp"
#include "http/server/shard.hpp"

namespace taxgate::http {
namespace {

constexpr std::size_t kOtherFiles = 256;  // databases, logs, outgoing connections
constexpr std::chrono::milliseconds kLastWait{2000};

}  // namespace

Server::Server(ServerOptions options, Sites sites, LogSink log)
    : core_(std::make_unique<Core>(std::move(options), std::move(sites), std::move(log))) {}

Server::~Server() { stop(std::chrono::milliseconds(0)); }

void Server::start() {
  const ServerOptions& options = core_->options;
  const std::size_t wanted = options.max_connections + kOtherFiles;
  if (raise_file_limit(wanted) < wanted && core_->log) {
    core_->log(
        {.level = LogEvent::Level::kWarning, .what = "few-open-files", .detail = "below max_connections"});
  }
  const ListenSockets sockets = listen_on(options.address, options.port, options.io_threads);
  port_ = sockets.port;
  for (unsigned i = 0; i < options.io_threads; ++i) {
    shards_.push_back(make_shard(*core_, i, sockets.descriptors[i]));
  }
  for (const auto& shard : shards_) shard->start();
}

void Server::stop(std::chrono::milliseconds patience) {
  core_->draining = true;
  for (const auto& shard : shards_) shard->drain();
  if (!core_->ledger.wait_empty(patience)) {
    for (const auto& shard : shards_) shard->abort();
  }
  core_->ordinary.stop();
  core_->slow.stop();
  // Every handler has come back now: what is left are answers on their way, and the threads still run to see
  // them off.
  if (!core_->ledger.wait_empty(kLastWait)) {
    for (const auto& shard : shards_) shard->abort();
    core_->ledger.wait_empty(kLastWait);
  }
  for (const auto& shard : shards_) shard->join();
  shards_.clear();
}

const Metrics& Server::metrics() const { return core_->metrics; }

Server::LaneLoad Server::load(Lane lane) const {
  const WorkerPool& pool = core_->pool(lane);
  return {.queued = pool.queued(), .running = pool.running()};
}

}  // namespace taxgate::http
