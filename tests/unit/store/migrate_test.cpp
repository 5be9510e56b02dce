// Migrations go forward only, once each, and never changed.
#include "store/sqlite/migrate.hpp"

#include "unit/store/fixture.hpp"

namespace taxgate::store::sqlite {
namespace {

class Migrations : public StoreFiles {
 protected:
  Db db{scratch.path() / "m.db", Access::kWrite, 1024};
  const Migration one{1, "0001_one", "aa",
                      "CREATE TABLE one (x INTEGER PRIMARY KEY) STRICT; INSERT INTO one VALUES (1);"};
  const Migration two{2, "0002_two", "bb", "CREATE TABLE two (x INTEGER REFERENCES one (x)) STRICT;"};
};

TEST_F(Migrations, those_built_in_are_numbered_without_a_gap) {
  int version = 0;
  for (const auto& migration : embedded_migrations()) {
    EXPECT_EQ(migration.version, ++version);
    EXPECT_EQ(migration.checksum.size(), 64U);
    EXPECT_FALSE(migration.sql.empty());
  }
  EXPECT_GE(version, 1);
}

TEST_F(Migrations, each_is_applied_once) {
  migrate(db, std::array{one});
  migrate(db, std::array{one});
  EXPECT_EQ(db.ask("SELECT count(*) FROM one"), "1");
  migrate(db, std::array{one, two});
  EXPECT_EQ(db.ask("SELECT count(*) FROM two"), "0");
  EXPECT_EQ(db.ask("SELECT group_concat(version || name || checksum) FROM schema_migration"),
            "10001_oneaa,20002_twobb");
  EXPECT_EQ(db.ask("PRAGMA foreign_keys"), "1");
}

TEST_F(Migrations, a_newer_schema_is_refused) {
  migrate(db, std::array{one, two});
  EXPECT_EQ(failure_of([&] { migrate(db, std::array{one}); }), Failure::Kind::kSchema);
  EXPECT_EQ(failure_of([&] { require_current(db, std::array{one}); }), Failure::Kind::kSchema);
}

TEST_F(Migrations, an_older_schema_is_refused_by_readers) {
  migrate(db, std::array{one});
  EXPECT_EQ(failure_of([&] { require_current(db, std::array{one, two}); }), Failure::Kind::kSchema);
  EXPECT_NO_THROW(require_current(db, std::array{one}));
}

TEST_F(Migrations, a_changed_migration_is_refused) {
  migrate(db, std::array{one});
  auto changed = one;
  changed.checksum = "cc";
  EXPECT_EQ(failure_of([&] { migrate(db, std::array{changed, two}); }), Failure::Kind::kSchema);
  EXPECT_EQ(db.ask("SELECT count(*) FROM schema_migration"), "1");
}

TEST_F(Migrations, one_that_fails_leaves_the_database_as_it_was) {
  const Migration broken{2, "0002_two", "bb", "CREATE TABLE two (x) STRICT; DROP TABLE one; nonsense;"};
  EXPECT_THROW(migrate(db, std::array{one, broken}), Failure);
  EXPECT_EQ(db.ask("SELECT count(*) FROM one"), "1");
  EXPECT_EQ(db.ask("SELECT count(*) FROM schema_migration"), "1");
  EXPECT_FALSE(db.in_transaction());
}

TEST_F(Migrations, one_may_rebuild_a_table_that_others_point_to) {
  const Migration rebuild{
      3, "0003_rebuild", "cc",
      "CREATE TABLE n (x INTEGER PRIMARY KEY, y TEXT) STRICT; INSERT INTO n SELECT x, '' FROM one;"
      "DROP TABLE one; ALTER TABLE n RENAME TO one;"};
  migrate(db, std::array{one, two});
  db.script("INSERT INTO two VALUES (1)");
  migrate(db, std::array{one, two, rebuild});
  EXPECT_EQ(db.ask("SELECT count(*) FROM two JOIN one USING (x)"), "1");
}

TEST_F(Migrations, one_that_leaves_rows_pointing_nowhere_is_undone) {
  const Migration careless{3, "0003_careless", "cc", "DELETE FROM one;"};
  migrate(db, std::array{one, two});
  db.script("INSERT INTO two VALUES (1)");
  EXPECT_EQ(failure_of([&] { migrate(db, std::array{one, two, careless}); }), Failure::Kind::kSchema);
  EXPECT_EQ(db.ask("SELECT count(*) FROM one"), "1");
}

}  // namespace
}  // namespace taxgate::store::sqlite
