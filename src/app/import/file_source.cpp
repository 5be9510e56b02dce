#include "app/import/file_source.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <system_error>

namespace taxgate::app {
namespace {

[[noreturn]] void raise(int error) { throw std::system_error(error, std::generic_category()); }

}  // namespace

FileSource::FileSource(const std::filesystem::path& file, std::function<void(std::size_t)> read)
    : fd_(::open(file.c_str(), O_RDONLY | O_CLOEXEC)), read_(std::move(read)) {
  if (fd_ < 0) raise(errno);
  struct stat status{};
  if (::fstat(fd_, &status) == 0 && !S_ISDIR(status.st_mode)) return;
  ::close(fd_);
  raise(EISDIR);
}

FileSource::~FileSource() { ::close(fd_); }

std::size_t FileSource::read(std::span<char> into) {
  std::size_t size = 0;
  while (size < into.size()) {
    const auto got = ::read(fd_, into.data() + size, into.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) raise(errno);
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  hash_.add(bytes_of({into.data(), size}));
  read_(size);
  return size;
}

Digest FileSource::sha256() {
  std::string rest(1 << 16, '\0');
  while (read(rest) > 0) {
  }
  return hash_.finish();
}

}  // namespace taxgate::app
