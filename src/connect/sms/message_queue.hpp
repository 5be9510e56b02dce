#pragma once
// The messages that wait to be sent. They are stored before the request that caused them is answered; the
// store implements this.
#include <optional>
#include <string_view>

#include "base/time.hpp"
#include "connect/sms/sms.hpp"

namespace taxgate {

struct DueMessage {
  SmsMessage message;
  int attempts = 0;  // made before
  Time expires;      // its text is worthless from here on: a code's ten minutes
};

enum class SmsFailure : std::uint8_t {
  kRefused,  // the gateway will never take it
  kExpired,  // it could not be sent while it was worth it
};

class MessageQueue {
 public:
  MessageQueue() = default;
  MessageQueue(const MessageQueue&) = delete;
  MessageQueue& operator=(const MessageQueue&) = delete;
  virtual ~MessageQueue() = default;

  /// Takes the message that has been due longest at `now`, and hides it from every process until
  /// `hidden_until`: if the one that took it dies, another one sends it. So a message is sent at least once,
  /// and rarely twice.
  virtual std::optional<DueMessage> take_due(Time now, Time hidden_until) = 0;
  /// The text is not needed any more: the store forgets it.
  virtual void mark_accepted(MessageId message, std::string_view gateway_id, Time at) = 0;
  virtual void mark_failed(MessageId message, SmsFailure why, Time at) = 0;
  /// Due again at `at`, after `attempts` attempts in all.
  virtual void mark_retry(MessageId message, int attempts, Time at) = 0;
};

}  // namespace taxgate
