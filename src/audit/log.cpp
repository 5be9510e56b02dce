#include "audit/log.hpp"

namespace taxgate {

Digest Log::append(Entry& entry) {
  entry.seq = next_seq();
  const Digest leaf = leaf_hash(entry);
  state_.append(leaf);
  return leaf;
}

Checkpoint Log::checkpoint(Time now) const {
  return sign_checkpoint(origin_, state_.size(), state_.root(), now, signer_);
}

}  // namespace taxgate
