#pragma once
// The threads that run a Sender.
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

#include "connect/sms/sender.hpp"

namespace taxgate {

class SenderWorkers {
 public:
  /// As many messages are under way at once as there are threads (at least one). `sender` outlives this.
  SenderWorkers(Sender& sender, int threads);
  SenderWorkers(const SenderWorkers&) = delete;
  SenderWorkers& operator=(const SenderWorkers&) = delete;
  /// Waits for the messages under way, which the gateway's total time-out bounds.
  ~SenderWorkers() = default;

  /// A message was queued: it is sent now and not at the next poll.
  void wake();

 private:
  void run(const std::stop_token& stop);
  Millis step();

  Sender& sender_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::uint64_t wakes_ = 0;
  std::vector<std::jthread> threads_;  // last: they use all of the above
};

}  // namespace taxgate
