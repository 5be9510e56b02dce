#pragma once
#include <optional>
#include <vector>

#include "audit/checkpoint.hpp"
#include "audit/entry.hpp"

namespace taxgate {

struct StoredEntry {
  Entry entry;
  Digest leaf;  // as stored beside it
};

/// Reads a log from its beginning, in the order in which it is kept and in one snapshot of the database.
class EntryReader {
 public:
  virtual ~EntryReader() = default;
  /// Nothing at the end.
  virtual std::optional<StoredEntry> next() = 0;
};

enum class LogFaultKind : std::uint8_t {
  kChanged,          // the entry's fields do not give its stored leaf hash
  kMissing,          // entries [seq, end) are not there, and later ones are
  kOutOfOrder,       // the entry comes after one with a greater number
  kInserted,         // a second entry with this number, or a number that none can have
  kRootDiffers,      // entries [seq, end) do not give a checkpoint's root; those before seq are proved by an
                     // earlier one
  kTruncated,        // a checkpoint covers entries [seq, end), and the log ends before them
  kBeyondHead,       // entries [seq, end) lie beyond the newest checkpoint: nothing proves them
  kBadSignature,     // the checkpoint over [1, end) is not signed by the given key
  kForeignOrigin,    // the checkpoint over [1, end) is of another log than the smallest one
  kHeadsContradict,  // two rightly signed checkpoints over [1, end) have different roots: the log was forked
};

/// A short English name: "changed", "missing" …
std::string_view name_of(LogFaultKind kind);

struct LogFault {
  LogFaultKind kind;
  std::int64_t seq;  // the first entry concerned
  std::int64_t end;  // one past the last
  bool operator==(const LogFault&) const = default;
};

struct LogReport {
  static constexpr std::size_t kMostFaults = 100;

  bool ok() const { return fault_count == 0; }
  std::uint64_t entries = 0;      // read
  std::uint64_t proved = 0;       // leading entries that give the root of a rightly signed checkpoint
  std::uint64_t fault_count = 0;  // all of them
  std::vector<LogFault> faults;   // the first kMostFaults found, by their first entry
};

/// Recomputes every leaf and every root. `checkpoints`: the log's own and those that were kept outside, in
/// any order. Whoever can write the database and has the signing key can only be caught by those outside.
///
/// A million entries take about a second. Each checkpoint costs a signature check (some 60 µs).
LogReport verify_log(EntryReader& entries, const std::vector<Checkpoint>& checkpoints,
                     const Verifier& verifier);

}  // namespace taxgate
