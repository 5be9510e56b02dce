// Databases of every released schema open, with their rows. schemas/NNNN.sql is a dump of a database made by
// the release whose last migration was NNNN; a release that adds a migration adds such a file
// (schemas/README.md) and nothing here.
#include <fstream>
#include <sstream>

#include "store/sqlite/migrate.hpp"
#include "unit/store/fixture.hpp"

namespace taxgate::store::sqlite {
namespace {

namespace fs = std::filesystem;

const fs::path kSchemas = fs::path(TAXGATE_SOURCE_DIR) / "tests/unit/store/schemas";

std::vector<std::string> released() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(kSchemas)) {
    if (entry.path().extension() == ".sql") {
      names.push_back(entry.path().stem().string());
    }
  }
  std::ranges::sort(names);
  return names;
}

/// Tables with their columns, and indexes with theirs: what a migrated database must share with a new one.
std::string shape_of(Db& db) {
  return db.ask(
      "SELECT group_concat(line, char(10)) FROM (SELECT line FROM ("
      "SELECT m.name || '.' || c.name || ' ' || c.type || ' ' || c.\"notnull\" || ' ' || c.pk AS line "
      "FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE "
      "'sqlite_%' "
      "UNION SELECT m.name || ' ' || i.name || ' ' || i.\"unique\" || ' ' || i.partial || ' ' || "
      "(SELECT group_concat(ifnull(name, 'expression')) FROM pragma_index_info(i.name)) "
      "FROM sqlite_schema m, pragma_index_list(m.name) i WHERE m.type = 'table' "
      "UNION SELECT type || ' ' || name FROM sqlite_schema WHERE type = 'trigger') ORDER BY line)");
}

class ReleasedSchema : public StoreFiles, public testing::WithParamInterface<std::string> {
 protected:
  void SetUp() override {
    fs::create_directory(dir());
    std::ostringstream dump;
    dump << std::ifstream(kSchemas / (GetParam() + ".sql")).rdbuf();
    Db db(file(), Access::kWrite, 1024);
    db.script("PRAGMA foreign_keys = OFF");
    db.script(dump.str());
  }
};

TEST_P(ReleasedSchema, is_brought_forward_with_its_rows) {
  auto store = open();
  auto& reader = store->reader();
  const auto bureau = reader.bureau("taiyuan");
  ASSERT_TRUE(bureau);
  const auto person = reader.person_by_username(*bureau, "林𠮷");
  ASSERT_TRUE(person);
  EXPECT_EQ(person->password_hash, "$argon2id$example");
  const auto taxpayer = reader.taxpayer_by_number(*bureau, "91140100MA0000000X");
  ASSERT_TRUE(taxpayer);
  EXPECT_EQ(reader.mandates_between(person->id, taxpayer->id).size(), 1U);
  EXPECT_EQ(reader.sessions_of(person->id, Time{}).size(), 1U);
  EXPECT_EQ(reader.consents_of(person->id).size(), 1U);
  EXPECT_EQ(reader.notices_of(person->id, true, 10).size(), 1U);
  EXPECT_EQ(reader.activity_of(person->id, 0, 10).size(), 2U);
  EXPECT_EQ(reader.audit_entries(1, 10).size(), 3U);

  store->commit([&](Transaction& tx) { tx.append(contract::event(*bureau, "after")); });
  EXPECT_EQ(reader.audit_entries(4, 10).size(), 1U);
  store.reset();
  Db db(file(), Access::kRead, 1024);
  EXPECT_EQ(db.ask("PRAGMA integrity_check"), "ok");
  EXPECT_EQ(db.ask("PRAGMA foreign_key_check"), "");
}

TEST_P(ReleasedSchema, becomes_the_schema_of_a_new_database) {
  open();
  const SqliteStore fresh(scratch.path() / "fresh", sealer);
  Db old_db(file(), Access::kRead, 1024);
  Db new_db(database_file(scratch.path() / "fresh"), Access::kRead, 1024);
  EXPECT_EQ(shape_of(old_db), shape_of(new_db));
  EXPECT_FALSE(shape_of(new_db).empty());
}

INSTANTIATE_TEST_SUITE_P(All, ReleasedSchema, testing::ValuesIn(released()),
                         [](const auto& param) { return param.param; });

TEST(ReleasedSchemas, every_migration_has_its_dump) {
  EXPECT_EQ(released().size(), embedded_migrations().size());
}

}  // namespace
}  // namespace taxgate::store::sqlite
