#pragma once
// The embedded store: DIR/taxgate.db, one process, one writing thread, a reading connection for every thread.
#include <filesystem>
#include <memory>

#include "store/sqlite/lock.hpp"
#include "store/sqlite/readers.hpp"
#include "store/sqlite/writer.hpp"
#include "store/store.hpp"

namespace taxgate::store::sqlite {

std::filesystem::path database_file(const std::filesystem::path& directory);

class SqliteStore final : public Store {
 public:
  /// Makes what is missing and brings the schema forward. Throws Failure: kBusy when another process has the
  /// directory, kSchema when a newer version made the database, kCorrupt when the file is damaged or not
  /// ours.
  SqliteStore(const std::filesystem::path& directory, AuditSealer& sealer, WriterLimits limits = {});

  Reader& reader() override { return readers_->mine(); }
  std::future<void> write(Work work) override { return writer_.add(std::move(work), false); }
  std::future<void> bulk(Work work) override { return writer_.add(std::move(work), true); }

  WriteStats write_stats() const override { return writer_.stats(); }

  /// Finishes what is queued; everything that comes later is a Failure (kStopped). Reading goes on. The
  /// destructor does it too.
  void stop() { writer_.stop(); }
  /// See backup.hpp; from any thread.
  void backup_to(const std::filesystem::path& target);

 private:
  const std::filesystem::path directory_;
  DirectoryLock lock_;
  Db db_;  // the writer's; closed after the readers, so that it writes the log back
  Writer writer_;
  std::shared_ptr<ReaderPool> readers_;
};

/// The data directory's database for one thread, read-only, beside a running server or without one. Throws
/// Failure: not there, of another schema version, damaged.
std::unique_ptr<ReadingConnection> open_read_only(const std::filesystem::path& directory);

}  // namespace taxgate::store::sqlite
