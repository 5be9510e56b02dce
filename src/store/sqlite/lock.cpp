#include "store/sqlite/lock.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

#include "store/store.hpp"

namespace taxgate::store::sqlite {
namespace {

void make_directory(const std::filesystem::path& directory) {
  std::error_code failed;
  if (directory.has_parent_path()) {
    std::filesystem::create_directories(directory.parent_path(), failed);
  }
  if (::mkdir(directory.c_str(), 0700) != 0 && errno != EEXIST) {
    throw Failure(
        fmt::format("data directory {}: {}", directory.string(), std::generic_category().message(errno)));
  }
}

/// For the message only: which process holds the lock.
std::string holder_of(int fd) {
  std::string text(20, '\0');
  const ssize_t got = ::pread(fd, text.data(), text.size(), 0);
  text.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  while (!text.empty() && text.back() == '\n') {
    text.pop_back();
  }
  return text.empty() ? "unknown" : text;
}

}  // namespace

DirectoryLock::DirectoryLock(const std::filesystem::path& directory) {
  make_directory(directory);
  const auto file = directory / "taxgate.lock";
  fd_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd_ < 0) {
    throw Failure(fmt::format("{}: {}", file.string(), std::generic_category().message(errno)));
  }
  if (::flock(fd_, LOCK_EX | LOCK_NB) != 0) {
    const std::string holder = holder_of(fd_);
    ::close(fd_);
    throw Failure(fmt::format("data directory {} is in use by another taxgate process (pid {})",
                              directory.string(), holder),
                  Failure::Kind::kBusy);
  }
  const std::string pid = fmt::format("{}\n", ::getpid());
  if (::ftruncate(fd_, 0) != 0 || ::pwrite(fd_, pid.data(), pid.size(), 0) < 0) {
    ::close(fd_);
    throw Failure(fmt::format("{}: cannot be written", file.string()));
  }
}

DirectoryLock::~DirectoryLock() { ::close(fd_); }

}  // namespace taxgate::store::sqlite
