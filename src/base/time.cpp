#include "base/time.hpp"

#include <fmt/format.h>

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

std::string format_local(Time time, Zone zone) {
  const auto [date, clock] = split(time + zone.offset);
  const auto minutes = zone.offset.count();
  return fmt::format("{}T{:02}:{:02}:{:02}{}{:02}:{:02}", format_date(date), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count(), minutes < 0 ? '-' : '+',
                     std::abs(minutes) / 60, std::abs(minutes) % 60);
}

}  // namespace taxgate
