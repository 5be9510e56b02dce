#pragma once
// The demo's gateway: nothing leaves the machine, and the demo's page shows what would have been sent. Never
// for real people.
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "connect/sms/sms.hpp"

namespace taxgate {

struct DemoSms {
  MessageId id;
  Time at;
  std::string phone;
  std::string text;
};

/// Keeps, in memory, the last messages of each number, and no more than so many numbers: the longest silent
/// one goes first.
class DemoOutboxGateway final : public SmsGateway {
 public:
  /// Both limits are at least 1.
  explicit DemoOutboxGateway(const Clock& clock, std::size_t per_phone = 10, std::size_t phones = 1000);
  SendResult send(const SmsMessage& message) override;

  /// Newest first.
  std::vector<DemoSms> messages_for(const std::string& phone) const;
  /// Over all numbers, newest first, at most `count`.
  std::vector<DemoSms> latest(std::size_t count) const;

 private:
  void forget_longest_silent();

  const Clock& clock_;
  std::size_t per_phone_;
  std::size_t phones_;
  mutable std::mutex mutex_;
  struct Kept {
    std::uint64_t order = 0;
    DemoSms sms;
  };
  std::uint64_t last_order_ = 0;
  std::map<std::string, std::deque<Kept>> kept_;  // newest first; no empty deque
};

}  // namespace taxgate
