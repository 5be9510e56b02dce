#include "domain/lockout.hpp"

#include <gtest/gtest.h>

namespace taxgate {
namespace {

using namespace std::chrono_literals;

constexpr Zone kZone{};
constexpr LockRule kDay{.failures = 5};
constexpr LockRule kMinutes{.failures = 5, .window = 120min, .lasts = 120min};
constexpr Time kMorning = std::chrono::sys_days{2026y / 11 / 22} + 1h;  // 09:00 in China

Counter after(int failures, const LockRule& rule, Time now) {
  Counter counter;
  for (int i = 0; i < failures; ++i) counter = after_failure(rule, counter, now, kZone);
  return counter;
}

TEST(LockOut, QD_16_the_fifth_failure_of_a_day_locks_until_the_next_midnight) {
  const auto four = after(4, kDay, kMorning);
  EXPECT_FALSE(is_locked(four, kMorning));
  EXPECT_EQ(failures_left(kDay, four, kMorning, kZone), 1);
  const auto five = after_failure(kDay, four, kMorning, kZone);
  EXPECT_TRUE(is_locked(five, kMorning));
  EXPECT_EQ(five.locked_until, next_midnight(kMorning, kZone));
  EXPECT_TRUE(is_locked(five, next_midnight(kMorning, kZone) - 1ms));
  EXPECT_FALSE(is_locked(five, next_midnight(kMorning, kZone)));
}

TEST(LockOut, QD_16_failures_of_yesterday_do_not_count) {
  const auto four = after(4, kDay, kMorning);
  const auto tomorrow = next_midnight(kMorning, kZone);
  const auto next = after_failure(kDay, four, tomorrow, kZone);
  EXPECT_EQ(next.failures, 1);
  EXPECT_FALSE(is_locked(next, tomorrow));
  EXPECT_EQ(failures_left(kDay, four, tomorrow, kZone), 5);
}

TEST(LockOut, QD_16_the_day_is_the_bureaus_and_not_utc) {
  const auto before_eight = start_of_day(2026y / 11 / 22, kZone) + 7h + 59min;  // the 21st in UTC
  const auto four = after(4, kDay, before_eight);
  EXPECT_TRUE(is_locked(after_failure(kDay, four, before_eight + 10min, kZone), before_eight + 10min));
}

TEST(LockOut, QD_16_a_success_or_a_recovery_wipes_the_slate) {
  EXPECT_EQ(after_success(), Counter{});
  EXPECT_EQ(failures_left(kDay, after_success(), kMorning, kZone), 5);
}

TEST(LockOut, QD_16_a_failure_while_locked_neither_counts_nor_prolongs) {
  const auto locked = after(5, kMinutes, kMorning);
  EXPECT_EQ(after_failure(kMinutes, locked, kMorning + 119min, kZone), locked);
  EXPECT_EQ(failures_left(kMinutes, locked, kMorning, kZone), 0);
}

TEST(LockOut, WH_03_five_wrong_passwords_lock_for_120_minutes_and_then_the_counter_resets) {
  const auto locked = after(5, kMinutes, kMorning);
  EXPECT_EQ(locked.locked_until, kMorning + 120min);
  const auto again = after_failure(kMinutes, locked, kMorning + 120min, kZone);
  EXPECT_EQ(again.failures, 1);
  EXPECT_FALSE(again.locked_until);
  EXPECT_EQ(again.first, kMorning + 120min);
}

TEST(LockOut, WH_03_a_window_of_minutes_begins_with_its_first_failure) {
  const auto four = after(4, kMinutes, kMorning);
  EXPECT_TRUE(is_locked(after_failure(kMinutes, four, kMorning + 119min, kZone), kMorning + 119min));
  EXPECT_EQ(after_failure(kMinutes, four, kMorning + 120min, kZone).failures, 1);
}

TEST(LockOut, a_clock_that_steps_back_never_unlocks) {
  const auto locked = after(5, kDay, kMorning);
  EXPECT_TRUE(is_locked(locked, kMorning - 10h));
}

}  // namespace
}  // namespace taxgate
