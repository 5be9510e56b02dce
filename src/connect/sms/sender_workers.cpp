#include "connect/sms/sender_workers.hpp"

#include <cassert>
#include <exception>

namespace taxgate {

SenderWorkers::SenderWorkers(Sender& sender, int threads) : sender_(sender) {
  assert(threads > 0);
  for (int i = 0; i < threads; ++i) {
    threads_.emplace_back([this](const std::stop_token& stop) { run(stop); });
  }
}

void SenderWorkers::wake() {
  {
    const std::lock_guard lock(mutex_);
    ++wakes_;
  }
  changed_.notify_all();
}

void SenderWorkers::run(const std::stop_token& stop) {
  std::uint64_t seen = 0;
  while (!stop.stop_requested()) {
    {
      // Read before the step: a message that is queued while the step runs must not wait for the next poll.
      const std::lock_guard lock(mutex_);
      seen = wakes_;
    }
    const Millis idle = step();
    if (idle == Millis{0}) continue;
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, stop, idle, [&] { return wakes_ != seen; });
  }
}

/// The queue's store may be away for a while: the thread outlives that.
Millis SenderWorkers::step() {
  try {
    return sender_.step();
  } catch (const std::exception&) {
    sender_.queue_failed();
    return sender_.policy().poll;
  }
}

}  // namespace taxgate
