#include "store/sqlite/group.hpp"

#include <fmt/format.h>

#include "store/sqlite/audit_log.hpp"
#include "store/sqlite/transaction.hpp"

namespace taxgate::store::sqlite {
namespace {

constexpr Sql kBegin{"BEGIN IMMEDIATE"};
constexpr Sql kCommit{"COMMIT"};
constexpr Sql kRollback{"ROLLBACK"};
constexpr Sql kSavepoint{"SAVEPOINT work"};
constexpr Sql kRelease{"RELEASE work"};
constexpr Sql kUndo{"ROLLBACK TO work"};

/// Throws only what breaks the group.
void run_work(Db& db, WritingTransaction& transaction, std::vector<AuditRow>& entries, Job& job) {
  const std::size_t mark = entries.size();
  db.run(kSavepoint);
  try {
    job.work(transaction);
    db.run(kRelease);
  } catch (...) {
    if (!db.in_transaction()) {
      throw;  // SQLite has given the whole transaction up: the disk is full, or cannot be read
    }
    job.failed = std::current_exception();
    entries.resize(mark);
    db.run(kUndo);
    db.run(kRelease);
  }
}

/// A bulk work is the whole transaction: the savepoint, which would copy every page that it touches, is left
/// out.
void run_alone(Db& db, WritingTransaction& transaction, Job& job) {
  try {
    job.work(transaction);
  } catch (...) {
    job.failed = std::current_exception();
    if (db.in_transaction()) {
      db.run(kRollback);
    }
  }
}

std::optional<AuditSealer::Sealed> run_works(Db& db, AuditSealer& sealer, std::span<Job> jobs) {
  std::vector<AuditRow> entries;
  WritingTransaction transaction(db, entries);
  db.run(kBegin);
  for (Job& job : jobs) {
    if (job.alone) {
      run_alone(db, transaction, job);
    } else {
      run_work(db, transaction, entries, job);
    }
    job.work = nullptr;  // what it holds on to goes before its caller goes on
  }
  if (!db.in_transaction()) {
    return std::nullopt;
  }
  auto sealed = append_to_log(db, sealer, entries);
  db.run(kCommit);
  return sealed;
}

/// What broke the group, as a Failure: a Conflict would ask the caller to try again at once.
std::exception_ptr as_failure(const std::exception_ptr& broken) {
  try {
    std::rethrow_exception(broken);
  } catch (const Failure&) {
    return broken;
  } catch (const std::exception& other) {
    return std::make_exception_ptr(Failure(fmt::format("nothing of the group was stored: {}", other.what())));
  } catch (...) {
    return std::make_exception_ptr(Failure("nothing of the group was stored"));
  }
}

std::exception_ptr undo(Db& db, const std::exception_ptr& broken) {
  try {
    if (db.in_transaction()) {
      db.run(kRollback);
    }
  } catch (const std::exception&) {
    // The transaction is gone with the connection's state; what broke the group is the better report.
    return as_failure(broken);
  }
  return as_failure(broken);
}

void keep_promise(Job& job, const std::exception_ptr& broken) {
  job.work = nullptr;
  const std::exception_ptr& failed = broken ? broken : job.failed;
  if (failed) {
    job.done.set_exception(failed);
  } else {
    job.done.set_value();
  }
}

}  // namespace

void run_group(Db& db, AuditSealer& sealer, std::span<Job> jobs) noexcept {
  std::exception_ptr broken;
  std::optional<AuditSealer::Sealed> sealed;
  try {
    sealed = run_works(db, sealer, jobs);
  } catch (...) {
    broken = undo(db, std::current_exception());
  }
  if (sealed) {
    sealer.committed(*sealed);
  }
  for (Job& job : jobs) {
    keep_promise(job, broken);
  }
}

}  // namespace taxgate::store::sqlite
