#pragma once
// Instants in UTC, and the calendar of a bureau. Rules take an instant as an argument; only a Clock reads
// one.
#include <chrono>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

namespace taxgate {

using Millis = std::chrono::milliseconds;
using Seconds = std::chrono::seconds;
using Time = std::chrono::sys_time<Millis>;  // UTC
using Date = std::chrono::year_month_day;    // a day of some bureau's calendar

/// Milliseconds since 1970-01-01T00:00Z: how instants are stored.
constexpr std::int64_t to_millis(Time time) { return time.time_since_epoch().count(); }
constexpr Time from_millis(std::int64_t millis) { return Time{Millis{millis}}; }

/// A bureau's time zone as a fixed offset from UTC (China has no daylight saving time).
struct Zone {
  std::chrono::minutes offset{480};
  constexpr bool operator==(const Zone&) const = default;
};

/// The day on which `time` falls in `zone`.
Date local_date(Time time, Zone zone);
/// The instant at which `date` begins in `zone`.
Time start_of_day(Date date, Zone zone);
/// 00:00 of the day after the one on which `time` falls.
Time next_midnight(Time time, Zone zone);
/// `date` plus whole years; 29 February becomes 28 February where the year has none.
Date plus_years(Date date, int years);
Date plus_days(Date date, int days);

/// "2026-11-22"
std::string format_date(Date date);
/// Strict YYYY-MM-DD of a real day; nothing otherwise.
std::optional<Date> parse_date(std::string_view text);
/// RFC 3339 in UTC with milliseconds: "2026-11-22T01:02:03.004Z"
std::string format_time(Time time);
/// Strict RFC 3339 with any offset; what is finer than a millisecond is cut off. Nothing for a leap second.
std::optional<Time> parse_time(std::string_view text);
/// RFC 3339 with the offset of `zone`, seconds: "2026-11-22T09:02:03+08:00"
std::string format_local(Time time, Zone zone);

}  // namespace taxgate
