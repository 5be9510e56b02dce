#include "store/sqlite/migrate.hpp"

#include <fmt/format.h>

#include "store/store.hpp"

namespace taxgate::store::sqlite {
namespace {

constexpr Sql kHasRecord{"SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'schema_migration'"};
constexpr Sql kMakeRecord{
    "CREATE TABLE IF NOT EXISTS schema_migration ("
    "version INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL) STRICT"};
constexpr Sql kApplied{"SELECT version, checksum FROM schema_migration ORDER BY version"};
constexpr Sql kRecord{"INSERT INTO schema_migration (version, name, checksum) VALUES (?1, ?2, ?3)"};

Failure wrong_schema(const std::string& why) { return Failure(why, Failure::Kind::kSchema); }

/// How many of `known` are applied.
std::size_t applied(Db& db, std::span<const Migration> known) {
  if (!db.query(kHasRecord).next()) {
    return 0;
  }
  std::size_t count = 0;
  Query query = db.query(kApplied);
  while (query.next()) {
    if (count == known.size()) {
      throw wrong_schema("the database was made by a newer version of taxgate; use that version");
    }
    const Migration& expected = known[count];
    if (query.get<int>(0) != expected.version || query.get<std::string>(1) != expected.checksum) {
      throw wrong_schema(fmt::format("migration {} of the database is not the one of this version of taxgate",
                                     expected.name));
    }
    ++count;
  }
  return count;
}

void apply(Db& db, const Migration& migration) {
  db.script("BEGIN IMMEDIATE");
  try {
    db.script(std::string(migration.sql));
    if (!db.ask("PRAGMA foreign_key_check").empty()) {
      throw wrong_schema(fmt::format("migration {} leaves rows that point nowhere", migration.name));
    }
    db.run(kRecord, migration.version, migration.name, migration.checksum);
    db.script("COMMIT");
  } catch (...) {
    if (db.in_transaction()) {
      db.script("ROLLBACK");
    }
    throw;
  }
}

}  // namespace

void migrate(Db& db, std::span<const Migration> known) {
  const std::size_t done = applied(db, known);
  if (done == known.size()) {
    return;
  }
  db.run(kMakeRecord);
  // A migration that rebuilds a table drops the old one, which must not be taken for a loss of its rows'
  // children; the pragma does nothing inside a transaction, hence here.
  db.script("PRAGMA foreign_keys = OFF");
  for (const Migration& migration : known.subspan(done)) {
    apply(db, migration);
  }
  db.script("PRAGMA foreign_keys = ON");
}

void require_current(Db& db, std::span<const Migration> known) {
  if (applied(db, known) != known.size()) {
    throw wrong_schema(
        "the database is of an older version of taxgate; start the server once to bring it forward");
  }
}

}  // namespace taxgate::store::sqlite
