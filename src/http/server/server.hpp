#pragma once
// The HTTP/1.1 server: RFC 9110 and 9112, plain HTTP behind a proxy that does TLS.
#include <chrono>
#include <cstdint>
#include <memory>
#include <vector>

#include "http/server/metrics.hpp"
#include "http/server/options.hpp"
#include "http/server/sites.hpp"

namespace taxgate::http {

struct Core;
class Shard;

class Server {
 public:
  /// Throws std::invalid_argument for a bad trusted proxy.
  Server(ServerOptions options, Sites sites, LogSink log = {});
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  ~Server();

  /// Binds and begins to serve. Throws std::system_error if the address cannot be had, std::invalid_argument
  /// if it is none. Once only.
  void start();
  /// The bound one, after start.
  std::uint16_t port() const { return port_; }
  /// Stops accepting, lets running requests be answered for at most `patience`, ends the rest. Handlers that
  /// run are waited for. May be called again.
  void stop(std::chrono::milliseconds patience = std::chrono::seconds(10));

  const Metrics& metrics() const;
  struct LaneLoad {
    std::size_t queued = 0;
    std::size_t running = 0;
  };
  /// Of kOrdinary or kSlow.
  LaneLoad load(Lane lane) const;

 private:
  std::unique_ptr<Core> core_;
  std::vector<std::unique_ptr<Shard>> shards_;
  std::uint16_t port_ = 0;
};

}  // namespace taxgate::http
