// kill -9 at any point loses nothing that was acknowledged.
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <random>

#include "unit/store/fixture.hpp"

namespace taxgate::store::sqlite {
namespace {

using contract::event;

class Crash : public StoreFiles {
 protected:
  static constexpr int kThreads = 8;

  /// The child: threads that write and tell the pipe each number after its commit; until it is killed.
  [[noreturn]] void write_for_ever(int pipe, int round) {
    auto store = open();
    BureauId bureau;
    store->commit([&](Transaction& tx) { bureau = tx.put_bureau("here"); });
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
      threads.emplace_back([&, t] {
        for (int i = 0;; ++i) {
          const int number = (((round * kThreads) + t) << 20) + i;
          store->commit([&](Transaction& tx) {
            tx.insert(contract::person_row(bureau, number));
            tx.append(event(bureau, "made " + std::to_string(number)));
          });
          if (::write(pipe, &number, sizeof number) != sizeof number) {
            ::_exit(1);
          }
        }
      });
    }
    for (auto& thread : threads) {
      thread.join();
    }
    ::_exit(1);
  }

  /// Lets a child write until it has acknowledged `enough`, kills it, and returns all that it acknowledged.
  std::vector<int> round(int number, int enough) {
    std::array<int, 2> ends{};
    EXPECT_EQ(::pipe(ends.data()), 0);
    const pid_t child = ::fork();
    if (child == 0) {
      ::close(ends[0]);
      write_for_ever(ends[1], number);
    }
    ::close(ends[1]);
    std::vector<int> acknowledged;
    int value = 0;
    while (::read(ends[0], &value, sizeof value) == sizeof value) {
      acknowledged.push_back(value);
      if (static_cast<int>(acknowledged.size()) == enough) {
        ::kill(child, SIGKILL);  // the pipe still holds what came meanwhile; the loop reads it to its end
      }
    }
    ::close(ends[0]);
    int status = 0;
    EXPECT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) << status;
    return acknowledged;
  }

  void check(const std::vector<int>& acknowledged) {
    const auto store = open();
    auto& reader = store->reader();
    const auto bureau = reader.bureau("here");
    ASSERT_TRUE(bureau);
    for (const int number : acknowledged) {
      EXPECT_TRUE(reader.person_by_document(*bureau, contract::octets("document " + std::to_string(number))));
    }
    auto log = reader.audit_entries(1, 10'000'000);
    EXPECT_GE(log.size(), acknowledged.size());
    for (std::size_t i = 0; i < log.size(); ++i) {
      ASSERT_EQ(log[i].seq, static_cast<std::int64_t>(i) + 1);
    }
    contract::ChainSealer again;
    const auto stored = log;
    EXPECT_EQ(again.seal(log, {}).head, reader.audit_head());
    EXPECT_EQ(log, stored);
    Db db(file(), Access::kRead, 1024);
    EXPECT_EQ(db.ask("PRAGMA integrity_check"), "ok");
    // A person and the event of it are one unit.
    EXPECT_EQ(db.ask("SELECT count(*) FROM person"), std::to_string(log.size()));
  }
};

TEST_F(Crash, kill_9_loses_nothing_acknowledged) {
  std::mt19937 random(std::random_device{}());
  std::vector<int> acknowledged;
  for (int i = 0; i < 12; ++i) {
    const int enough = std::uniform_int_distribution(1, 400)(random);
    SCOPED_TRACE("round " + std::to_string(i) + ", killed after " + std::to_string(enough));
    const auto more = round(i, enough);
    EXPECT_GE(more.size(), static_cast<std::size_t>(enough));
    acknowledged.insert(acknowledged.end(), more.begin(), more.end());
    check(acknowledged);
  }
}

}  // namespace
}  // namespace taxgate::store::sqlite
