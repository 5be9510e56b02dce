// A group whose transaction fails as a whole, on the writer's connection itself.
#include "store/sqlite/group.hpp"

#include <sqlite3.h>

#include "store/sqlite/migrate.hpp"
#include "unit/store/fixture.hpp"

namespace taxgate::store::sqlite {
namespace {

using contract::event;

class Group : public StoreFiles {
 protected:
  Group() { migrate(db, embedded_migrations()); }
  std::vector<std::future<void>> run(std::vector<Store::Work> works) {
    std::vector<Job> jobs;
    std::vector<std::future<void>> futures;
    for (auto& work : works) {
      futures.push_back(jobs.emplace_back(Job{.work = std::move(work)}).done.get_future());
    }
    run_group(db, sealer, jobs);
    return futures;
  }
  static Store::Work make(const std::string& code) {
    return [code](Transaction& tx) {
      tx.put_bureau(code);
      tx.append(event(BureauId{1}, code));
    };
  }

  Db db{scratch.path() / "g.db", Access::kWrite, 1024};
};

TEST_F(Group, a_commit_that_fails_is_the_failure_of_every_work) {
  sqlite3_commit_hook(db.handle(), [](void*) { return 1; }, nullptr);
  auto works = run({make("a"), [](Transaction&) { throw Conflict("own"); }, make("b")});
  for (auto& work : works) {
    EXPECT_EQ(failure_of([&] { work.get(); }), Failure::Kind::kConstraint);
  }
  EXPECT_FALSE(db.in_transaction());
  EXPECT_EQ(db.ask("SELECT count(*) FROM bureau"), "0");
  EXPECT_EQ(db.ask("SELECT count(*) FROM audit"), "0");
  EXPECT_TRUE(sealer.heads.empty());

  sqlite3_commit_hook(db.handle(), nullptr, nullptr);
  for (auto& work : run({make("a"), make("b")})) {
    EXPECT_NO_THROW(work.get());
  }
  EXPECT_EQ(db.ask("SELECT group_concat(seq || kind) FROM audit"), "1a,2b");
  EXPECT_EQ(sealer.heads.size(), 1U);
}

TEST_F(Group, another_writer_makes_it_busy_and_nothing_hangs) {
  Db rival(scratch.path() / "g.db", Access::kWrite, 1024);
  rival.script("BEGIN IMMEDIATE");
  sqlite3_busy_timeout(db.handle(), 1);
  auto works = run({make("a")});
  EXPECT_EQ(failure_of([&] { works[0].get(); }), Failure::Kind::kBusy);
  rival.script("ROLLBACK");
  EXPECT_NO_THROW(run({make("a")})[0].get());
}

TEST_F(Group, a_full_disk_is_told_and_what_is_told_stored_is_stored) {
  db.script("PRAGMA max_page_count = " + std::to_string(std::stoi(db.ask("PRAGMA page_count")) + 20));
  auto works = run({make("a"), make(std::string(1 << 20, 'x')), make("b")});
  EXPECT_EQ(failure_of([&] { works[1].get(); }), Failure::Kind::kFull);
  for (const int i : {0, 2}) {
    const bool told_stored = !failure_of([&] { works[i].get(); });
    const std::string code = i == 0 ? "a" : "b";
    EXPECT_EQ(db.ask("SELECT count(*) FROM bureau WHERE code = '" + code + "'"), told_stored ? "1" : "0");
  }
  EXPECT_FALSE(db.in_transaction());
  EXPECT_NO_THROW(run({make("c")})[0].get());
}

TEST_F(Group, the_log_cannot_be_rewritten_by_SQL) {
  run({make("a")})[0].get();
  EXPECT_THROW(db.script("UPDATE audit SET kind = 'b'"), Failure);
  EXPECT_THROW(db.script("DELETE FROM audit"), Failure);
  EXPECT_EQ(db.ask("SELECT kind FROM audit"), "a");
}

TEST_F(Group, a_work_that_throws_something_strange_is_refused_alone) {
  auto works = run({make("a"), [](Transaction&) { throw 7; }, make("b")});
  EXPECT_NO_THROW(works[0].get());
  EXPECT_THROW(works[1].get(), int);
  EXPECT_NO_THROW(works[2].get());
}

}  // namespace
}  // namespace taxgate::store::sqlite
