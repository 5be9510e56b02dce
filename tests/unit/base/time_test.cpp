#include "base/time.hpp"

#include <gtest/gtest.h>

#include "base/clock.hpp"

namespace taxgate {
namespace {

using namespace std::chrono_literals;

constexpr Zone kChina{};
constexpr Time kNoon = std::chrono::sys_days{2026y / 11 / 22} + 4h;  // 12:00 in China

TEST(LocalDay, begins_at_local_midnight) {
  EXPECT_EQ(local_date(kNoon, kChina), 2026y / 11 / 22);
  EXPECT_EQ(start_of_day(2026y / 11 / 22, kChina), Time{std::chrono::sys_days{2026y / 11 / 21} + 16h});
  EXPECT_EQ(local_date(start_of_day(2026y / 11 / 22, kChina) - 1ms, kChina), 2026y / 11 / 21);
}

TEST(LocalDay, next_midnight_is_always_later) {
  const auto midnight = start_of_day(2026y / 11 / 22, kChina);
  EXPECT_EQ(next_midnight(midnight, kChina), midnight + 24h);
  EXPECT_EQ(next_midnight(midnight - 1ms, kChina), midnight);
}

TEST(LocalDay, works_before_1970_and_west_of_greenwich) {
  const Time time = std::chrono::sys_days{1949y / 12 / 31} + 1h;
  EXPECT_EQ(local_date(time, Zone{-300min}), 1949y / 12 / 30);
  EXPECT_EQ(format_local(time, Zone{-330min}), "1949-12-30T19:30:00-05:30");
}

TEST(Dates, leap_day_moves_to_the_28th) {
  EXPECT_EQ(plus_years(2024y / 2 / 29, 1), 2025y / 2 / 28);
  EXPECT_EQ(plus_years(2024y / 2 / 29, 4), 2028y / 2 / 29);
  EXPECT_EQ(plus_days(2024y / 2 / 28, 2), 2024y / 3 / 1);
}

TEST(Dates, parse_is_strict) {
  EXPECT_EQ(parse_date("2026-11-22"), 2026y / 11 / 22);
  for (const auto* bad :
       {"2026-02-29", "2026-13-01", "2026-1-01", "2026-01-1 ", "+026-01-01", "2026-01-+1", "", "20260101"}) {
    EXPECT_FALSE(parse_date(bad)) << bad;
  }
}

TEST(Dates, format_is_what_parse_reads) {
  EXPECT_EQ(format_date(987y / 1 / 2), "0987-01-02");
  EXPECT_EQ(parse_date(format_date(1949y / 12 / 31)), 1949y / 12 / 31);
}

TEST(Instants, are_written_by_rfc_3339) {
  EXPECT_EQ(format_time(kNoon + 4ms), "2026-11-22T04:00:00.004Z");
  EXPECT_EQ(format_local(kNoon, kChina), "2026-11-22T12:00:00+08:00");
  EXPECT_EQ(from_millis(to_millis(kNoon)), kNoon);
}

TEST(Instants, are_read_by_rfc_3339) {
  EXPECT_EQ(parse_time("2026-11-22T04:00:00Z"), kNoon);
  EXPECT_EQ(parse_time(format_time(kNoon + 4ms)), kNoon + 4ms);
  EXPECT_EQ(parse_time(format_local(kNoon, kChina)), kNoon);
  EXPECT_EQ(parse_time("2026-11-21T22:30:00.5-05:30"), kNoon + 500ms);
  EXPECT_EQ(parse_time("2026-11-22t04:00:00.123987z"), kNoon + 123ms);
  for (const auto* bad : {"", "2026-11-22", "2026-11-22T04:00:00", "2026-11-22 04:00:00Z",
                          "2026-02-30T04:00:00Z", "2026-11-22T24:00:00Z", "2026-11-22T04:60:00Z",
                          "2026-11-22T04:00:60Z", "2026-11-22T04:00:00.Z", "2026-11-22T04:00:00+8:00",
                          "2026-11-22T04:00:00+08:60", "2026-11-22T04:00:00Z ", "2026-11-22T04:00:00.5"})
    EXPECT_EQ(parse_time(bad), std::nullopt) << bad;
}

TEST(Clocks, fixed_one_stands_still) {
  FixedClock clock{kNoon};
  EXPECT_EQ(clock.now(), kNoon);
  clock.advance(5ms);
  EXPECT_EQ(clock.now(), kNoon + 5ms);
}

}  // namespace
}  // namespace taxgate
