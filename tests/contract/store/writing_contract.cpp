// Groups: isolation of each work, order, many threads, bulk.
#include <atomic>
#include <barrier>
#include <thread>

#include "contract/store/contract.hpp"

namespace taxgate::store::contract {
namespace {

TEST_P(StoreContract, a_work_sees_its_own_writes_and_readers_do_not_before_the_commit) {
  auto row = person_row(bureau, 1);
  with([&](Transaction& tx) {
    row.id = tx.insert(row);
    EXPECT_EQ(tx.person(row.id), row);
    EXPECT_EQ(tx.person_by_document(bureau, row.document_index), row);
    std::jthread([&] { EXPECT_EQ(store->reader().person(row.id), std::nullopt); }).join();
  });
  EXPECT_EQ(reader().person(row.id), row);
}

TEST_P(StoreContract, a_snapshot_sees_one_commit_until_its_outermost_end) {
  const auto add = [&](int number) { with([&](Transaction& tx) { tx.insert(person_row(bureau, number)); }); };
  const auto known = [&](int number) {
    return reader().person_by_document(bureau, person_row(bureau, number).document_index).has_value();
  };
  add(1);
  {
    const Snapshot outer(reader());
    EXPECT_TRUE(known(1));  // what is read first settles which commit it is
    add(2);
    {
      const Snapshot inner(reader());
    }
    EXPECT_FALSE(known(2));
  }
  EXPECT_TRUE(known(2));
}

/// Holds the writer until it is told, so that what is queued meanwhile becomes one group.
class Gate {
 public:
  explicit Gate(Store& store) {
    held_ = store.write([&](Transaction&) {
      entered_.set_value();
      opened_.get_future().wait();
    });
    entered_.get_future().wait();
  }
  void open() {
    opened_.set_value();
    held_.get();
  }

 private:
  std::promise<void> entered_;
  std::promise<void> opened_;
  std::future<void> held_;
};

TEST_P(StoreContract, a_work_that_throws_leaves_the_others_of_its_group_untouched) {
  Gate gate(*store);
  std::vector<std::future<void>> works;
  for (int i = 0; i < 10; ++i) {
    works.push_back(store->write([this, i](Transaction& tx) {
      tx.insert(person_row(bureau, i));
      tx.append(event(bureau, std::to_string(i)));
      if (i % 3 == 1) {
        throw std::domain_error("refused");
      }
      if (i % 3 == 2) {
        tx.insert(person_row(bureau, 0));  // taken
      }
    }));
  }
  gate.open();
  std::vector<std::string> logged;
  for (int i = 0; i < 10; ++i) {
    const auto index = octets("document " + std::to_string(i));
    if (i % 3 == 0) {
      EXPECT_NO_THROW(works[i].get());
      logged.push_back(std::to_string(i));
    } else if (i % 3 == 1) {
      EXPECT_THROW(works[i].get(), std::domain_error);
    } else {
      EXPECT_THROW(works[i].get(), Conflict);
    }
    EXPECT_EQ(reader().person_by_document(bureau, index).has_value(), i % 3 == 0) << i;
  }
  std::vector<std::string> stored;
  for (const auto& row : reader().audit_entries(1, 100)) {
    stored.push_back(row.kind);
  }
  EXPECT_EQ(stored, logged);
}

TEST_P(StoreContract, a_work_may_go_on_after_a_conflict_that_it_caught) {
  add_person(bureau, 1);
  with([&](Transaction& tx) {
    tx.insert(person_row(bureau, 2));
    EXPECT_THROW(tx.insert(person_row(bureau, 1)), Conflict);
    tx.insert(person_row(bureau, 3));
  });
  EXPECT_TRUE(reader().person_by_document(bureau, octets("document 2")));
  EXPECT_TRUE(reader().person_by_document(bureau, octets("document 3")));
}

TEST_P(StoreContract, works_run_in_the_order_in_which_they_came) {
  std::vector<int> ran;
  std::vector<std::future<void>> works;
  for (int i = 0; i < 1000; ++i) {
    works.push_back(store->write([&ran, i](Transaction&) { ran.push_back(i); }));
  }
  works.back().get();
  std::vector<int> expected(1000);
  std::ranges::generate(expected, [i = 0]() mutable { return i++; });
  EXPECT_EQ(ran, expected);
}

TEST_P(StoreContract, what_a_work_holds_is_gone_when_its_caller_goes_on) {
  const auto held = std::make_shared<int>(1);
  store->commit([held](Transaction&) {});
  EXPECT_EQ(held.use_count(), 1);
}

TEST_P(StoreContract, many_threads_write_and_each_reads_its_own_commit) {
  constexpr int kThreads = 16;
  constexpr int kEach = 40;
  std::atomic<int> lost = 0;
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < kThreads; ++t) {
      threads.emplace_back([&, t] {
        for (int i = 0; i < kEach; ++i) {
          auto row = person_row(bureau, (t * kEach) + i);
          store->commit([&](Transaction& tx) {
            row.id = tx.insert(row);
            tx.append(event(bureau, "made", {}, row.id));
          });
          lost += store->reader().person(row.id) == row ? 0 : 1;
        }
      });
    }
  }
  EXPECT_EQ(lost, 0);
  const auto log = reader().audit_entries(1, 10'000);
  ASSERT_EQ(log.size(), std::size_t{kThreads * kEach});
  for (std::size_t i = 0; i < log.size(); ++i) {
    EXPECT_EQ(log[i].seq, static_cast<std::int64_t>(i) + 1);
  }
}

TEST_P(StoreContract, of_many_that_count_at_once_none_is_lost) {
  constexpr int kThreads = 8;
  constexpr int kEach = 25;
  const auto subject = octets("s");
  const auto count_one = [&] {
    for (;;) {
      auto row = store->reader().counter(bureau, "password", subject);
      CounterRow next = row.value_or(CounterRow{.bureau = bureau, .method = "password", .subject = subject});
      ++next.count;
      try {
        store->commit([&](Transaction& tx) { tx.put(next); });
        return;
      } catch (const Conflict&) {
        continue;
      }
    }
  };
  {
    std::barrier start(kThreads);
    std::vector<std::jthread> threads;
    for (int t = 0; t < kThreads; ++t) {
      threads.emplace_back([&] {
        start.arrive_and_wait();
        for (int i = 0; i < kEach; ++i) {
          count_one();
        }
      });
    }
  }
  EXPECT_EQ(reader().counter(bureau, "password", subject)->count, kThreads * kEach);
}

TEST_P(StoreContract, bulk_is_alone_and_all_or_nothing) {
  constexpr int kRows = 5000;
  auto done = store->bulk([&](Transaction& tx) {
    for (int i = 0; i < kRows; ++i) {
      const auto person = tx.upsert(person_row(bureau, i)).id;
      const auto taxpayer = tx.upsert(taxpayer_row(bureau, i)).id;
      auto mandate = mandate_row(bureau, taxpayer, person);
      tx.reserve_mandate(mandate);
      tx.insert(mandate);
    }
  });
  auto after = store->write(
      [&](Transaction& tx) { EXPECT_TRUE(tx.person_by_document(bureau, octets("document 4999"))); });
  done.get();
  after.get();
  EXPECT_THROW(store
                   ->bulk([&](Transaction& tx) {
                     tx.insert(person_row(bureau, kRows));
                     throw std::domain_error("row 2 is bad");
                   })
                   .get(),
               std::domain_error);
  EXPECT_EQ(reader().person_by_document(bureau, octets("document 5000")), std::nullopt);
  const auto last = reader().person_by_document(bureau, octets("document 4999"));
  ASSERT_TRUE(last);
  EXPECT_EQ(reader().mandates_of(last->id).size(), 1U);
}

TEST_P(StoreContract, what_is_queued_is_done_before_the_store_closes) {
  std::vector<std::future<void>> works;
  works.reserve(500);
  for (int i = 0; i < 500; ++i) {
    works.push_back(store->write([this, i](Transaction& tx) { tx.insert(person_row(bureau, i)); }));
  }
  reopen();
  for (auto& work : works) {
    EXPECT_NO_THROW(work.get());
  }
  EXPECT_TRUE(reader().person_by_document(bureau, octets("document 499")));
}

TEST_P(StoreContract, a_thread_may_use_two_stores_and_outlive_one) {
  const auto person = add_person(bureau, 1);
  const auto second_backend = GetParam().make();
  ChainSealer second_sealer;
  auto second = second_backend->open(second_sealer);
  EXPECT_EQ(second->reader().person(person), std::nullopt);
  EXPECT_TRUE(reader().person(person));
  second.reset();
  EXPECT_TRUE(reader().person(person));
  second = second_backend->open(second_sealer);
  EXPECT_EQ(second->reader().person(person), std::nullopt);
}

}  // namespace
}  // namespace taxgate::store::contract
