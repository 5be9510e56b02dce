#pragma once
// The end of the audit log, inside the group's transaction.
#include <optional>
#include <vector>

#include "store/sqlite/db.hpp"
#include "store/store.hpp"

namespace taxgate::store::sqlite {

/// Numbers the entries after the last stored one, has them sealed, stores them and the new head. Nothing
/// without entries.
std::optional<AuditSealer::Sealed> append_to_log(Db& db, AuditSealer& sealer, std::vector<AuditRow>& entries);

}  // namespace taxgate::store::sqlite
