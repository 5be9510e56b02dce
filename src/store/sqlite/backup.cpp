#include "store/sqlite/backup.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "store/sqlite/error.hpp"
#include "store/sqlite/sizes.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace taxgate::store::sqlite {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& path) {
  throw Failure(fmt::format("{}: {}", path.string(), std::generic_category().message(errno)));
}

void sync(const fs::path& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool synced = fd >= 0 && ::fsync(fd) == 0;
  if (fd >= 0) {
    ::close(fd);
  }
  if (!synced) {
    fail(path);
  }
}

/// All pages in one step: under steady writing a copy in pieces would begin anew at each commit.
void copy_pages(Db& from, Db& to) {
  sqlite3_backup* job = sqlite3_backup_init(to.handle(), "main", from.handle(), "main");
  if (job == nullptr) {
    raise(to.handle(), sqlite3_extended_errcode(to.handle()), "backup");
  }
  sqlite3_backup_step(job, -1);
  const int code = sqlite3_backup_finish(job);
  if (code != SQLITE_OK) {
    raise(to.handle(), code, "backup");
  }
}

void copy_to(const fs::path& directory, const fs::path& part) {
  Db from(database_file(directory), Access::kRead, kReaderCacheKib);
  Db to(part, Access::kWrite, kReaderCacheKib);
  copy_pages(from, to);
  // One file, without a log beside it.
  if (to.ask("PRAGMA journal_mode = DELETE") != "delete" || to.ask("PRAGMA quick_check(1)") != "ok") {
    throw Failure("the backup is not sound", Failure::Kind::kCorrupt);
  }
}

}  // namespace

void backup(const fs::path& directory, const fs::path& target) {
  if (fs::exists(target)) {
    throw Failure(fmt::format("{}: exists already", target.string()));
  }
  auto part = target;
  part += ".part";
  std::error_code ignored;
  fs::remove(part, ignored);
  try {
    copy_to(directory, part);
    sync(part);
    if (::link(part.c_str(), target.c_str()) !=
        0) {  // unlike a renaming, never over a file that came meanwhile
      fail(target);
    }
  } catch (...) {
    fs::remove(part, ignored);
    throw;
  }
  fs::remove(part, ignored);
  sync(fs::absolute(target).parent_path());
}

}  // namespace taxgate::store::sqlite
