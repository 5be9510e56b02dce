// A backup of a store that is being written.
#include "store/sqlite/backup.hpp"

#include <sys/stat.h>

#include <atomic>
#include <fstream>

#include "unit/store/fixture.hpp"

namespace taxgate::store::sqlite {
namespace {

namespace fs = std::filesystem;
using contract::event;
using Backup = StoreFiles;

TEST_F(Backup, holds_all_that_was_acknowledged_before_it_began) {
  const auto store = open();
  const auto bureau = [&] {
    BureauId id;
    store->commit([&](Transaction& tx) { id = tx.put_bureau("here"); });
    return id;
  }();
  std::atomic<bool> enough = false;
  std::atomic<int> acknowledged = 0;
  std::thread writer([&] {
    while (!enough) {
      store->commit([&](Transaction& tx) {
        tx.insert(contract::person_row(bureau, acknowledged));
        tx.append(event(bureau, "made"));
      });
      ++acknowledged;
    }
  });
  while (acknowledged < 20) {
    std::this_thread::yield();
  }
  const int before = acknowledged;
  fs::create_directory(scratch.path() / "copy");
  const auto target = database_file(scratch.path() / "copy");
  store->backup_to(target);
  enough = true;
  writer.join();

  struct stat info{};
  ASSERT_EQ(::stat(target.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777U, 0600U);
  EXPECT_EQ(std::distance(fs::directory_iterator(target.parent_path()), {}), 1);

  contract::ChainSealer other_sealer;
  SqliteStore copy(scratch.path() / "copy", other_sealer);
  const auto log = copy.reader().audit_entries(1, 1'000'000);
  EXPECT_GE(log.size(), static_cast<std::size_t>(before));
  EXPECT_EQ(log.size(), static_cast<std::size_t>(log.back().seq));
  EXPECT_TRUE(
      copy.reader().person_by_document(bureau, contract::octets("document " + std::to_string(before - 1))));
  copy.commit([&](Transaction& tx) { tx.append(event(bureau, "goes on")); });
}

TEST_F(Backup, never_writes_over_a_file) {
  const auto store = open();
  const auto target = scratch.path() / "copy.db";
  std::ofstream(target) << "precious";
  EXPECT_THROW(store->backup_to(target), Failure);
  EXPECT_EQ(fs::file_size(target), 8U);
}

TEST_F(Backup, leaves_nothing_behind_when_it_fails) {
  const auto store = open();
  EXPECT_THROW(store->backup_to(scratch.path() / "nowhere" / "copy.db"), Failure);
  EXPECT_THROW(backup(scratch.path() / "no-data", scratch.path() / "copy.db"), Failure);
  EXPECT_FALSE(fs::exists(scratch.path() / "copy.db"));
  EXPECT_FALSE(fs::exists(scratch.path() / "copy.db.part"));
}

}  // namespace
}  // namespace taxgate::store::sqlite
