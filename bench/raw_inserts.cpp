// What SQLite alone takes to insert the rows that an import wrote: `raw_inserts FROM.db TO.db` makes TO with
// the schema of FROM, binds every row of FROM to a prepared INSERT in one transaction, and prints the seconds
// that the inserts and the commit took. Reading FROM is not counted.
#include <fmt/format.h>
#include <sqlite3.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

struct Close {
  void operator()(sqlite3* db) const { sqlite3_close(db); }
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  void operator()(sqlite3_value* value) const { sqlite3_value_free(value); }
};
using Db = std::unique_ptr<sqlite3, Close>;
using Statement = std::unique_ptr<sqlite3_stmt, Close>;
using Value = std::unique_ptr<sqlite3_value, Close>;

void check(int code, sqlite3* db) {
  if (code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE)
    throw std::runtime_error(sqlite3_errmsg(db));
}

Db open(const char* file, int flags) {
  sqlite3* raw = nullptr;
  const int code = sqlite3_open_v2(file, &raw, flags, nullptr);
  Db db(raw);
  check(code, raw);
  return db;
}

Statement prepare(sqlite3* db, const std::string& sql) {
  sqlite3_stmt* raw = nullptr;
  check(sqlite3_prepare_v2(db, sql.c_str(), -1, &raw, nullptr), db);
  return Statement(raw);
}

void script(sqlite3* db, const std::string& sql) {
  check(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr), db);
}

std::vector<std::string> column(sqlite3* db, const std::string& sql) {
  const Statement query = prepare(db, sql);
  std::vector<std::string> texts;
  while (sqlite3_step(query.get()) == SQLITE_ROW) {
    texts.emplace_back(
        reinterpret_cast<const char*>(sqlite3_column_text(query.get(), 0)));  // the C API's own type
  }
  return texts;
}

/// Rows are kept in memory by so many, so that a million of them fits.
constexpr int kBatch = 20'000;

class Copy {
 public:
  Copy(sqlite3* from, sqlite3* to, const std::string& table)
      : to_(to), read_(prepare(from, "SELECT * FROM " + table)), columns_(sqlite3_column_count(read_.get())) {
    std::string marks = "?";
    for (int i = 1; i < columns_; ++i) marks += ",?";
    write_ = prepare(to, fmt::format("INSERT INTO {} VALUES ({})", table, marks));
  }
  /// Seconds that the inserts took.
  Seconds all() {
    Seconds took{};
    while (fill()) took += insert();
    return took;
  }
  long rows() const { return rows_; }

 private:
  bool fill() {
    values_.clear();
    if (read_all_) return false;  // stepping on would begin the query again
    const auto wanted = static_cast<std::size_t>(kBatch) * static_cast<std::size_t>(columns_);
    while (values_.size() < wanted) {
      read_all_ = sqlite3_step(read_.get()) != SQLITE_ROW;
      if (read_all_) break;
      for (int i = 0; i < columns_; ++i)
        values_.emplace_back(sqlite3_value_dup(sqlite3_column_value(read_.get(), i)));
    }
    return !values_.empty();
  }
  Seconds insert() {
    const auto start = Clock::now();
    for (auto value = values_.begin(); value != values_.end(); ++rows_) {
      for (int i = 1; i <= columns_; ++i) sqlite3_bind_value(write_.get(), i, (value++)->get());
      check(sqlite3_step(write_.get()), to_);
      sqlite3_reset(write_.get());
    }
    return Clock::now() - start;
  }

  sqlite3* to_;
  Statement read_;
  Statement write_;
  int columns_;
  long rows_ = 0;
  bool read_all_ = false;
  std::vector<Value> values_;
};

void run(const char* from_file, const char* to_file) {
  const Db from = open(from_file, SQLITE_OPEN_READWRITE);
  const Db to = open(to_file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  script(to.get(), "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-524288");
  for (const auto& sql : column(
           from.get(), "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'")) {
    script(to.get(), sql);
  }
  long rows = 0;
  Seconds took{};
  script(to.get(), "BEGIN");
  for (const auto& table : column(
           from.get(), "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")) {
    Copy copy(from.get(), to.get(), table);
    took += copy.all();
    rows += copy.rows();
  }
  const auto start = Clock::now();
  script(to.get(), "COMMIT");
  took += Clock::now() - start;
  fmt::print("{{\"rows\": {}, \"seconds\": {:.4f}}}\n", rows, took.count());
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3 || std::filesystem::exists(arguments[2])) {
    fmt::print(stderr, "raw_inserts FROM.db TO.db: TO must not exist\n");
    return 2;
  }
  run(arguments[1], arguments[2]);
}
