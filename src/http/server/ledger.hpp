#pragma once
// How many connections there are, in all and from each peer.
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <unordered_map>

#include "http/server/forwarded.hpp"

namespace taxgate::http {

enum class Admission : std::uint8_t { kAdmitted, kPeerFull, kFull };

/// Peers are counted by IPv4 address or IPv6 /64 (what one subscriber has). Safe to use from several threads.
class ConnectionLedger {
 public:
  /// Connections of `proxies` count towards the total only.
  ConnectionLedger(std::size_t max_total, std::size_t max_per_peer, TrustedProxies proxies);

  /// Counts the connection if there is room. With `make_room` the total may be passed: the caller closes
  /// another one.
  Admission admit(const IpAddress& peer, bool make_room = false);
  void release(const IpAddress& peer);
  std::size_t total() const;
  /// Waits until no connection is left; false if some are after `limit`.
  bool wait_empty(std::chrono::milliseconds limit) const;

 private:
  struct Hash {
    std::size_t operator()(const IpAddress& address) const noexcept;
  };

  const std::size_t max_total_;
  const std::size_t max_per_peer_;
  const TrustedProxies proxies_;
  mutable std::mutex mutex_;
  mutable std::condition_variable emptied_;
  std::size_t total_ = 0;
  std::unordered_map<IpAddress, std::size_t, Hash> by_peer_;
};

}  // namespace taxgate::http
