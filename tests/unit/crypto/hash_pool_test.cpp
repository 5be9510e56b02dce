#include "crypto/hash_pool.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <ctime>
#include <filesystem>
#include <latch>
#include <limits>

#include "crypto/error.hpp"

namespace taxgate {
namespace {

constexpr Argon2Params kCheap{.memory_kib = 64, .passes = 1};
constexpr Argon2Params kDear{.memory_kib = 19456, .passes = 2};

/// Waits for what other threads will do; fails after a time that no machine needs.
template <class Condition>
bool eventually(Condition condition) {
  const auto limit = std::chrono::steady_clock::now() + Seconds{20};
  while (!condition()) {
    if (std::chrono::steady_clock::now() > limit) return false;
    std::this_thread::yield();
  }
  return true;
}

TEST(HashPool, hashes_and_verifies) {
  HashPool pool({.params = kCheap}, Key::random());
  const auto hash = pool.hash(Secret("密码Passw0rd!"));
  ASSERT_TRUE(hash);
  EXPECT_EQ(pool.verify(*hash, Secret("密码Passw0rd!")).value(), true);
  EXPECT_EQ(pool.verify(*hash, Secret("wrong")).value(), false);
  EXPECT_FALSE(pool.needs_rehash(*hash));
  EXPECT_EQ(pool.done(), 3U);
  EXPECT_EQ(pool.depth(), 0U);
  EXPECT_EQ(pool.threads(), std::max(1U, std::thread::hardware_concurrency()));
}

TEST(HashPool, X_05_nobody_has_any_password) {
  HashPool pool({.params = kCheap, .threads = 1}, Key::random());
  EXPECT_EQ(pool.verify_nothing(Secret("")).value(), false);
  EXPECT_EQ(pool.verify_nothing(Secret("密码Passw0rd!")).value(), false);
}

TEST(HashPool, X_05_no_account_costs_as_much_as_a_wrong_password) {
  HashPool pool({.params = kDear, .threads = 1}, Key::random());
  const auto hash = pool.hash(Secret("right"));
  // CPU time of the process, in which only the pool's thread works: what else the machine does hardly moves
  // it.
  const auto cheapest = [&](auto work) {
    auto best = std::numeric_limits<std::clock_t>::max();
    for (int i = 0; i < 8; ++i) {
      const std::clock_t start = std::clock();
      EXPECT_EQ(work().value(), false);
      best = std::min(best, std::clock() - start);
    }
    return static_cast<double>(best);
  };
  const double wrong = cheapest([&] { return pool.verify(*hash, Secret("wrong")); });
  const double nothing = cheapest([&] { return pool.verify_nothing(Secret("wrong")); });
  EXPECT_LT(nothing / wrong, 2);
  EXPECT_GT(nothing / wrong, 0.5);
}

TEST(HashPool, turns_away_at_once_what_would_wait_too_long) {
  HashPool pool({.params = kCheap, .threads = 1, .queue_limit = 0}, Key::random());
  const auto refused = pool.hash(Secret("x"));
  ASSERT_FALSE(refused);
  EXPECT_GE(refused.error().retry_after, Seconds{1});
  EXPECT_FALSE(pool.verify_nothing(Secret("x")));
  EXPECT_EQ(pool.refused(), 2U);
  EXPECT_EQ(pool.done(), 0U);
}

TEST(HashPool, serves_as_many_as_it_admits) {
  constexpr int kCallers = 16;
  HashPool pool({.params = kDear, .threads = 1, .queue_limit = 2}, Key::random());
  std::atomic<unsigned> served{0};
  std::atomic<unsigned> refused{0};
  {
    std::latch start(kCallers);
    std::vector<std::jthread> callers;
    callers.reserve(kCallers);
    for (int i = 0; i < kCallers; ++i) {
      callers.emplace_back([&] {
        start.arrive_and_wait();
        ++(pool.verify_nothing(Secret("x")) ? served : refused);
      });
    }
  }
  EXPECT_EQ(served + refused, kCallers);
  EXPECT_GE(served.load(), 2U);
  EXPECT_GE(refused.load(), 1U);
  EXPECT_EQ(pool.done(), served.load());
  EXPECT_EQ(pool.refused(), refused.load());
}

TEST(HashPool, hands_on_failures_and_goes_on) {
  HashPool pool({.params = kCheap, .threads = 1}, Key::random());
  EXPECT_THROW(EXPECT_FALSE(pool.verify({"broken"}, Secret("x"))), CorruptHash);
  EXPECT_TRUE(pool.hash(Secret("x")));
}

TEST(HashPool, keeps_memory_and_gives_it_back_when_idle) {
  HashPool pool({.params = kCheap, .threads = 2, .idle_wipe = Millis{50}}, Key::random());
  EXPECT_EQ(pool.keeps_memory(), HashMemory::works());
  for (int round = 0; round < 2; ++round) {  // after a wipe it begins anew
    EXPECT_TRUE(pool.hash(Secret("x")));
    EXPECT_TRUE(eventually([&] { return pool.kept_memory() == 0; }));
  }
  HashPool patient({.params = kCheap, .threads = 1, .idle_wipe = Millis{3'600'000}}, Key::random());
  EXPECT_TRUE(patient.hash(Secret("x")));
  EXPECT_EQ(patient.kept_memory(), patient.keeps_memory() ? 64 * 1024 : 0);
}

TEST(HashPool, steps_back_behind_all_other_threads) {
  const HashPool pool({.params = kCheap, .threads = 3}, Key::random());
  const auto lowest = [] {
    std::size_t count = 0;
    for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
      const int thread = std::stoi(task.path().filename().string());
      if (getpriority(PRIO_PROCESS, static_cast<id_t>(thread)) == 19) ++count;
    }
    return count;
  };
  EXPECT_TRUE(eventually([&] { return lowest() == 3; }));
}

}  // namespace
}  // namespace taxgate
