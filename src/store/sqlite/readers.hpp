#pragma once
// A connection for every thread that reads, handed on when the thread ends.
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

#include "store/sqlite/read.hpp"

namespace taxgate::store::sqlite {

/// A connection and the reader on it.
class ReadingConnection {
 public:
  ReadingConnection(const std::filesystem::path& file, Access access);
  Reader& reader() { return reader_; }
  Db& db() { return db_; }

 private:
  Db db_;
  Reading<Reader> reader_;
};

/// Owns all connections; a thread's lease is given back when the thread ends, if the pool still stands.
class ReaderPool : public std::enable_shared_from_this<ReaderPool> {
 public:
  explicit ReaderPool(std::filesystem::path file);

  /// The calling thread's own: nanoseconds after its first call.
  Reader& mine();
  void give_back(ReadingConnection& connection);

 private:
  ReadingConnection& lease();

  const std::filesystem::path file_;
  const std::uint64_t serial_;  // never used twice, unlike an address
  std::mutex mutex_;
  std::vector<std::unique_ptr<ReadingConnection>> all_;
  std::vector<ReadingConnection*> idle_;
};

}  // namespace taxgate::store::sqlite
