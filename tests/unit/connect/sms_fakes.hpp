#pragma once
// Stand-ins of the SMS tests: a seal that is a sum, a queue in memory, a gateway that answers as it is told.
#include <deque>
#include <map>
#include <mutex>
#include <set>

#include "base/clock.hpp"
#include "connect/sms/delivery.hpp"
#include "connect/sms/message_queue.hpp"

namespace taxgate::sms_test {

/// Predictable, so that a test can say what the URL must be.
class PlainSeal final : public DeliverySeal {
 public:
  std::string seal(MessageId message) const override { return fmt::format("sealed-{}", message.value * 7); }
  bool matches(MessageId message, std::string_view tag) const override { return tag == seal(message); }
};

inline constexpr Time kStart{Millis{1'800'000'000'000}};

class MemoryQueue final : public MessageQueue {
 public:
  void put(std::int64_t id, Time due, Time expires) {
    const std::lock_guard lock(mutex_);
    waiting_[id] = {{{MessageId{id}, "13800000001", "【税务】验证码 123456"}, 0, expires}, due};
  }
  std::optional<DueMessage> take_due(Time now, Time hidden_until) override {
    const std::lock_guard lock(mutex_);
    if (broken) throw std::runtime_error("database is away");
    auto first = waiting_.end();
    for (auto entry = waiting_.begin(); entry != waiting_.end(); ++entry) {
      const bool earlier = first == waiting_.end() || entry->second.due < first->second.due;
      if (entry->second.due <= now && earlier) first = entry;
    }
    if (first == waiting_.end()) return std::nullopt;
    first->second.due = hidden_until;
    return first->second.message;
  }
  void mark_accepted(MessageId message, std::string_view gateway_id, Time /*at*/) override {
    const std::lock_guard lock(mutex_);
    accepted[message.value] = gateway_id;
    waiting_.erase(message.value);
  }
  void mark_failed(MessageId message, SmsFailure why, Time /*at*/) override {
    const std::lock_guard lock(mutex_);
    failed[message.value] = why;
    waiting_.erase(message.value);
  }
  void mark_retry(MessageId message, int attempts, Time at) override {
    const std::lock_guard lock(mutex_);
    waiting_.at(message.value).due = at;
    waiting_.at(message.value).message.attempts = attempts;
  }
  Time due(std::int64_t id) const { return waiting_.at(id).due; }
  int attempts(std::int64_t id) const { return waiting_.at(id).message.attempts; }

  bool broken = false;
  std::map<std::int64_t, std::string> accepted;
  std::map<std::int64_t, SmsFailure> failed;

 private:
  struct Waiting {
    DueMessage message;
    Time due;
  };
  std::mutex mutex_;
  std::map<std::int64_t, Waiting> waiting_;
};

/// Answers from `script`, and accepts when it is used up.
class ScriptedGateway final : public SmsGateway {
 public:
  SendResult send(const SmsMessage& message) override {
    sent.push_back(message);
    if (script.empty()) return SmsAccepted{"g" + std::to_string(message.id.value)};
    auto result = script.front();
    script.pop_front();
    return result;
  }
  std::deque<SendResult> script;
  std::vector<SmsMessage> sent;
};

}  // namespace taxgate::sms_test
