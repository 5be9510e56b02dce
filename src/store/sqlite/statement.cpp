#include "store/sqlite/statement.hpp"

#include <sqlite3.h>

#include <cassert>

#include "store/sqlite/error.hpp"

namespace taxgate::store::sqlite {

void Finalize::operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }

Query::Query(sqlite3_stmt* statement) : statement_(statement) { assert(sqlite3_stmt_busy(statement) == 0); }

Query::~Query() {
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);  // they point into memory that is about to go
}

void Query::check(int code) const {
  if (code != SQLITE_OK) {
    raise(sqlite3_db_handle(statement_), code, "bind");
  }
}

void Query::put(std::int64_t value) { check(sqlite3_bind_int64(statement_, ++bound_, value)); }

void Query::put_null() { check(sqlite3_bind_null(statement_, ++bound_)); }

void Query::put(std::string_view value) {
  // A null pointer would bind NULL instead of the empty text.
  const char* data = value.data() == nullptr ? "" : value.data();
  check(sqlite3_bind_text64(statement_, ++bound_, data, value.size(), SQLITE_STATIC, SQLITE_UTF8));
}

void Query::put(ByteView value) {
  const void* data = value.data() == nullptr ? static_cast<const void*>("") : value.data();
  check(sqlite3_bind_blob64(statement_, ++bound_, data, value.size(), SQLITE_STATIC));
}

bool Query::next() {
  assert(bound_ == sqlite3_bind_parameter_count(statement_));
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) {
    return true;
  }
  if (code != SQLITE_DONE) {
    raise(sqlite3_db_handle(statement_), code, "step");
  }
  return false;
}

void Query::run() {
  while (next()) {
  }
}

bool Query::is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

void Query::read(int column, std::int64_t& out) const { out = sqlite3_column_int64(statement_, column); }

void Query::read(int column, int& out) const { out = sqlite3_column_int(statement_, column); }

void Query::read(int column, Time& out) const { out = from_millis(sqlite3_column_int64(statement_, column)); }

void Query::read(int column, std::string& out) const {
  // The pointer first: asking for the size may convert, and an empty value may have no pointer.
  const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
  out.assign(data == nullptr ? "" : data, size);
}

void Query::read(int column, Bytes& out) const {
  const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_, column));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
  out.assign(data, data + size);
}

}  // namespace taxgate::store::sqlite
