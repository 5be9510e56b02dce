#include "store/sqlite/error.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include "store/store.hpp"

namespace taxgate::store::sqlite {
namespace {

Failure::Kind kind_of(int code) {
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return Failure::Kind::kBusy;
    case SQLITE_FULL:
      return Failure::Kind::kFull;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return Failure::Kind::kCorrupt;
    case SQLITE_CONSTRAINT:
      return Failure::Kind::kConstraint;
    default:
      return Failure::Kind::kOther;
  }
}

bool is_uniqueness(int code) {
  return code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY ||
         code == SQLITE_CONSTRAINT_ROWID;
}

}  // namespace

void raise(sqlite3* db, int code, std::string_view doing) {
  // Of a constraint SQLite names columns or the schema's own text; of a statement that does not compile, the
  // SQL, which is ours and static. Elsewhere only the code's fixed text.
  const int primary = code & 0xff;
  const bool own_words = db != nullptr && (primary == SQLITE_CONSTRAINT || primary == SQLITE_ERROR);
  const std::string text =
      fmt::format("{}: {} ({})", doing, own_words ? sqlite3_errmsg(db) : sqlite3_errstr(code), code);
  if (is_uniqueness(code)) {
    throw Conflict(text);
  }
  throw Failure(text, kind_of(code));
}

}  // namespace taxgate::store::sqlite
