#include "http/server/metrics.hpp"

#include <algorithm>

namespace taxgate::http {
namespace {

constexpr int kLastStatus = 599;
constexpr std::size_t kStatusSlots = kLastStatus + 1 - 100;

std::size_t bucket_of(double seconds) {
  return static_cast<std::size_t>(std::ranges::lower_bound(kLatencyBounds, seconds) - kLatencyBounds.begin());
}

}  // namespace

/// Written by one I/O thread, read by any.
struct Metrics::Cell {
  std::array<std::atomic<std::uint64_t>, kStatusSlots> by_status{};
  std::array<std::atomic<std::uint64_t>, kLatencyBounds.size() + 1> buckets{};
  std::atomic<std::uint64_t> nanoseconds = 0;

  void add_to(RouteStats& stats) const {
    for (std::size_t i = 0; i < kStatusSlots; ++i) {
      const auto n = by_status[i].load(std::memory_order_relaxed);
      if (n != 0) stats.by_status[static_cast<int>(i) + 100] += n;
      stats.count += n;
    }
    for (std::size_t i = 0; i < buckets.size(); ++i)
      stats.buckets[i] += buckets[i].load(std::memory_order_relaxed);
    stats.seconds += static_cast<double>(nanoseconds.load(std::memory_order_relaxed)) * 1e-9;
  }
};

Metrics::Metrics(const Router& router, unsigned shards) : shards_(shards) {
  for (const auto& route : router.routes()) {
    names_.push_back({.method = std::string(to_text(route->method)), .pattern = route->pattern});
  }
  names_.push_back({.pattern = "(pages)"});
  names_.push_back({.pattern = "(none)"});
  cells_ = std::make_unique<Cell[]>(names_.size() * shards);
}

Metrics::~Metrics() = default;

void Metrics::record(unsigned shard, std::size_t route, int status, std::chrono::nanoseconds took) {
  Cell& cell = cells_[shard * names_.size() + route];
  const int slot = std::clamp(status, 100, kLastStatus) - 100;
  cell.by_status[static_cast<std::size_t>(slot)].fetch_add(1, std::memory_order_relaxed);
  cell.buckets[bucket_of(std::chrono::duration<double>(took).count())].fetch_add(1,
                                                                                 std::memory_order_relaxed);
  cell.nanoseconds.fetch_add(static_cast<std::uint64_t>(took.count()), std::memory_order_relaxed);
}

std::vector<RouteStats> Metrics::snapshot() const {
  std::vector<RouteStats> out = names_;
  for (unsigned shard = 0; shard < shards_; ++shard) {
    for (std::size_t i = 0; i < out.size(); ++i) cells_[shard * out.size() + i].add_to(out[i]);
  }
  return out;
}

}  // namespace taxgate::http
