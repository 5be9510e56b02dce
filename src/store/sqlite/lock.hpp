#pragma once
// At most one server process writes to a data directory.
#include <filesystem>

namespace taxgate::store::sqlite {

/// Held until the object goes, or the process, however it ends.
class DirectoryLock {
 public:
  /// Makes the directory (mode 0700) when it is missing. Throws Failure: kBusy when another process holds it.
  explicit DirectoryLock(const std::filesystem::path& directory);
  ~DirectoryLock();
  DirectoryLock(const DirectoryLock&) = delete;
  DirectoryLock& operator=(const DirectoryLock&) = delete;

 private:
  int fd_ = -1;
};

}  // namespace taxgate::store::sqlite
