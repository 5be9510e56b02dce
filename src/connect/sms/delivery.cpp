#include "connect/sms/delivery.hpp"

#include <charconv>

#include "base/text.hpp"

namespace taxgate {
namespace {

constexpr std::size_t kMaxQuery = 1024;

/// The value of the only `key=` in the query; nothing when it is missing, empty or there twice.
std::optional<std::string_view> only(std::string_view query, std::string_view key) {
  std::optional<std::string_view> found;
  for (const auto part : split(query, '&')) {
    const auto equals = part.find('=');
    if (equals == std::string_view::npos || part.substr(0, equals) != key) continue;
    if (found || equals + 1 == part.size()) return std::nullopt;
    found = part.substr(equals + 1);
  }
  return found;
}

std::optional<std::int64_t> positive(std::string_view text) {
  std::int64_t number = 0;
  const auto [stop, error] = std::from_chars(text.begin(), text.end(), number);
  if (error != std::errc{} || stop != text.end() || number <= 0) return std::nullopt;
  return number;
}

/// Kannel user guide, "Delivery reports": one bit a kind of event. A report carries exactly one.
std::optional<DeliveryState> state_of(std::int64_t kannel) {
  switch (kannel) {
    case 1:
      return DeliveryState::kDelivered;
    case 2:
      return DeliveryState::kFailed;
    case 4:
    case 8:
      return DeliveryState::kBuffered;
    case 16:
      return DeliveryState::kRejected;
    default:
      return std::nullopt;
  }
}

}  // namespace

std::string_view name_of(DeliveryState state) {
  switch (state) {
    case DeliveryState::kBuffered:
      return "buffered";
    case DeliveryState::kDelivered:
      return "delivered";
    case DeliveryState::kFailed:
      return "failed";
    case DeliveryState::kRejected:
      return "rejected";
  }
  return "unknown";
}

bool supersedes(DeliveryState later, DeliveryState known) {
  if (known == DeliveryState::kDelivered) return false;
  return known == DeliveryState::kBuffered ? later != known : later == DeliveryState::kDelivered;
}

std::string report_url(std::string_view base, MessageId message, const DeliverySeal& seal) {
  return fmt::format("{}?message={}&seal={}&state=%d&at=%T", base, message.value, seal.seal(message));
}

std::expected<DeliveryReport, ReportFault> parse_report(std::string_view query, const DeliverySeal& seal,
                                                        Time received) {
  if (query.size() > kMaxQuery) return std::unexpected(ReportFault::kMalformed);
  const auto id = only(query, "message").and_then(positive);
  const auto tag = only(query, "seal");
  if (!id || !tag) return std::unexpected(ReportFault::kMalformed);
  if (!seal.matches(MessageId{*id}, *tag)) return std::unexpected(ReportFault::kForged);
  const auto state = only(query, "state").and_then(positive).and_then(state_of);
  const auto seconds = only(query, "at").and_then(positive);
  if (!state || !seconds) return std::unexpected(ReportFault::kMalformed);
  const auto limit = std::chrono::floor<Seconds>(received).time_since_epoch().count();
  const auto at = *seconds > limit ? received : Time{Seconds{*seconds}};
  return DeliveryReport{MessageId{*id}, *state, at};
}

}  // namespace taxgate
