#include "http/server/ledger.hpp"

#include <algorithm>
#include <functional>
#include <string_view>
#include <utility>

namespace taxgate::http {
namespace {

/// ::ffff:0:0/96 stays whole, everything else is cut to its /64.
IpAddress key_of(IpAddress address) {
  const bool v4 = format_ip(address).contains('.');
  if (!v4) std::fill(address.begin() + 8, address.end(), std::uint8_t{0});
  return address;
}

}  // namespace

std::size_t ConnectionLedger::Hash::operator()(const IpAddress& address) const noexcept {
  return std::hash<std::string_view>{}({reinterpret_cast<const char*>(address.data()), address.size()});
}

ConnectionLedger::ConnectionLedger(std::size_t max_total, std::size_t max_per_peer, TrustedProxies proxies)
    : max_total_(max_total), max_per_peer_(max_per_peer), proxies_(std::move(proxies)) {}

Admission ConnectionLedger::admit(const IpAddress& peer, bool make_room) {
  const bool exempt = proxies_.trusts(peer);
  const IpAddress key = key_of(peer);
  const std::scoped_lock lock(mutex_);
  if (!exempt) {
    const auto at = by_peer_.find(key);
    if (at != by_peer_.end() && at->second >= max_per_peer_) return Admission::kPeerFull;
  }
  if (total_ >= max_total_ && !make_room) return Admission::kFull;
  ++total_;
  if (!exempt) ++by_peer_[key];
  return Admission::kAdmitted;
}

void ConnectionLedger::release(const IpAddress& peer) {
  const bool exempt = proxies_.trusts(peer);
  const IpAddress key = key_of(peer);
  const std::scoped_lock lock(mutex_);
  if (--total_ == 0) emptied_.notify_all();
  if (exempt) return;
  const auto at = by_peer_.find(key);
  if (at != by_peer_.end() && --at->second == 0) by_peer_.erase(at);
}

std::size_t ConnectionLedger::total() const {
  const std::scoped_lock lock(mutex_);
  return total_;
}

bool ConnectionLedger::wait_empty(std::chrono::milliseconds limit) const {
  std::unique_lock lock(mutex_);
  return emptied_.wait_for(lock, limit, [this] { return total_ == 0; });
}

}  // namespace taxgate::http
