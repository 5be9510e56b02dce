// The queue: its bound, its groups, its end.
#include <atomic>
#include <latch>

#include "unit/store/fixture.hpp"

namespace taxgate::store::sqlite {
namespace {

using contract::event;
using QueueOfWorks = StoreFiles;

TEST_F(QueueOfWorks, a_full_queue_makes_its_callers_wait) {
  const auto store = open({.queue = 2, .group = 256});
  std::latch entered(1);
  std::promise<void> opened;
  auto held = store->write([&](Transaction&) {
    entered.count_down();
    opened.get_future().wait();
  });
  entered.wait();
  std::vector<std::future<void>> works;
  works.push_back(store->write([](Transaction&) {}));
  works.push_back(store->write([](Transaction&) {}));
  std::atomic<bool> accepted = false;
  std::thread third([&] {
    auto work = store->write([](Transaction&) {});
    accepted = true;
    work.get();
  });
  // The queue is full and its writer held: until the gate opens the third cannot be accepted, however long
  // one waits.
  EXPECT_EQ(works[1].wait_for(std::chrono::milliseconds(50)), std::future_status::timeout);
  EXPECT_FALSE(accepted);
  opened.set_value();
  third.join();
  EXPECT_TRUE(accepted);
}

TEST_F(QueueOfWorks, what_waits_becomes_few_groups_of_bounded_size) {
  const auto store = open({.queue = 4096, .group = 100});
  std::latch entered(1);
  std::promise<void> opened;
  auto held = store->write([&](Transaction&) {
    entered.count_down();
    opened.get_future().wait();
  });
  entered.wait();
  std::vector<std::future<void>> works;
  works.reserve(250);
  for (int i = 0; i < 250; ++i) {
    works.push_back(store->write([](Transaction& tx) { tx.append(event(BureauId{1}, "e")); }));
  }
  opened.set_value();
  for (auto& work : works) {
    work.get();
  }
  EXPECT_EQ(sealer.heads.size(), 3U);  // 100 + 100 + 50
  EXPECT_THAT(sealer.heads.back(), testing::StartsWith("250:"));
}

TEST_F(QueueOfWorks, bulk_waits_for_what_came_first_and_shares_its_group_with_nobody) {
  const auto store = open();
  std::latch entered(1);
  std::promise<void> opened;
  auto held = store->write([&](Transaction&) {
    entered.count_down();
    opened.get_future().wait();
  });
  entered.wait();
  const auto append = [](Transaction& tx) { tx.append(event(BureauId{1}, "e")); };
  std::vector<std::future<void>> works;
  works.push_back(store->write(append));
  works.push_back(store->bulk(append));
  works.push_back(store->write(append));
  opened.set_value();
  for (auto& work : works) {
    work.get();
  }
  EXPECT_EQ(sealer.heads.size(), 3U);
}

TEST_F(QueueOfWorks, after_stop_works_are_refused_and_reading_goes_on) {
  const auto store = open();
  auto last = store->write([](Transaction& tx) { tx.put_bureau("here"); });
  store->stop();
  EXPECT_NO_THROW(last.get());
  EXPECT_EQ(failure_of([&] { store->commit([](Transaction&) {}); }), Failure::Kind::kStopped);
  EXPECT_EQ(failure_of([&] { store->bulk([](Transaction&) {}).get(); }), Failure::Kind::kStopped);
  EXPECT_TRUE(store->reader().bureau("here"));
  store->stop();
}

TEST_F(QueueOfWorks, the_log_of_the_database_does_not_grow_for_ever) {
  const auto store = open();
  const std::string big(256 << 10, 'x');
  for (int i = 0; i < 250; ++i) {  // 64 MiB in all, and as much in its index
    store->commit([&](Transaction& tx) { tx.put_bureau(std::to_string(i) + big); });
    store->reader().bureau("here");
  }
  EXPECT_LT(std::filesystem::file_size(file().string() + "-wal"), 40U << 20U);
}

TEST_F(QueueOfWorks, readers_hold_no_transaction_open) {
  const auto store = open();
  store->commit([](Transaction& tx) { tx.put_bureau("here"); });
  store->reader().bureau("here");
  store->reader().audit_entries(1, 1);
  store->stop();
  Db db(file(), Access::kWrite, 1024);
  EXPECT_EQ(db.ask("PRAGMA wal_checkpoint(TRUNCATE)"), "0");
  EXPECT_EQ(std::filesystem::file_size(file().string() + "-wal"), 0U);
}

TEST_F(QueueOfWorks, threads_that_come_and_go_share_connections) {
  const auto store = open();
  const auto open_files = [] {
    return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {});
  };
  std::thread([&] { store->reader().bureau("x"); }).join();
  const auto before = open_files();
  for (int i = 0; i < 50; ++i) {
    std::thread([&] { store->reader().bureau("x"); }).join();
  }
  EXPECT_EQ(open_files(), before);
}

}  // namespace
}  // namespace taxgate::store::sqlite
