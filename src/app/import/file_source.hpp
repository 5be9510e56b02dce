#pragma once
#include <filesystem>
#include <functional>

#include "connect/registry/csv.hpp"
#include "crypto/sha256_stream.hpp"

namespace taxgate::app {

/// A file, read once from front to back and hashed on the way: what the report's SHA-256 names is what was
/// read.
class FileSource final : public registry::ByteSource {
 public:
  /// `read` hears of every piece. Throws std::system_error when the file cannot be opened or is none.
  FileSource(const std::filesystem::path& file, std::function<void(std::size_t)> read);
  ~FileSource() override;
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;

  std::size_t read(std::span<char> into) override;
  /// Of the whole file: reads what is left of it.
  Digest sha256();

 private:
  int fd_;
  std::function<void(std::size_t)> read_;
  Sha256Stream hash_;
};

}  // namespace taxgate::app
