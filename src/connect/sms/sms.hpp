#pragma once
// What a gateway for short messages is: takes one message, says what became of it. No gateway logs, keeps or
// repeats a text.
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/id.hpp"

namespace taxgate {

/// `text` may hold a code and personal data: never logged, never in an error.
struct SmsMessage {
  MessageId id;
  std::string phone;  // digits, with or without a leading +
  std::string text;   // UTF-8
  /// Past this the operator should drop the message; 0 leaves it to the gateway. Whole minutes, as SMPP
  /// gateways count.
  std::chrono::minutes valid_for{0};
};

/// The gateway took the message. It is not delivered yet: a delivery report says that (delivery.hpp).
struct SmsAccepted {
  std::string gateway_id;  // the gateway's own name for the message; empty where it gives none (Kannel)
};

enum class SmsRefusal : std::uint8_t {
  kBadPhone,     // not a number
  kBadText,      // empty, too long, or not UTF-8
  kNotRoutable,  // the gateway has no way to this number
  kRejected,     // the gateway did not like the request
  kCredentials,  // our user or password: the operator must act
  kWrongUrl,     // there is no such service at the configured URL: the operator must act
};

/// The gateway works and said no.
struct SmsRefused {
  SmsRefusal why{};
  /// True: this message will never be taken. False: it will, once the operator has mended the configuration.
  bool permanent = true;
};

enum class SmsTrouble : std::uint8_t {
  kUnreachable,  // no connection: nothing was sent
  kTimedOut,     // the outcome is unknown: sending again may deliver twice
  kBusy,         // the gateway said "later"
  kProtocol,     // an answer that no gateway gives, or one cut off
};

/// The gateway does not work now.
struct SmsUnavailable {
  SmsTrouble why{};
  std::optional<std::chrono::seconds> retry_after;  // only when the gateway named one
};

using SendResult = std::variant<SmsAccepted, SmsRefused, SmsUnavailable>;

/// Stable names for logs and metrics, such as "not_routable".
std::string_view name_of(SmsRefusal why);
std::string_view name_of(SmsTrouble why);

/// Called from several threads at once; blocks for as long as the gateway's time-outs let it.
class SmsGateway {
 public:
  SmsGateway() = default;
  SmsGateway(const SmsGateway&) = delete;
  SmsGateway& operator=(const SmsGateway&) = delete;
  virtual ~SmsGateway() = default;
  virtual SendResult send(const SmsMessage& message) = 0;
};

}  // namespace taxgate
