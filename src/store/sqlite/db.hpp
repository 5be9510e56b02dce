#pragma once
// One connection: owned, configured, with its prepared statements. Used by one thread at a time.
#include <filesystem>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "store/sqlite/statement.hpp"

struct sqlite3;

namespace taxgate::store::sqlite {

enum class Access {
  kWrite,   // made when it is missing, mode 0600; WAL, synchronous FULL
  kRead,    // must exist
  kFrozen,  // must exist and have no writer: read-only media
};

class Db {
 public:
  /// Throws Failure: not there, not ours, damaged, no permission. `cache_kib` is the page cache's bound.
  Db(const std::filesystem::path& file, Access access, int cache_kib);
  ~Db();
  Db(const Db&) = delete;
  Db& operator=(const Db&) = delete;

  /// A statement of the cache with its first values bound.
  template <class... Values>
  Query query(SqlText sql, Values&&... values) {
    return Query(prepared(sql), std::forward<Values>(values)...);
  }
  template <class... Values>
  void run(SqlText sql, Values&&... values) {
    query(sql, std::forward<Values>(values)...).run();
  }
  /// Statements without values, outside the cache: pragmas and migrations.
  void script(const std::string& sql);
  /// The first column of the first row, as text; empty without a row. Outside the cache.
  std::string ask(const std::string& sql);

  /// Rows that the last statement changed.
  int changes() const;
  std::int64_t last_id() const;
  /// False after SQLite gave a transaction up by itself (disk full, input/output).
  bool in_transaction() const;
  void cache_kib(int kib);

  sqlite3* handle() const { return db_.get(); }
  /// The text of every statement in the cache.
  std::vector<std::string_view> statements() const;

 private:
  struct Close {
    void operator()(sqlite3* db) const noexcept;
  };
  void configure(Access access);
  sqlite3_stmt* prepared(SqlText sql);

  std::unique_ptr<sqlite3, Close> db_;
  std::unordered_map<const char*, Prepared> cache_;
};

/// "TXGT" in the file's header: another program's database is refused.
inline constexpr int kApplicationId = 0x54584754;

}  // namespace taxgate::store::sqlite
