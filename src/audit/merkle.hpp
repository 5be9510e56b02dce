#pragma once
// The Merkle tree of RFC 9162 §2.1 (the same as RFC 6962's) over SHA-256. Pure: who keeps the hashes is the
// caller's affair.
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "base/bytes.hpp"

namespace taxgate::merkle {

/// §2.1.1: SHA-256(0x00 ‖ entry). The first octet keeps a leaf from passing as a node.
Digest leaf_hash(ByteView entry);
/// §2.1.1: SHA-256(0x01 ‖ left ‖ right).
Digest node_hash(const Digest& left, const Digest& right);

/// The right edge of a growing tree: the roots of its perfect subtrees, greatest first, one for each 1 bit of
/// the size. All that a writer must keep.
class Frontier {
 public:
  Frontier() = default;

  /// Adds a leaf_hash.
  void append(const Digest& leaf);
  std::uint64_t size() const { return size_; }
  /// The tree head; SHA-256 of nothing for the empty tree.
  Digest root() const;

  /// The size (8 octets, big-endian) and the roots.
  Bytes serialise() const;
  /// Nothing unless the octets are exactly such a state.
  static std::optional<Frontier> parse(ByteView octets);

  bool operator==(const Frontier&) const = default;

 private:
  std::uint64_t size_ = 0;
  std::vector<Digest> roots_;
};

/// The root of the perfect subtree over the leaves [index·2^level, (index+1)·2^level). Called only for
/// subtrees inside the tree.
using NodeReader = std::function<Digest(unsigned level, std::uint64_t index)>;

/// A NodeReader on leaf hashes alone: reads all leaves below a node each time.
NodeReader nodes_from_leaves(std::function<Digest(std::uint64_t index)> leaf);

using Proof = std::vector<Digest>;

/// §2.1.3.1: that leaf `index` is in the tree of `size` leaves. Requires index < size.
Proof inclusion_proof(std::uint64_t index, std::uint64_t size, const NodeReader& nodes);
/// §2.1.3.2.
bool verify_inclusion(const Digest& leaf, std::uint64_t index, std::uint64_t size, const Proof& proof,
                      const Digest& root);

/// §2.1.4.1: that the tree of `size` leaves continues the one of `former`. Requires 0 < former ≤ size.
Proof consistency_proof(std::uint64_t former, std::uint64_t size, const NodeReader& nodes);
/// §2.1.4.2. A tree continues itself with an empty proof, and the empty tree is continued by none but by
/// convention of the caller.
bool verify_consistency(std::uint64_t former, const Digest& former_root, std::uint64_t size,
                        const Digest& root, const Proof& proof);

}  // namespace taxgate::merkle
