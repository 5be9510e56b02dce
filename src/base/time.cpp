#include "base/time.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace taxgate {
namespace {

using std::chrono::day;
using std::chrono::days;
using std::chrono::month;
using std::chrono::sys_days;
using std::chrono::year;

std::optional<unsigned> digits(std::string_view text) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

struct Parts {
  Date date;
  std::chrono::hh_mm_ss<Millis> clock;
};

Parts split(Time time) {
  const auto midnight = std::chrono::floor<days>(time);
  return {.date = Date{midnight}, .clock = std::chrono::hh_mm_ss<Millis>{time - midnight}};
}

/// Two digits, less than `below`.
std::optional<int> two_digits(std::string_view text, unsigned below) {
  const auto value = text.size() == 2 ? digits(text) : std::nullopt;
  return value && *value < below ? std::optional{static_cast<int>(*value)} : std::nullopt;
}

/// "Z", "+08:00"
std::optional<std::chrono::minutes> parse_offset(std::string_view text) {
  if (text == "Z" || text == "z") return std::chrono::minutes{0};
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
  const auto hours = two_digits(text.substr(1, 2), 24);
  const auto minutes = two_digits(text.substr(4), 60);
  if (!hours || !minutes) return std::nullopt;
  const std::chrono::minutes offset = std::chrono::hours{*hours} + std::chrono::minutes{*minutes};
  return text[0] == '-' ? -offset : offset;
}

/// Takes ".25" off the front of `text`; a dot without digits stays.
Millis take_fraction(std::string_view& text) {
  if (text.size() < 2 || text[0] != '.' || text[1] < '0' || text[1] > '9') return Millis{0};
  const auto end = std::min(text.find_first_not_of("0123456789", 1), text.size());
  std::string three{text.substr(1, std::min<std::size_t>(end - 1, 3))};
  three.resize(3, '0');
  text.remove_prefix(end);
  return Millis{*digits(three)};
}

/// "09:30:00"
std::optional<Seconds> parse_clock(std::string_view text) {
  if (text.size() != 8 || text[2] != ':' || text[5] != ':') return std::nullopt;
  const auto hours = two_digits(text.substr(0, 2), 24);
  const auto minutes = two_digits(text.substr(3, 2), 60);
  const auto seconds = two_digits(text.substr(6), 60);
  if (!hours || !minutes || !seconds) return std::nullopt;
  return std::chrono::hours{*hours} + std::chrono::minutes{*minutes} + Seconds{*seconds};
}

}  // namespace

Date local_date(Time time, Zone zone) { return Date{std::chrono::floor<days>(time + zone.offset)}; }

Time start_of_day(Date date, Zone zone) { return Time{sys_days{date}} - zone.offset; }

Time next_midnight(Time time, Zone zone) { return start_of_day(plus_days(local_date(time, zone), 1), zone); }

Date plus_years(Date date, int years) {
  const Date moved = date + std::chrono::years{years};
  return moved.ok() ? moved : Date{moved.year() / moved.month() / std::chrono::last};
}

Date plus_days(Date date, int count) { return Date{sys_days{date} + days{count}}; }

std::string format_date(Date date) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto y = digits(text.substr(0, 4));
  const auto m = digits(text.substr(5, 2));
  const auto d = digits(text.substr(8, 2));
  if (!y || !m || !d) return std::nullopt;
  const Date date{year{static_cast<int>(*y)}, month{*m}, day{*d}};
  if (!date.ok()) return std::nullopt;
  return date;
}

std::string format_time(Time time) {
  const auto [date, clock] = split(time);
  return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", format_date(date), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count(), clock.subseconds().count());
}

std::optional<Time> parse_time(std::string_view text) {
  constexpr std::size_t kSeconds = 19;  // of "2026-11-22T09:30:00"
  if (text.size() <= kSeconds || (text[10] != 'T' && text[10] != 't')) return std::nullopt;
  const auto date = parse_date(text.substr(0, 10));
  const auto clock = parse_clock(text.substr(11, 8));
  std::string_view rest = text.substr(kSeconds);
  const Millis fraction = take_fraction(rest);
  const auto offset = parse_offset(rest);
  if (!date || !clock || !offset) return std::nullopt;
  return Time{sys_days{*date}} + *clock + fraction - *offset;
}

std::string format_local(Time time, Zone zone) {
  const auto [date, clock] = split(time + zone.offset);
  const auto minutes = zone.offset.count();
  return fmt::format("{}T{:02}:{:02}:{:02}{}{:02}:{:02}", format_date(date), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count(), minutes < 0 ? '-' : '+',
                     std::abs(minutes) / 60, std::abs(minutes) % 60);
}

}  // namespace taxgate
