#pragma once
#include "audit/checkpoint.hpp"
#include "audit/entry.hpp"

namespace taxgate {

/// The writer's side of the log. Keeps no file and no clock: the caller stores, in the transaction of the
/// change that the entries describe, each entry with its leaf hash, the checkpoint, and `state()`, from which
/// the next writer goes on.
///
/// One writer at a time. If the transaction fails, drop the Log and begin again from the stored state.
class Log {
 public:
  Log(std::string origin, const Signer& signer, merkle::Frontier state = {})
      : origin_(std::move(origin)), signer_(signer), state_(std::move(state)) {}

  /// The number that the next entry gets.
  std::int64_t next_seq() const { return static_cast<std::int64_t>(state_.size()) + 1; }
  /// Gives the entry its number and adds it. Returns its leaf hash.
  Digest append(Entry& entry);
  /// A signed head of everything appended so far: once for a group of entries.
  Checkpoint checkpoint(Time now) const;
  const merkle::Frontier& state() const { return state_; }

 private:
  std::string origin_;
  const Signer& signer_;
  merkle::Frontier state_;
};

}  // namespace taxgate
