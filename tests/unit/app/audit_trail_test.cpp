#include "app/audit_trail.hpp"

#include <atomic>
#include <fstream>
#include <thread>

#include "audit/verify.hpp"
#include "unit/app/app_bench.hpp"

namespace taxgate::app {
namespace {

/// A store whose log is sealed as a server seals it.
class AuditTrail : public ::testing::Test {
 protected:
  AuditTrail() {
    store->commit([this](store::Transaction& transaction) { bureau = transaction.put_bureau("test"); });
  }
  void add(int count) {
    store->commit([&](store::Transaction& transaction) {
      for (int i = 0; i < count; ++i)
        record(transaction, {bureau, "signed-out", {}, {}, {}, {}}, clock.now());
    });
  }
  std::string outside_text() const {
    std::ifstream file(outside);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  std::size_t kept() const { return parse_checkpoints(outside_text()).value().size(); }

  store::contract::Scratch scratch;
  std::filesystem::path outside = scratch.path() / "checkpoints.txt";
  FixedClock clock{from_millis(1'795'000'000'000)};
  Keyring keyring = Keyring::create({.data_dir = scratch.path(), .master_file = {}}, clock.now());
  Signer signer{keyring.key(KeyUse::kAuditSign)};
  TreeSealer sealer{"taxgate/test", signer, clock, outside};
  std::unique_ptr<store::sqlite::SqliteStore> store =
      std::make_unique<store::sqlite::SqliteStore>(scratch.path() / "data", sealer);
  BureauId bureau;
};

TEST_F(AuditTrail, X_04_every_group_extends_a_signed_tree) {
  add(3);
  add(2);
  const auto head = parse_checkpoint(store->reader().audit_head()).value();
  EXPECT_EQ(head.origin, "taxgate/test");
  EXPECT_EQ(head.size, 5U);
  EXPECT_TRUE(verify_checkpoint(head, signer.verifier()));
  merkle::Frontier tree;
  StoredEntries entries(store->reader());
  std::int64_t seq = 0;
  while (const auto stored = entries.next()) {
    EXPECT_EQ(stored->entry.seq, ++seq);
    EXPECT_EQ(stored->leaf, leaf_hash(stored->entry));
    tree.append(stored->leaf);
  }
  EXPECT_EQ(seq, 5);
  EXPECT_EQ(tree.root(), head.root);
}

TEST_F(AuditTrail, X_04_the_tree_goes_on_after_a_restart) {
  add(3);
  store.reset();
  store = std::make_unique<store::sqlite::SqliteStore>(scratch.path() / "data", sealer);
  add(1);
  EXPECT_EQ(parse_checkpoint(store->reader().audit_head())->size, 4U);
}

TEST_F(AuditTrail, X_04_a_checkpoint_goes_outside_every_hour) {
  add(1);
  EXPECT_EQ(kept(), 1U);
  clock.advance(std::chrono::minutes{59});
  add(1);
  EXPECT_EQ(kept(), 1U);
  clock.advance(std::chrono::minutes{1});
  add(1);
  EXPECT_EQ(kept(), 2U);
}

TEST_F(AuditTrail, X_04_a_checkpoint_goes_outside_at_every_thousandth_entry) {
  add(1);
  add(997);
  EXPECT_EQ(kept(), 1U);
  add(5);
  EXPECT_EQ(kept(), 2U);
  StoredEntries entries(store->reader());  // over the border of a page
  int count = 0;
  while (entries.next()) ++count;
  EXPECT_EQ(count, 1003);
}

TEST_F(AuditTrail, X_04_all_checkpoints_are_read_and_a_damaged_one_is_told) {
  EXPECT_TRUE(outside_checkpoints(outside).empty());
  EXPECT_TRUE(stored_checkpoints(store->reader()).empty());
  add(1);
  for (const auto& found : {outside_checkpoints(outside), stored_checkpoints(store->reader())}) {
    ASSERT_FALSE(found.empty());
    EXPECT_TRUE(verify_checkpoint(found.front(), signer.verifier()));
    EXPECT_EQ(found.front().size, 1U);
  }
  std::ofstream(outside, std::ios::app) << "not a checkpoint\n";
  EXPECT_THROW(static_cast<void>(outside_checkpoints(outside)), std::runtime_error);
}

TEST_F(AuditTrail, X_04_the_log_is_verified_as_of_one_commit_while_writes_go_on) {
  add(1);
  const auto beside = store::sqlite::open_read_only(scratch.path() / "data");  // as another process does
  std::atomic<int> rounds = 0;
  std::atomic<bool> enough = false;
  std::jthread writing([&] {
    for (; !enough; ++rounds) add(400);  // every third group puts a checkpoint outside
  });
  std::uint64_t before = 0;
  for (int i = 0; i < 25 || rounds < 25; ++i) {
    const LogReport report = verify_stored_log(beside->reader(), outside, signer.verifier());
    EXPECT_TRUE(report.ok()) << name_of(report.faults.front().kind) << " from entry "
                             << report.faults.front().seq << " of " << report.entries;
    EXPECT_EQ(report.proved, report.entries);
    EXPECT_GE(report.entries, before);
    before = report.entries;
  }
  enough = true;
  writing.join();
  EXPECT_GT(before, 1U);
}

TEST_F(AuditTrail, X_04_a_damaged_state_is_no_beginning) {
  std::vector<store::AuditRow> rows(1);
  const Bytes damaged(7, 1);
  EXPECT_THROW(sealer.seal(rows, damaged), store::Failure);
}

}  // namespace
}  // namespace taxgate::app
