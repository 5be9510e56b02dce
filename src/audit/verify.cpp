#include "audit/verify.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>
#include <utility>

namespace taxgate {
namespace {

constexpr std::int64_t kLargestSeq = std::int64_t{1} << 62U;

std::int64_t seq_of(std::uint64_t count) {
  return static_cast<std::int64_t>(std::min(count, static_cast<std::uint64_t>(kLargestSeq)));
}
/// The number after the last entry that a checkpoint covers.
std::int64_t end_of(const Checkpoint& checkpoint) { return seq_of(checkpoint.size) + 1; }

class Verification {
 public:
  Verification(const std::vector<Checkpoint>& checkpoints, const Verifier& verifier) {
    for (const auto& checkpoint : checkpoints) admit(checkpoint, verifier);
    std::ranges::sort(heads_, {}, [](const Checkpoint& head) { return std::pair(head.size, head.time); });
    compare_heads();
    compare_roots();  // with those of the empty log
  }

  void add(const StoredEntry& stored) {
    ++report_.entries;
    if (leaf_hash(stored.entry) != stored.leaf) fault_at(LogFaultKind::kChanged, stored.entry.seq);
    if (!place(stored.entry.seq) || !connected_) return;
    // The stored hash, not the computed one: if it gives the root, then the entry beside it is what was
    // changed, and it alone.
    tree_.append(stored.leaf);
    compare_roots();
  }

  LogReport finish() {
    for (const auto& [begin, end] : gaps_) fault(LogFaultKind::kMissing, begin, end);
    const std::int64_t covered = heads_.empty() ? 1 : end_of(heads_.back());
    if (covered > next_) fault(LogFaultKind::kTruncated, next_, covered);
    if (covered < next_) fault(LogFaultKind::kBeyondHead, covered, next_);
    std::ranges::sort(report_.faults, {},
                      [](const LogFault& found) { return std::tuple(found.seq, found.end, found.kind); });
    return std::move(report_);
  }

 private:
  void fault(LogFaultKind kind, std::int64_t seq, std::int64_t end) {
    if (++report_.fault_count <= LogReport::kMostFaults) report_.faults.push_back({kind, seq, end});
  }

  void fault_at(LogFaultKind kind, std::int64_t seq) {
    fault(kind, seq, seq < std::numeric_limits<std::int64_t>::max() ? seq + 1 : seq);
  }

  void admit(const Checkpoint& checkpoint, const Verifier& verifier) {
    if (verify_checkpoint(checkpoint, verifier)) {
      heads_.push_back(checkpoint);
    } else {
      fault(LogFaultKind::kBadSignature, 1, end_of(checkpoint));
    }
  }

  void compare_heads() {
    for (std::size_t i = 1; i < heads_.size(); ++i) {
      const Checkpoint& former = heads_[i - 1];
      const Checkpoint& head = heads_[i];
      if (head.origin != heads_.front().origin) fault(LogFaultKind::kForeignOrigin, 1, end_of(head));
      if (head.size == former.size && head.root != former.root)
        fault(LogFaultKind::kHeadsContradict, 1, end_of(head));
    }
  }

  /// Whether the entry is the next one. Otherwise the tree cannot be computed from here on.
  bool place(std::int64_t seq) {
    if (seq == next_) {
      ++next_;
      return true;
    }
    connected_ = false;
    if (seq < 1 || seq > kLargestSeq) {
      fault_at(LogFaultKind::kInserted, seq);
    } else if (seq > next_) {
      gaps_.emplace(next_, seq);  // late ones may fill it
      next_ = seq + 1;
    } else {
      const bool late = fill_gap(seq);
      fault_at(late ? LogFaultKind::kOutOfOrder : LogFaultKind::kInserted, seq);
    }
    return false;
  }

  bool fill_gap(std::int64_t seq) {
    auto gap = gaps_.upper_bound(seq);
    if (gap == gaps_.begin()) return false;
    --gap;
    const auto [begin, end] = *gap;
    if (seq >= end) return false;
    gaps_.erase(gap);
    if (begin < seq) gaps_.emplace(begin, seq);
    if (seq + 1 < end) gaps_.emplace(seq + 1, end);
    return true;
  }

  /// With every checkpoint of the size reached.
  void compare_roots() {
    if (next_head_ == heads_.size() || heads_[next_head_].size != tree_.size()) return;
    const Digest root = tree_.root();
    const std::int64_t unproved = seq_of(report_.proved) + 1;
    bool matched = false;
    for (; next_head_ < heads_.size() && heads_[next_head_].size == tree_.size(); ++next_head_) {
      const bool same = heads_[next_head_].root == root;
      matched = matched || same;
      if (!same) fault(LogFaultKind::kRootDiffers, unproved, end_of(heads_[next_head_]));
    }
    if (matched) {
      report_.proved = tree_.size();
    } else {
      next_head_ = heads_.size();  // the later ones differ for the same reason
    }
  }

  std::vector<Checkpoint> heads_;  // rightly signed, by size
  std::size_t next_head_ = 0;
  merkle::Frontier tree_;
  bool connected_ = true;  // every entry so far was the next one
  std::int64_t next_ = 1;
  std::map<std::int64_t, std::int64_t> gaps_;  // begin → end of what is missing so far
  LogReport report_;
};

}  // namespace

std::string_view name_of(LogFaultKind kind) {
  switch (kind) {
    case LogFaultKind::kChanged:
      return "changed";
    case LogFaultKind::kMissing:
      return "missing";
    case LogFaultKind::kOutOfOrder:
      return "out of order";
    case LogFaultKind::kInserted:
      return "inserted";
    case LogFaultKind::kRootDiffers:
      return "root differs";
    case LogFaultKind::kTruncated:
      return "truncated";
    case LogFaultKind::kBeyondHead:
      return "beyond the newest checkpoint";
    case LogFaultKind::kBadSignature:
      return "bad signature";
    case LogFaultKind::kForeignOrigin:
      return "foreign origin";
    case LogFaultKind::kHeadsContradict:
      return "checkpoints contradict";
  }
  std::unreachable();
}

LogReport verify_log(EntryReader& entries, const std::vector<Checkpoint>& checkpoints,
                     const Verifier& verifier) {
  Verification verification(checkpoints, verifier);
  while (const auto stored = entries.next()) verification.add(*stored);
  return verification.finish();
}

}  // namespace taxgate
