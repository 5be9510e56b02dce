#pragma once
// One group of works in one transaction: all are on disk together, and each stands or falls alone.
#include <exception>
#include <future>
#include <span>

#include "store/sqlite/db.hpp"
#include "store/store.hpp"

namespace taxgate::store::sqlite {

struct Job {
  Store::Work work;
  bool alone = false;         // bulk: the one job of its group
  std::promise<void> done;    // kept once the group is on disk
  std::exception_ptr failed;  // what the work threw
};

/// Runs the works in order, each under a savepoint, seals the audit entries of those that did not throw,
/// commits, and then keeps every promise. When the transaction as a whole fails nothing is stored, and every
/// promise has the Failure.
void run_group(Db& db, AuditSealer& sealer, std::span<Job> jobs) noexcept;

}  // namespace taxgate::store::sqlite
