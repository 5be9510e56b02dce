// Opening a data directory: modes, the lock, files that are not ours.
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "store/sqlite/migrate.hpp"
#include "unit/store/fixture.hpp"

namespace taxgate::store::sqlite {
namespace {

using Open = StoreFiles;
using testing::HasSubstr;

mode_t mode_of(const std::filesystem::path& path) {
  struct stat info{};
  EXPECT_EQ(::stat(path.c_str(), &info), 0) << path;
  return info.st_mode & 0777U;
}

TEST_F(Open, makes_files_that_only_the_owner_reads) {
  const auto store = open();
  store->commit([](Transaction& tx) { tx.put_bureau("here"); });
  EXPECT_EQ(mode_of(dir()), 0700U);
  for (const auto& entry : std::filesystem::directory_iterator(dir())) {
    EXPECT_EQ(mode_of(entry.path()), 0600U) << entry.path();
  }
}

TEST_F(Open, writes_durably) {
  Db db(scratch.path() / "x.db", Access::kWrite, 1024);
  EXPECT_EQ(db.ask("PRAGMA journal_mode"), "wal");
  EXPECT_EQ(db.ask("PRAGMA synchronous"), "2");
  EXPECT_EQ(db.ask("PRAGMA foreign_keys"), "1");
  EXPECT_EQ(db.ask("PRAGMA application_id"), std::to_string(kApplicationId));
}

TEST_F(Open, every_table_is_strict) {
  open();
  Db db(file(), Access::kRead, 1024);
  EXPECT_EQ(db.ask("SELECT group_concat(name) FROM pragma_table_list "
                   "WHERE type = 'table' AND NOT strict AND name NOT LIKE 'sqlite_%'"),
            "");
  EXPECT_GE(std::stoi(db.ask("SELECT count(*) FROM pragma_table_list WHERE strict")), 14);
}

TEST_F(Open, a_second_process_is_refused_with_one_clear_message) {
  const auto store = open();
  try {
    open();
    FAIL();
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.kind, Failure::Kind::kBusy);
    EXPECT_THAT(failure.what(), HasSubstr(dir().string()));
    EXPECT_THAT(failure.what(), HasSubstr("in use by another taxgate process"));
    EXPECT_THAT(failure.what(), HasSubstr(std::to_string(::getpid())));
  }
}

TEST_F(Open, the_lock_ends_with_the_store) {
  open().reset();
  EXPECT_NO_THROW(open());
}

TEST_F(Open, a_reader_opens_beside_a_running_server_and_without_one) {
  auto store = open();
  store->commit([](Transaction& tx) { tx.put_bureau("here"); });
  const auto beside = open_read_only(dir());
  EXPECT_TRUE(beside->reader().bureau("here"));
  store->commit([](Transaction& tx) { tx.put_bureau("there"); });
  EXPECT_TRUE(beside->reader().bureau("there"));
  store.reset();
  EXPECT_TRUE(open_read_only(dir())->reader().bureau("there"));
}

TEST_F(Open, a_reader_cannot_write) {
  open();
  const auto connection = open_read_only(dir());
  EXPECT_THROW(connection->db().script("INSERT INTO bureau (code) VALUES ('x')"), Failure);
}

TEST_F(Open, a_reader_does_not_make_a_database) {
  EXPECT_THROW(open_read_only(dir()), Failure);
  EXPECT_FALSE(std::filesystem::exists(file()));
}

TEST_F(Open, a_closed_database_is_readable_as_one_frozen_file) {
  open()->commit([](Transaction& tx) { tx.put_bureau("here"); });
  const auto copy = scratch.path() / "100% #1?.db";
  std::filesystem::copy_file(file(), copy);
  ReadingConnection connection(copy, Access::kFrozen);
  EXPECT_TRUE(connection.reader().bureau("here"));
  EXPECT_FALSE(std::filesystem::exists(copy.string() + "-shm"));
}

TEST_F(Open, a_file_that_is_no_database_is_refused) {
  std::filesystem::create_directory(dir());
  std::ofstream(file()) << std::string(8192, 'x');
  EXPECT_EQ(failure_of([&] { open(); }), Failure::Kind::kCorrupt);
}

TEST_F(Open, another_programs_database_is_refused) {
  std::filesystem::create_directory(dir());
  {
    Db db(file(), Access::kWrite, 1024);
    db.script("PRAGMA application_id = 7; CREATE TABLE t (x)");
  }
  EXPECT_EQ(failure_of([&] { open(); }), Failure::Kind::kCorrupt);
}

TEST_F(Open, a_damaged_page_is_reported_as_corruption) {
  {
    const auto store = open();
    store->commit([](Transaction& tx) {
      for (int i = 0; i < 1000; ++i) {
        tx.put_bureau("bureau " + std::to_string(i));
      }
    });
  }
  {
    std::fstream damage(file(), std::ios::in | std::ios::out | std::ios::binary);
    damage.seekp(4096);
    damage << std::string(static_cast<std::size_t>(std::filesystem::file_size(file())) - 4096, '\x55');
  }
  EXPECT_EQ(failure_of([&] {
              const auto store = open();
              store->reader().bureau("bureau 500");
            }),
            Failure::Kind::kCorrupt);
}

TEST_F(Open, a_directory_that_cannot_be_made_is_a_failure_that_names_it) {
  std::ofstream(scratch.path() / "file") << "x";
  try {
    const SqliteStore store(scratch.path() / "file" / "data", sealer);
    FAIL();
  } catch (const Failure& failure) {
    EXPECT_THAT(failure.what(), HasSubstr("file/data"));
  }
}

}  // namespace
}  // namespace taxgate::store::sqlite
