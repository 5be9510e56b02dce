#include "audit/merkle.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <span>
#include <string>

#include "crypto/digest.hpp"

namespace taxgate {
namespace {

using merkle::Frontier;
using merkle::Proof;

Digest digest(std::string_view hex) {
  Digest made{};
  std::ranges::copy(*from_hex(hex), made.begin());
  return made;
}

/// The leaves and roots of the Certificate Transparency reference implementation's tests.
constexpr std::array<std::string_view, 8> kLeaves{
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"};
constexpr std::array<std::string_view, 9> kRoots{
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

std::vector<Digest> reference_leaves() {
  std::vector<Digest> leaves;
  leaves.reserve(kLeaves.size());
  for (const auto hex : kLeaves) leaves.push_back(merkle::leaf_hash(*from_hex(hex)));
  return leaves;
}

std::vector<Digest> leaves_of(std::size_t count) {
  std::vector<Digest> leaves;
  leaves.reserve(count);
  for (std::size_t i = 0; i < count; ++i) leaves.push_back(merkle::leaf_hash(bytes_of(std::to_string(i))));
  return leaves;
}

merkle::NodeReader reader(const std::vector<Digest>& leaves) {
  return merkle::nodes_from_leaves([&leaves](std::uint64_t index) { return leaves.at(index); });
}

/// RFC 9162 §2.1.1 word for word: what the fast ways are compared with.
Digest tree_head(std::span<const Digest> leaves) {
  if (leaves.empty()) return sha256({});
  if (leaves.size() == 1) return leaves.front();
  const std::size_t k = std::bit_floor(leaves.size() - 1);
  return merkle::node_hash(tree_head(leaves.first(k)), tree_head(leaves.subspan(k)));
}

TEST(Merkle, gives_the_roots_of_the_reference_tests) {
  Frontier tree;
  EXPECT_EQ(tree.root(), digest(kRoots[0]));
  for (std::size_t i = 0; i < kLeaves.size(); ++i) {
    tree.append(reference_leaves()[i]);
    EXPECT_EQ(tree.root(), digest(kRoots[i + 1])) << i;
  }
}

TEST(Merkle, gives_the_proofs_of_the_reference_tests) {
  const auto leaves = reference_leaves();
  const Proof inclusion{digest("96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"),
                        digest("5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"),
                        digest("6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4")};
  EXPECT_EQ(merkle::inclusion_proof(0, 8, reader(leaves)), inclusion);
  const Proof consistency{digest("0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"),
                          digest("ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"),
                          digest("d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")};
  EXPECT_EQ(merkle::consistency_proof(6, 8, reader(leaves)), consistency);
  EXPECT_TRUE(merkle::consistency_proof(8, 8, reader(leaves)).empty());
}

TEST(Merkle, frontier_agrees_with_the_definition) {
  const auto leaves = leaves_of(130);
  Frontier tree;
  for (std::size_t size = 0; size <= leaves.size(); ++size) {
    ASSERT_EQ(tree.root(), tree_head(std::span(leaves).first(size))) << size;
    ASSERT_EQ(Frontier::parse(tree.serialise()), tree) << size;
    if (size < leaves.size()) tree.append(leaves[size]);
  }
}

TEST(Merkle, frontier_refuses_other_octets) {
  Frontier tree;
  for (const auto& leaf : leaves_of(5)) tree.append(leaf);
  Bytes octets = tree.serialise();
  EXPECT_EQ(octets.size(), 8U + 2 * 32U);
  for (std::size_t size = 0; size < octets.size(); ++size)
    EXPECT_FALSE(Frontier::parse(ByteView(octets).first(size)));
  octets.push_back(0);
  EXPECT_FALSE(Frontier::parse(octets));
}

TEST(Merkle, every_inclusion_is_proved_and_nothing_else) {
  constexpr std::size_t kMost = 33;
  const auto leaves = leaves_of(kMost);
  const auto nodes = reader(leaves);
  for (std::uint64_t size = 1; size <= kMost; ++size) {
    const Digest root = tree_head(std::span(leaves).first(size));
    for (std::uint64_t index = 0; index < size; ++index) {
      const Proof proof = merkle::inclusion_proof(index, size, nodes);
      ASSERT_TRUE(merkle::verify_inclusion(leaves[index], index, size, proof, root))
          << index << " of " << size;
      ASSERT_FALSE(merkle::verify_inclusion(leaves[(index + 1) % kMost], index, size, proof, root));
      ASSERT_FALSE(merkle::verify_inclusion(leaves[index], index, size, proof, leaves[0]) && size > 1);
      ASSERT_FALSE(merkle::verify_inclusion(leaves[index], size, size, proof, root));
      for (std::uint64_t other = 0; other < size; ++other) {
        ASSERT_EQ(merkle::verify_inclusion(leaves[index], other, size, proof, root), other == index);
      }
      Proof longer = proof;
      longer.push_back(root);
      ASSERT_FALSE(merkle::verify_inclusion(leaves[index], index, size, longer, root));
      for (std::size_t i = 0; i < proof.size(); ++i) {
        Proof changed = proof;
        changed[i][0] ^= 1U;
        ASSERT_FALSE(merkle::verify_inclusion(leaves[index], index, size, changed, root));
      }
      if (!proof.empty()) {
        ASSERT_FALSE(merkle::verify_inclusion(leaves[index], index, size,
                                              Proof(proof.begin(), proof.end() - 1), root));
      }
    }
  }
}

TEST(Merkle, every_growth_is_proved_and_nothing_else) {
  constexpr std::size_t kMost = 33;
  const auto leaves = leaves_of(kMost);
  const auto nodes = reader(leaves);
  for (std::uint64_t size = 1; size <= kMost; ++size) {
    const Digest root = tree_head(std::span(leaves).first(size));
    for (std::uint64_t former = 1; former <= size; ++former) {
      const Digest former_root = tree_head(std::span(leaves).first(former));
      const Proof proof = merkle::consistency_proof(former, size, nodes);
      ASSERT_TRUE(merkle::verify_consistency(former, former_root, size, root, proof))
          << former << " of " << size;
      ASSERT_FALSE(merkle::verify_consistency(0, former_root, size, root, proof));
      ASSERT_FALSE(merkle::verify_consistency(size + 1, former_root, size, root, proof));
      Digest wrong = former_root;
      wrong[31] ^= 1U;
      ASSERT_FALSE(merkle::verify_consistency(former, wrong, size, root, proof));
      wrong = root;
      wrong[31] ^= 1U;
      ASSERT_FALSE(merkle::verify_consistency(former, former_root, size, wrong, proof));
      Proof longer = proof;
      longer.push_back(root);
      ASSERT_FALSE(merkle::verify_consistency(former, former_root, size, root, longer));
      for (std::size_t i = 0; i < proof.size(); ++i) {
        Proof changed = proof;
        changed[i][0] ^= 1U;
        ASSERT_FALSE(merkle::verify_consistency(former, former_root, size, root, changed));
        ASSERT_FALSE(merkle::verify_consistency(former, former_root, size, root,
                                                Proof(proof.begin(), proof.begin() + i)));
      }
    }
  }
}

TEST(Merkle, X_04_a_changed_history_has_no_proof) {
  // A log that dropped its third entry cannot show that it continues the one of which a checkpoint was kept.
  auto leaves = leaves_of(20);
  const Digest kept = tree_head(std::span(leaves).first(10));
  leaves.erase(leaves.begin() + 2);
  const Digest root = tree_head(leaves);
  EXPECT_FALSE(
      merkle::verify_consistency(10, kept, 19, root, merkle::consistency_proof(10, 19, reader(leaves))));
}

}  // namespace
}  // namespace taxgate
