#pragma once
// What the server counts: for /metrics, read by others at any time.
#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "http/server/router.hpp"

namespace taxgate::http {

/// Upper bounds of the latency histogram, seconds; one more bucket is for whatever takes longer.
inline constexpr std::array<double, 14> kLatencyBounds{0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01,
                                                       0.025,  0.05,    0.1,    0.25,  0.5,    1,     5};

/// Counts of one route since the start. Latency is from the complete head to the answer being ready to
/// send; status 499 is a client that went away before its body was complete.
struct RouteStats {
  std::string method;   // "" for the pages and for what has no route
  std::string pattern;  // "/v1/flows/{id}", "(pages)", "(none)"
  std::map<int, std::uint64_t> by_status;
  std::array<std::uint64_t, kLatencyBounds.size() + 1> buckets{};  // not cumulative
  std::uint64_t count = 0;
  double seconds = 0;
};

class Metrics {
 public:
  Metrics(const Router& router, unsigned shards);
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;
  ~Metrics();

  std::size_t pages() const { return names_.size() - 2; }
  std::size_t unrouted() const { return names_.size() - 1; }

  /// `route` is a Route::index, pages() or unrouted().
  void record(unsigned shard, std::size_t route, int status, std::chrono::nanoseconds took);
  /// One entry a route, then the pages, then the rest: requests refused before they had a route.
  std::vector<RouteStats> snapshot() const;

  std::atomic<std::int64_t> connections = 0;    // open now
  std::atomic<std::int64_t> in_flight = 0;      // head complete, answer not yet written
  std::atomic<std::uint64_t> accepted = 0;      // connections since the start
  std::atomic<std::uint64_t> shed = 0;          // idle or unfinished ones closed to make room
  std::atomic<std::uint64_t> refused_full = 0;  // connections answered 503: the server is full
  std::atomic<std::uint64_t> refused_peer = 0;  // connections answered 503: the peer has too many
  std::atomic<std::uint64_t> timed_out = 0;     // connections that met a deadline
  std::atomic<std::uint64_t> lane_full = 0;     // requests answered 503: the lane's queue was full
  std::atomic<std::uint64_t> lane_late = 0;     // requests answered 503: they waited too long in it

 private:
  struct Cell;
  std::vector<RouteStats> names_;
  unsigned shards_;
  std::unique_ptr<Cell[]> cells_;  // shard by shard
};

}  // namespace taxgate::http
