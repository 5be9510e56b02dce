#include "store/sqlite/db.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cassert>
#include <system_error>

#include "store/sqlite/error.hpp"
#include "store/store.hpp"

namespace taxgate::store::sqlite {
namespace {

constexpr int kBusyMillis = 5000;
constexpr std::int64_t kJournalBytes = 64 << 20;  // what a grown WAL is cut to once it is written back

/// SQLite gives the WAL and the shared memory the mode of the database, so this one call covers all three.
void make_private(const std::filesystem::path& file) {
  const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0 || ::fchmod(fd, 0600) != 0) {
    const std::string why = std::generic_category().message(errno);
    if (fd >= 0) {
      ::close(fd);
    }
    throw Failure(fmt::format("{}: {}", file.string(), why));
  }
  ::close(fd);
}

std::string uri_of(const std::filesystem::path& file) {
  std::string uri = "file:";
  for (const char c : file.string()) {
    if (c == '%' || c == '?' || c == '#') {
      uri += fmt::format("%{:02x}", static_cast<unsigned>(c));
    } else {
      uri += c;
    }
  }
  return uri + "?immutable=1";
}

int flags_of(Access access) {
  const int common = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  switch (access) {
    case Access::kWrite:
      return common | SQLITE_OPEN_READWRITE;
    case Access::kRead:
      return common | SQLITE_OPEN_READONLY;
    case Access::kFrozen:
      return common | SQLITE_OPEN_READONLY | SQLITE_OPEN_URI;
  }
  return common;
}

/// SQLite's memory statistics take one mutex of the whole process for every allocation; nobody reads them.
void drop_statistics() {
  [[maybe_unused]] static const int kOnce = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

}  // namespace

void Db::Close::operator()(sqlite3* db) const noexcept {
  [[maybe_unused]] const int code = sqlite3_close(db);
  assert(code == SQLITE_OK);
}

Db::Db(const std::filesystem::path& file, Access access, int cache) {
  drop_statistics();
  if (access == Access::kWrite) {
    make_private(file);
  }
  sqlite3* db = nullptr;
  const std::string name = access == Access::kFrozen ? uri_of(file) : file.string();
  const int code = sqlite3_open_v2(name.c_str(), &db, flags_of(access), nullptr);
  db_.reset(db);
  if (code != SQLITE_OK) {
    raise(nullptr, code, file.string());
  }
  configure(access);
  cache_kib(cache);
}

Db::~Db() { cache_.clear(); }

void Db::configure(Access access) {
  sqlite3_busy_timeout(handle(), kBusyMillis);
  sqlite3_db_config(handle(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  // Without it a statement whose parameter might prove a partial index is compiled anew at every binding.
  sqlite3_db_config(handle(), SQLITE_DBCONFIG_ENABLE_QPSG, 1, nullptr);
  // No mmap_size: a reader unmaps the whole file whenever somebody else has committed, and pays the page
  // faults.
  script(
      "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA foreign_keys = ON;"
      "PRAGMA temp_store = MEMORY;");
  const std::string id = ask("PRAGMA application_id");
  const bool fresh = ask("PRAGMA schema_version") == "0";
  if (!fresh && id != std::to_string(kApplicationId)) {
    throw Failure("the database is not one of taxgate's", Failure::Kind::kCorrupt);
  }
  if (access != Access::kWrite) {
    return;
  }
  if (fresh) {
    script(fmt::format("PRAGMA application_id = {};", kApplicationId));
  }
  if (ask("PRAGMA journal_mode = WAL") != "wal") {
    throw Failure("the file system of the data directory cannot hold a write-ahead log");
  }
  script(fmt::format("PRAGMA synchronous = FULL; PRAGMA journal_size_limit = {};", kJournalBytes));
}

void Db::cache_kib(int kib) { script(fmt::format("PRAGMA cache_size = -{};", kib)); }

void Db::script(const std::string& sql) {
  const int code = sqlite3_exec(handle(), sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) {
    raise(handle(), code, "script");
  }
}

std::string Db::ask(const std::string& sql) {
  sqlite3_stmt* raw = nullptr;
  const int code = sqlite3_prepare_v2(handle(), sql.c_str(), -1, &raw, nullptr);
  const Prepared statement(raw);
  if (code != SQLITE_OK) {
    raise(handle(), code, "prepare");
  }
  Query query(statement.get());
  return query.next() ? query.get<std::string>(0) : std::string();
}

sqlite3_stmt* Db::prepared(SqlText sql) {
  auto& entry = cache_[sql.view().data()];
  if (!entry) {
    sqlite3_stmt* raw = nullptr;
    const int code = sqlite3_prepare_v3(handle(), sql.view().data(), static_cast<int>(sql.view().size()),
                                        SQLITE_PREPARE_PERSISTENT, &raw, nullptr);
    entry.reset(raw);
    if (code != SQLITE_OK) {
      raise(handle(), code, "prepare");
    }
  }
  return entry.get();
}

int Db::changes() const { return sqlite3_changes(handle()); }
std::int64_t Db::last_id() const { return sqlite3_last_insert_rowid(handle()); }
bool Db::in_transaction() const { return sqlite3_get_autocommit(handle()) == 0; }

std::vector<std::string_view> Db::statements() const {
  std::vector<std::string_view> texts;
  texts.reserve(cache_.size());
  for (const auto& entry : cache_) {
    texts.emplace_back(entry.first);  // Sql ends with a NUL
  }
  return texts;
}

}  // namespace taxgate::store::sqlite
