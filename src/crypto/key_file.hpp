#pragma once
// Small files that hold keys: readable by their owner alone, and on disk whole or not at all.
#include <filesystem>

#include "base/secret.hpp"

namespace taxgate {

/// The text of a regular file of at most 1 MiB that belongs to this user or root and that nobody else can
/// read or write. (Root's file may be readable by its group, as a service manager hands out credentials.)
/// Throws KeyringError with the path and the reason.
Secret read_key_file(const std::filesystem::path& path);

/// Mode 0600, written beside, fsynced and renamed, its folder fsynced: after a crash there is the former file
/// or the new one.
void replace_key_file(const std::filesystem::path& path, const Secret& text);
/// The same, but throws KeyringError if there is a file already.
void create_key_file(const std::filesystem::path& path, const Secret& text);

/// Keeps other processes from changing the keys while it lives (flock on a file `lock` in the folder).
class KeyFolderLock {
 public:
  explicit KeyFolderLock(const std::filesystem::path& folder);
  ~KeyFolderLock();
  KeyFolderLock(const KeyFolderLock&) = delete;
  KeyFolderLock& operator=(const KeyFolderLock&) = delete;

 private:
  int file_;
};

}  // namespace taxgate
