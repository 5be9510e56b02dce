#pragma once
// The schema's way forward: each migration in one transaction, recorded with its checksum.
#include <span>
#include <string_view>

#include "store/sqlite/db.hpp"

namespace taxgate::store::sqlite {

struct Migration {
  int version;                // 1, 2, 3 … without a gap
  std::string_view name;      // "0001_first"
  std::string_view checksum;  // SHA-256 of the text, hex
  std::string_view sql;
};

/// migrations/sqlite of the source tree, as built into this binary; in order.
std::span<const Migration> embedded_migrations();

/// Brings the database to the last of `known`. Throws Failure (kSchema) when it is newer than `known`, or
/// when a migration that made it is not the one in `known`; Failure when one fails, which leaves the database
/// as the one before made it.
void migrate(Db& db, std::span<const Migration> known);

/// For readers: throws Failure (kSchema) unless the schema is exactly the last of `known`.
void require_current(Db& db, std::span<const Migration> known);

}  // namespace taxgate::store::sqlite
