#include "audit/verify.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "audit/log.hpp"

namespace taxgate {
namespace {

using testing::ElementsAre;
using testing::UnorderedElementsAre;

constexpr std::string_view kOrigin = "tax.example/audit";

class VectorReader : public EntryReader {
 public:
  explicit VectorReader(const std::vector<StoredEntry>& entries) : entries_(entries) {}
  std::optional<StoredEntry> next() override {
    if (at_ == entries_.size()) return std::nullopt;
    return entries_[at_++];
  }

 private:
  const std::vector<StoredEntry>& entries_;
  std::size_t at_ = 0;
};

Entry entry(std::int64_t n) {
  return {.bureau = BureauId{1},
          .at = from_millis(1'795'312'923'000 + n),
          .kind = n % 2 == 0 ? "session.begun" : "mandate.confirmed",
          .actor = PersonId{n},
          .subject = PersonId{n + 1},
          .principal = TaxpayerId{n + 2},
          .detail_json = R"({"n":)" + std::to_string(n) + "}"};
}

/// A log of groups of ten entries, with a checkpoint after each group, as the store keeps it.
class LogTest : public testing::Test {
 protected:
  LogTest() {
    for (int group = 0; group < 5; ++group) {
      for (int i = 0; i < 10; ++i) add(log_, stored_);
      heads_.push_back(log_.checkpoint(from_millis(1'795'313'000'000 + group)));
    }
  }

  static void add(Log& log, std::vector<StoredEntry>& stored) {
    StoredEntry made{.entry = entry(log.next_seq()), .leaf = {}};
    made.leaf = log.append(made.entry);
    stored.push_back(made);
  }
  LogReport verify() const {
    VectorReader reader(stored_);
    return verify_log(reader, heads_, signer_.verifier());
  }
  StoredEntry& at(std::int64_t seq) { return stored_.at(static_cast<std::size_t>(seq - 1)); }
  void remove(std::int64_t seq) { stored_.erase(stored_.begin() + (seq - 1)); }
  /// What somebody does who knows how leaves are made: the stored hashes fit again.
  void mend_leaves() {
    for (auto& each : stored_) each.leaf = leaf_hash(each.entry);
  }
  void renumber() {
    for (std::size_t i = 0; i < stored_.size(); ++i) stored_[i].entry.seq = static_cast<std::int64_t>(i + 1);
  }

  Signer signer_{Key::random()};
  Log log_{std::string(kOrigin), signer_};
  std::vector<StoredEntry> stored_;
  std::vector<Checkpoint> heads_;
};

using Kind = LogFaultKind;

TEST_F(LogTest, X_04_a_whole_log_verifies) {
  const LogReport report = verify();
  EXPECT_TRUE(report.ok()) << name_of(report.faults.front().kind);
  EXPECT_EQ(report.entries, 50U);
  EXPECT_EQ(report.proved, 50U);
  std::ranges::reverse(heads_);
  heads_.push_back(heads_.front());
  EXPECT_TRUE(verify().ok());
}

TEST_F(LogTest, X_04_an_empty_log_verifies) {
  stored_.clear();
  heads_.clear();
  EXPECT_TRUE(verify().ok());
  heads_.push_back(Log(std::string(kOrigin), signer_).checkpoint({}));
  EXPECT_TRUE(verify().ok());
}

TEST_F(LogTest, X_04_the_writer_goes_on_from_its_stored_state) {
  const auto state = merkle::Frontier::parse(log_.state().serialise());
  ASSERT_TRUE(state);
  Log resumed(std::string(kOrigin), signer_, *state);
  EXPECT_EQ(resumed.next_seq(), 51);
  add(resumed, stored_);
  heads_.push_back(resumed.checkpoint(from_millis(1'795'313'000'100)));
  const LogReport report = verify();
  EXPECT_TRUE(report.ok());
  EXPECT_EQ(report.proved, 51U);
}

TEST_F(LogTest, X_04_finds_a_change_of_any_field) {
  const std::vector<std::function<void(Entry&)>> changes{
      [](Entry& e) { e.bureau.value += 1; },  [](Entry& e) { e.at += Millis{1}; },
      [](Entry& e) { e.kind = "x"; },         [](Entry& e) { e.actor.value += 1; },
      [](Entry& e) { e.subject.value += 1; }, [](Entry& e) { e.principal.value += 1; },
      [](Entry& e) { e.detail_json += " "; }};
  const auto whole = stored_;
  for (const auto& change : changes) {
    stored_ = whole;
    change(at(23).entry);
    EXPECT_THAT(verify().faults, ElementsAre(LogFault{Kind::kChanged, 23, 24}));
    at(23).leaf = leaf_hash(at(23).entry);
    EXPECT_THAT(verify().faults, ElementsAre(LogFault{Kind::kRootDiffers, 21, 31}));
    EXPECT_EQ(verify().proved, 20U);
  }
}

TEST_F(LogTest, X_04_finds_several_changes) {
  at(3).entry.kind = "x";
  at(48).entry.kind = "x";
  EXPECT_THAT(verify().faults, ElementsAre(LogFault{Kind::kChanged, 3, 4}, LogFault{Kind::kChanged, 48, 49}));
}

TEST_F(LogTest, X_04_finds_a_changed_leaf) {
  at(23).leaf[0] ^= 1U;
  EXPECT_THAT(verify().faults,
              UnorderedElementsAre(LogFault{Kind::kChanged, 23, 24}, LogFault{Kind::kRootDiffers, 21, 31}));
}

TEST_F(LogTest, X_04_finds_removed_entries) {
  remove(17);
  EXPECT_THAT(verify().faults, ElementsAre(LogFault{Kind::kMissing, 17, 18}));
  remove(17);
  remove(1);
  EXPECT_THAT(verify().faults, ElementsAre(LogFault{Kind::kMissing, 1, 2}, LogFault{Kind::kMissing, 17, 19}));
}

TEST_F(LogTest, X_04_finds_removed_and_renumbered_entries) {
  remove(17);
  renumber();
  const LogReport report = verify();
  EXPECT_EQ(report.faults.front(), (LogFault{Kind::kRootDiffers, 11, 21}));
  EXPECT_EQ(report.faults.back(), (LogFault{Kind::kTruncated, 50, 51}));
  mend_leaves();
  EXPECT_THAT(verify().faults,
              ElementsAre(LogFault{Kind::kRootDiffers, 11, 21}, LogFault{Kind::kTruncated, 50, 51}));
}

TEST_F(LogTest, X_04_finds_reordered_entries) {
  std::swap(at(17), at(18));  // in the file's order
  EXPECT_THAT(verify().faults, ElementsAre(LogFault{Kind::kOutOfOrder, 17, 18}));
  renumber();  // and in the numbers too
  EXPECT_THAT(verify().faults,
              UnorderedElementsAre(LogFault{Kind::kChanged, 17, 18}, LogFault{Kind::kChanged, 18, 19},
                                   LogFault{Kind::kRootDiffers, 11, 21}));
  mend_leaves();
  EXPECT_THAT(verify().faults, ElementsAre(LogFault{Kind::kRootDiffers, 11, 21}));
}

TEST_F(LogTest, X_04_finds_inserted_entries) {
  const auto whole = stored_;
  stored_.insert(stored_.begin() + 17, at(17));  // the same number twice
  EXPECT_THAT(verify().faults, ElementsAre(LogFault{Kind::kInserted, 17, 18}));

  stored_ = whole;
  StoredEntry hidden = at(1);
  hidden.entry.seq = 0;
  hidden.leaf = leaf_hash(hidden.entry);
  stored_.insert(stored_.begin(), hidden);
  EXPECT_THAT(verify().faults, ElementsAre(LogFault{Kind::kInserted, 0, 1}));

  stored_ = whole;
  stored_.insert(stored_.begin() + 17, at(17));
  renumber();
  mend_leaves();
  EXPECT_THAT(verify().faults,
              ElementsAre(LogFault{Kind::kRootDiffers, 11, 21}, LogFault{Kind::kBeyondHead, 51, 52}));
}

TEST_F(LogTest, X_04_finds_entries_that_no_checkpoint_covers) {
  Log forged(std::string(kOrigin), signer_, log_.state());
  add(forged, stored_);
  add(forged, stored_);
  EXPECT_THAT(verify().faults, ElementsAre(LogFault{Kind::kBeyondHead, 51, 53}));
  heads_.clear();
  EXPECT_THAT(verify().faults, ElementsAre(LogFault{Kind::kBeyondHead, 1, 53}));
  EXPECT_EQ(verify().proved, 0U);
}

TEST_F(LogTest, X_04_finds_a_log_cut_behind_a_checkpoint_kept_outside) {
  const Checkpoint outside = heads_.back();
  stored_.resize(30);
  heads_.resize(3);
  EXPECT_TRUE(verify().ok());  // the log alone cannot know
  heads_.push_back(outside);
  EXPECT_THAT(verify().faults, ElementsAre(LogFault{Kind::kTruncated, 31, 51}));
  EXPECT_EQ(verify().proved, 30U);
  stored_.clear();
  EXPECT_THAT(verify().faults, ElementsAre(LogFault{Kind::kTruncated, 1, 51}));
}

TEST_F(LogTest, X_04_finds_a_rewritten_log_by_a_checkpoint_kept_outside) {
  // Somebody with the database and the signing key writes the whole history anew.
  const Checkpoint outside = heads_.back();
  at(5).entry.actor = PersonId{999};
  mend_leaves();
  Log forged(std::string(kOrigin), signer_);
  for (auto& each : stored_) forged.append(each.entry);
  heads_ = {forged.checkpoint(from_millis(1'795'313'000'100))};
  EXPECT_TRUE(verify().ok());
  heads_.push_back(outside);
  EXPECT_THAT(verify().faults, UnorderedElementsAre(LogFault{Kind::kHeadsContradict, 1, 51},
                                                    LogFault{Kind::kRootDiffers, 1, 51}));
}

TEST_F(LogTest, X_04_finds_forged_checkpoints) {
  const Signer stranger{Key::random()};
  at(45).entry.kind = "x";
  mend_leaves();
  Log forged(std::string(kOrigin), stranger);
  for (auto& each : stored_) forged.append(each.entry);
  heads_.back() = forged.checkpoint(from_millis(1'795'313'000'004));
  EXPECT_THAT(verify().faults, UnorderedElementsAre(LogFault{Kind::kBadSignature, 1, 51},
                                                    LogFault{Kind::kBeyondHead, 41, 51}));
}

TEST_F(LogTest, X_04_finds_checkpoints_of_another_log) {
  const Log other("other.example/audit", signer_, log_.state());
  heads_.push_back(other.checkpoint(from_millis(1'795'313'000'100)));
  EXPECT_THAT(verify().faults, ElementsAre(LogFault{Kind::kForeignOrigin, 1, 51}));
}

TEST_F(LogTest, X_04_numbers_beyond_reason_are_no_trouble) {
  at(50).entry.seq = std::numeric_limits<std::int64_t>::max();
  heads_.back().size = std::numeric_limits<std::uint64_t>::max();
  const LogReport report = verify();
  EXPECT_FALSE(report.ok());
}

TEST_F(LogTest, X_04_the_list_of_faults_is_bounded) {
  for (int i = 0; i < 300; ++i) add(log_, stored_);
  heads_.push_back(log_.checkpoint(from_millis(1'795'313'000'100)));
  for (auto& each : stored_) each.entry.kind = "x";
  const LogReport report = verify();
  EXPECT_EQ(report.fault_count, 350U);
  EXPECT_EQ(report.faults.size(), LogReport::kMostFaults);
  EXPECT_EQ(report.faults.front(), (LogFault{Kind::kChanged, 1, 2}));
}

/// Makes its entries as they are read, so that the test measures the verification alone.
class CountingReader : public EntryReader {
 public:
  explicit CountingReader(std::int64_t count) : count_(count) {}
  std::optional<StoredEntry> next() override {
    if (seq_ == count_) return std::nullopt;
    StoredEntry made{.entry = entry(++seq_), .leaf = {}};
    made.entry.seq = seq_;
    made.leaf = leaf_hash(made.entry);
    return made;
  }

 private:
  std::int64_t count_;
  std::int64_t seq_ = 0;
};

TEST(LogSize, X_04_verifies_a_long_log_as_a_stream) {
  constexpr std::int64_t kCount = 200'000;
  const Signer signer{Key::random()};
  Log log(std::string(kOrigin), signer);
  CountingReader writer(kCount);
  while (auto made = writer.next()) log.append(made->entry);
  CountingReader reader(kCount);
  const LogReport report = verify_log(reader, {log.checkpoint({})}, signer.verifier());
  EXPECT_TRUE(report.ok());
  EXPECT_EQ(report.proved, kCount);
}

TEST(Entry, canonical_bytes_are_what_the_header_says) {
  const Entry one{.seq = 1,
                  .bureau = BureauId{2},
                  .at = from_millis(3),
                  .kind = "ab",
                  .actor = PersonId{4},
                  .subject = PersonId{5},
                  .principal = TaxpayerId{6},
                  .detail_json = "{}"};
  EXPECT_EQ(to_hex(canonical_bytes(one)),
            "01"
            "0000000000000001"
            "0000000000000002"
            "0000000000000003"
            "00000002"
            "6162"
            "0000000000000004"
            "0000000000000005"
            "0000000000000006"
            "00000002"
            "7b7d");
}

}  // namespace
}  // namespace taxgate
