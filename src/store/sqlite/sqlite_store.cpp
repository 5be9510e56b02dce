#include "store/sqlite/sqlite_store.hpp"

#include "store/sqlite/backup.hpp"
#include "store/sqlite/migrate.hpp"
#include "store/sqlite/sizes.hpp"

namespace taxgate::store::sqlite {
namespace {

Db& migrated(Db& db) {
  migrate(db, embedded_migrations());
  return db;
}

std::unique_ptr<ReadingConnection> checked(const std::filesystem::path& file, Access access) {
  auto connection = std::make_unique<ReadingConnection>(file, access);
  require_current(connection->db(), embedded_migrations());
  return connection;
}

}  // namespace

std::filesystem::path database_file(const std::filesystem::path& directory) {
  return directory / "taxgate.db";
}

SqliteStore::SqliteStore(const std::filesystem::path& directory, AuditSealer& sealer, WriterLimits limits)
    : directory_(directory),
      lock_(directory),
      db_(database_file(directory), Access::kWrite, kWriterCacheKib),
      writer_(migrated(db_), sealer, limits),
      readers_(std::make_shared<ReaderPool>(database_file(directory))) {}

void SqliteStore::backup_to(const std::filesystem::path& target) { backup(directory_, target); }

std::unique_ptr<ReadingConnection> open_read_only(const std::filesystem::path& directory) {
  const auto file = database_file(directory);
  try {
    return checked(file, Access::kRead);
  } catch (const Failure& failure) {
    // On read-only media SQLite cannot make the shared memory that a log needs; without a log none is needed.
    auto log = file;
    log += "-wal";
    if (failure.kind != Failure::Kind::kOther || !std::filesystem::exists(file) ||
        std::filesystem::exists(log)) {
      throw;
    }
  }
  return checked(file, Access::kFrozen);
}

}  // namespace taxgate::store::sqlite
