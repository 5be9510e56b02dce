#pragma once
// Delivery reports: the gateway calls a URL of ours when the operator's network says what became of a
// message.
#include <expected>
#include <string>
#include <string_view>

#include "base/id.hpp"
#include "base/time.hpp"

namespace taxgate {

enum class DeliveryState : std::uint8_t {
  kBuffered,   // on its way: the operator has it
  kDelivered,  // on the phone
  kFailed,     // the operator gave up
  kRejected,   // the operator refused it
};
std::string_view name_of(DeliveryState state);

struct DeliveryReport {
  MessageId message;
  DeliveryState state{};
  Time at;
  bool operator==(const DeliveryReport&) const = default;
};

/// Reports overtake each other (a "delivered" can come before the "buffered" of the same message): what is
/// final stays, except that a phone that has the message has it, whatever was said before.
bool supersedes(DeliveryState later, DeliveryState known);

/// A keyed tag over a message's id, known only to us and put into the URL that we give the gateway: whoever
/// has not been asked to deliver that very message cannot report on it. Implemented with an HMAC by the
/// application.
class DeliverySeal {
 public:
  DeliverySeal() = default;
  DeliverySeal(const DeliverySeal&) = delete;
  DeliverySeal& operator=(const DeliverySeal&) = delete;
  virtual ~DeliverySeal() = default;
  /// Letters, digits, '-' and '_' only (base64url), at least 128 bits.
  virtual std::string seal(MessageId message) const = 0;
  /// In constant time.
  virtual bool matches(MessageId message, std::string_view seal) const = 0;
};

/// The URL to be called with a report. `base` has neither '?' nor '%'. Kannel fills %d (state) and %T
/// (seconds since 1970).
std::string report_url(std::string_view base, MessageId message, const DeliverySeal& seal);

enum class ReportFault : std::uint8_t { kMalformed, kForged };

/// Reads the query (without '?') of a call to such a URL. Keys of others are ignored, ours must be there
/// once. A time that lies after `received` counts as `received`: the gateway's clock is not ours.
std::expected<DeliveryReport, ReportFault> parse_report(std::string_view query, const DeliverySeal& seal,
                                                        Time received);

}  // namespace taxgate
