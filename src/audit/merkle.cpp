#include "audit/merkle.hpp"

#include <algorithm>
#include <bit>
#include <cassert>

#include "crypto/canonical.hpp"
#include "crypto/digest.hpp"

namespace taxgate::merkle {
namespace {

constexpr std::array<std::uint8_t, 1> kLeaf{0};
constexpr std::array<std::uint8_t, 1> kNode{1};

/// The root over the leaves [begin, end), where `begin` is a multiple of the greatest power of two below the
/// length.
Digest range_root(std::uint64_t begin, std::uint64_t end, const NodeReader& nodes) {
  const std::uint64_t count = end - begin;
  if (std::has_single_bit(count)) {
    const auto level = static_cast<unsigned>(std::countr_zero(count));
    return nodes(level, begin >> level);
  }
  const std::uint64_t middle = begin + std::bit_floor(count);
  return node_hash(range_root(begin, middle, nodes), range_root(middle, end, nodes));
}

/// RFC 9162's k: the greatest power of two smaller than `count`.
std::uint64_t left_part(std::uint64_t count) { return std::bit_floor(count - 1); }

}  // namespace

Digest leaf_hash(ByteView entry) { return sha256_of({kLeaf, entry}); }

Digest node_hash(const Digest& left, const Digest& right) { return sha256_of({kNode, left, right}); }

void Frontier::append(const Digest& leaf) {
  Digest root = leaf;
  // Like a carry: each trailing 1 bit of the size is a subtree of the same height to join with.
  for (std::uint64_t bits = size_; (bits & 1U) != 0; bits >>= 1U) {
    root = node_hash(roots_.back(), root);
    roots_.pop_back();
  }
  roots_.push_back(root);
  ++size_;
}

Digest Frontier::root() const {
  if (roots_.empty()) return sha256({});
  Digest root = roots_.back();
  for (auto left = roots_.rbegin() + 1; left != roots_.rend(); ++left) root = node_hash(*left, root);
  return root;
}

Bytes Frontier::serialise() const {
  CanonicalWriter out;
  out.u64(size_);
  Bytes bytes = out.bytes();
  for (const auto& root : roots_) bytes.insert(bytes.end(), root.begin(), root.end());
  return bytes;
}

std::optional<Frontier> Frontier::parse(ByteView octets) {
  if (octets.size() < 8) return std::nullopt;
  Frontier frontier;
  for (const auto octet : octets.first(8)) frontier.size_ = (frontier.size_ << 8U) | octet;
  const auto count = static_cast<std::size_t>(std::popcount(frontier.size_));
  if (octets.size() != 8 + count * sizeof(Digest)) return std::nullopt;
  frontier.roots_.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    std::ranges::copy(octets.subspan(8 + i * sizeof(Digest), sizeof(Digest)), frontier.roots_[i].begin());
  }
  return frontier;
}

NodeReader nodes_from_leaves(std::function<Digest(std::uint64_t index)> leaf) {
  return [leaf = std::move(leaf)](unsigned level, std::uint64_t index) {
    Frontier subtree;
    const std::uint64_t begin = index << level;
    for (std::uint64_t i = begin; i < begin + (std::uint64_t{1} << level); ++i) subtree.append(leaf(i));
    return subtree.root();
  };
}

Proof inclusion_proof(std::uint64_t index, std::uint64_t size, const NodeReader& nodes) {
  assert(index < size);
  Proof proof;
  std::uint64_t begin = 0;
  std::uint64_t end = size;
  while (end - begin > 1) {  // from the root down; the proof is read from the leaf up
    const std::uint64_t middle = begin + left_part(end - begin);
    if (index < middle) {
      proof.push_back(range_root(middle, end, nodes));
      end = middle;
    } else {
      proof.push_back(range_root(begin, middle, nodes));
      begin = middle;
    }
  }
  std::ranges::reverse(proof);
  return proof;
}

bool verify_inclusion(const Digest& leaf, std::uint64_t index, std::uint64_t size, const Proof& proof,
                      const Digest& root) {
  if (index >= size) return false;
  std::uint64_t fn = index;  // the names of §2.1.3.2
  std::uint64_t sn = size - 1;
  Digest r = leaf;
  for (const auto& p : proof) {
    if (sn == 0) return false;
    if ((fn & 1U) != 0 || fn == sn) {
      r = node_hash(p, r);
      while ((fn & 1U) == 0 && fn != 0) {
        fn >>= 1U;
        sn >>= 1U;
      }
    } else {
      r = node_hash(r, p);
    }
    fn >>= 1U;
    sn >>= 1U;
  }
  return sn == 0 && r == root;
}

Proof consistency_proof(std::uint64_t former, std::uint64_t size, const NodeReader& nodes) {
  assert(former > 0 && former <= size);
  Proof proof;
  std::uint64_t begin = 0;
  std::uint64_t end = size;
  bool whole =
      true;  // the former tree's part of [begin, end) begins at 0, so that the verifier knows its root
  while (former != end) {
    const std::uint64_t middle = begin + left_part(end - begin);
    if (former <= middle) {
      proof.push_back(range_root(middle, end, nodes));
      end = middle;
    } else {
      proof.push_back(range_root(begin, middle, nodes));
      begin = middle;
      whole = false;
    }
  }
  if (!whole) proof.push_back(range_root(begin, end, nodes));
  std::ranges::reverse(proof);
  return proof;
}

bool verify_consistency(std::uint64_t former, const Digest& former_root, std::uint64_t size,
                        const Digest& root, const Proof& proof) {
  if (former == 0 || former > size) return false;
  if (former == size) return proof.empty() && former_root == root;
  std::uint64_t fn = former - 1;  // the names of §2.1.4.2
  std::uint64_t sn = size - 1;
  while ((fn & 1U) != 0) {
    fn >>= 1U;
    sn >>= 1U;
  }
  auto c = proof.begin();
  if (c == proof.end()) return false;
  // A former tree that is a perfect one is its own first node.
  Digest fr = std::has_single_bit(former) ? former_root : *c++;
  Digest sr = fr;
  for (; c != proof.end(); ++c) {
    if (sn == 0) return false;
    if ((fn & 1U) != 0 || fn == sn) {
      fr = node_hash(*c, fr);
      sr = node_hash(*c, sr);
      while ((fn & 1U) == 0 && fn != 0) {
        fn >>= 1U;
        sn >>= 1U;
      }
    } else {
      sr = node_hash(sr, *c);
    }
    fn >>= 1U;
    sn >>= 1U;
  }
  return sn == 0 && fr == former_root && sr == root;
}

}  // namespace taxgate::merkle
