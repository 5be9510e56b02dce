#pragma once
// SQLite's result codes as Conflict and Failure.
#include <string_view>

struct sqlite3;

namespace taxgate::store::sqlite {

/// Throws Conflict for a uniqueness rule, Failure with its kind for all else. `code` is an extended result
/// code; `db` may be null. The text names tables and columns at most: SQLite's own message is used only where
/// it cannot hold a value.
[[noreturn]] void raise(sqlite3* db, int code, std::string_view doing);

}  // namespace taxgate::store::sqlite
