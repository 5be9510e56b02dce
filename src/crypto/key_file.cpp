#include "crypto/key_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "crypto/error.hpp"
#include "crypto/random.hpp"

namespace taxgate {
namespace {

using std::filesystem::path;
constexpr std::size_t kLargest = std::size_t{1} << 20U;

[[noreturn]] void fail(const path& file, std::string_view what) {
  throw KeyringError(fmt::format("{}: {}", file.string(), what));
}
[[noreturn]] void fail_by_system(const path& file, std::string_view doing) {
  fail(file, fmt::format("{}: {}", doing, std::generic_category().message(errno)));
}

class File {
 public:
  File(const path& name, int flags)
      : name_(name), descriptor_(::open(name.c_str(), flags | O_CLOEXEC, 0600)) {
    if (descriptor_ < 0) fail_by_system(name, "cannot be opened");
  }
  ~File() { ::close(descriptor_); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  int get() const { return descriptor_; }

  void write(std::string_view text) const {
    while (!text.empty()) {
      const auto written = ::write(descriptor_, text.data(), text.size());
      if (written < 0 && errno != EINTR) fail_by_system(name_, "cannot be written");
      if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
    }
  }
  void sync() const {
    if (::fsync(descriptor_) != 0) fail_by_system(name_, "cannot be synced to disk");
  }

 private:
  const path& name_;
  int descriptor_;
};

void check_privacy(const path& name, const struct stat& info) {
  if (!S_ISREG(info.st_mode)) fail(name, "is not a regular file");
  if (info.st_uid != geteuid() && info.st_uid != 0)
    fail(name, "belongs to another user; chown it to the service's user");
  const mode_t forbidden = info.st_uid == 0 && geteuid() != 0 ? 037 : 077;
  if ((info.st_mode & forbidden) != 0) {
    fail(name, fmt::format("is open to others (mode {:04o}); chmod it to 0600", info.st_mode & 07777U));
  }
  if (static_cast<std::size_t>(info.st_size) > kLargest) fail(name, "is too large for a key file");
}

/// Writes beside `target` and returns the name; the caller moves it into place.
path write_beside(const path& target, const Secret& text) {
  path beside = target;
  beside += "." + random_token(6) + ".new";
  const File file(beside, O_WRONLY | O_CREAT | O_EXCL);
  file.write(text.reveal());
  file.sync();
  return beside;
}

void sync_folder_of(const path& target) {
  const path folder = target.parent_path();
  File(folder, O_RDONLY | O_DIRECTORY).sync();
}

}  // namespace

Secret read_key_file(const path& name) {
  const File file(name, O_RDONLY | O_NOFOLLOW);
  struct stat info{};
  if (::fstat(file.get(), &info) != 0) fail_by_system(name, "cannot be examined");
  check_privacy(name, info);
  std::string text(static_cast<std::size_t>(info.st_size), '\0');
  std::size_t size = 0;
  while (size < text.size()) {
    const auto got = ::read(file.get(), text.data() + size, text.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail_by_system(name, "cannot be read");
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  text.resize(size);
  return Secret(std::move(text));
}

void replace_key_file(const path& name, const Secret& text) {
  const path beside = write_beside(name, text);
  if (::rename(beside.c_str(), name.c_str()) != 0) fail_by_system(name, "cannot be replaced");
  sync_folder_of(name);
}

void create_key_file(const path& name, const Secret& text) {
  const path beside = write_beside(name, text);
  // link, unlike rename, does not overwrite.
  const int linked = ::link(beside.c_str(), name.c_str());
  const int reason = errno;
  ::unlink(beside.c_str());
  errno = reason;
  if (linked != 0) fail_by_system(name, "cannot be created");
  sync_folder_of(name);
}

KeyFolderLock::KeyFolderLock(const path& folder)
    : file_(::open((folder / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
  if (file_ < 0) fail_by_system(folder, "cannot be locked");
  while (::flock(file_, LOCK_EX) != 0) {
    if (errno == EINTR) continue;
    ::close(file_);
    fail_by_system(folder, "cannot be locked");
  }
}

KeyFolderLock::~KeyFolderLock() { ::close(file_); }

}  // namespace taxgate
