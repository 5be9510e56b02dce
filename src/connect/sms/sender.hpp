#pragma once
// Sends what the queue holds: retries with growing pauses, gives up on what has expired, spares a gateway
// that is down.
#include <functional>
#include <mutex>
#include <string_view>
#include <variant>

#include "base/clock.hpp"
#include "connect/sms/circuit_breaker.hpp"
#include "connect/sms/message_queue.hpp"

namespace taxgate {

struct SenderPolicy {
  Millis first_retry{1000};  // doubled with each attempt
  Millis longest_retry{60000};
  Millis poll{1000};    // how soon a message that nobody announced (another process queued it) is found
  Millis lease{60000};  // longer than the gateway's total time-out
  BreakerPolicy breaker;
};

struct Accepted {
  std::string gateway_id;
  bool operator==(const Accepted&) const = default;
};
struct GaveUp {
  SmsFailure why{};
  bool operator==(const GaveUp&) const = default;
};
struct TryAgain {
  Time at;
  bool operator==(const TryAgain&) const = default;
};
using Verdict = std::variant<Accepted, GaveUp, TryAgain>;

/// What becomes of a message after an attempt that ended at `now`. `attempts` counts the ones before it.
/// Pure.
Verdict judge(const SendResult& result, int attempts, Time expires, Time now, const SenderPolicy& policy);
/// Whether the gateway itself is at fault: it does not work, or nobody could use it as it is configured.
bool blames_gateway(const SendResult& result);

/// For logs and metrics: never a number or a text.
struct SenderEvent {
  enum class Kind : std::uint8_t { kAccepted, kRetry, kRefused, kExpired, kPaused, kResumed, kQueueFault };
  Kind kind{};
  MessageId message;        // none with kPaused, kResumed and kQueueFault
  std::string_view reason;  // the name of a refusal or trouble, where there is one
};
using SenderListener = std::function<void(const SenderEvent&)>;

/// Used by any number of threads. Everything given to it outlives it.
class Sender {
 public:
  Sender(SmsGateway& gateway, MessageQueue& queue, const Clock& clock, SenderPolicy policy,
         SenderListener listener);

  /// Sends one message, if one is due and the gateway may be used. Answers how long nothing will be to do: 0
  /// after a message.
  Millis step();
  /// Told by whoever runs the steps, when one of them has thrown: the queue could not be reached.
  void queue_failed();
  const SenderPolicy& policy() const { return policy_; }

 private:
  Millis enter(Time now);
  void pass_up(Time now);
  void attempt(const DueMessage& due);
  void note_gateway(bool failed, std::string_view reason);
  void record(const DueMessage& due, const Verdict& verdict, std::string_view reason, Time now);

  SmsGateway& gateway_;
  MessageQueue& queue_;
  const Clock& clock_;
  SenderPolicy policy_;
  SenderListener listener_;
  std::mutex mutex_;
  CircuitBreaker breaker_;
};

}  // namespace taxgate
