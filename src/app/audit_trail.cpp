#include "app/audit_trail.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "audit/log.hpp"

namespace taxgate::app {
namespace {

constexpr std::int64_t kKeepEvery = 1000;
constexpr std::chrono::hours kKeepAfter{1};
constexpr int kPage = 1000;

Entry entry_of(const store::AuditRow& row) {
  return {row.seq, row.bureau, row.at, row.kind, row.actor, row.subject, row.principal, row.detail};
}

void add_parsed(std::vector<Checkpoint>& all, std::string_view text) {
  const auto parsed = parse_checkpoints(text);
  if (!parsed) throw std::runtime_error("a checkpoint of the audit log is damaged");
  all.insert(all.end(), parsed->begin(), parsed->end());
}

}  // namespace

TreeSealer::TreeSealer(std::string origin, const Signer& signer, const Clock& clock,
                       std::filesystem::path outside)
    : origin_(std::move(origin)), signer_(signer), clock_(clock), outside_(std::move(outside)) {}

store::AuditSealer::Sealed TreeSealer::seal(std::vector<store::AuditRow>& entries, ByteView frontier) {
  auto state = frontier.empty() ? merkle::Frontier{} : merkle::Frontier::parse(frontier);
  if (!state) throw store::Failure("the audit log's stored state is damaged");
  Log log(origin_, signer_, *std::move(state));
  const std::int64_t first = log.next_seq();
  for (auto& row : entries) {
    Entry entry = entry_of(row);
    const Digest leaf = log.append(entry);
    row.seq = entry.seq;
    row.leaf.assign(leaf.begin(), leaf.end());
  }
  const Time now = clock_.now();
  const bool thousandth = first / kKeepEvery != log.next_seq() / kKeepEvery;
  return {to_text(log.checkpoint(now)), log.state().serialise(),
          thousandth || now >= last_kept_ + kKeepAfter};
}

void TreeSealer::committed(const Sealed& sealed) {
  if (!sealed.keep_checkpoint) return;
  last_kept_ = clock_.now();
  std::ofstream file(outside_,
                     std::ios::app);  // a failure loses this checkpoint alone; the store has it, too
  file << sealed.head << '\n';
}

std::optional<StoredEntry> StoredEntries::next() {
  if (at_ == page_.size()) {
    page_ = reader_.audit_entries(from_, kPage);
    at_ = 0;
    if (page_.empty()) return std::nullopt;
    from_ = page_.back().seq + 1;
  }
  const store::AuditRow& row = page_[at_++];
  StoredEntry stored{entry_of(row), {}};
  if (row.leaf.size() == stored.leaf.size()) std::ranges::copy(row.leaf, stored.leaf.begin());
  return stored;
}

std::vector<Checkpoint> outside_checkpoints(const std::filesystem::path& outside) {
  std::vector<Checkpoint> all;
  std::ifstream file(outside);
  std::stringstream text;
  text << file.rdbuf();
  if (!text.str().empty()) add_parsed(all, text.str());
  return all;
}

std::vector<Checkpoint> stored_checkpoints(store::Reader& reader) {
  std::vector<Checkpoint> all;
  if (const std::string head = reader.audit_head(); !head.empty()) add_parsed(all, head);
  for (const auto& text : reader.audit_checkpoints()) add_parsed(all, text);
  return all;
}

LogReport verify_stored_log(store::Reader& reader, const std::filesystem::path& outside,
                            const Verifier& verifier) {
  // The file first: it is written after the commit, so a file that is read later could speak of entries that
  // the snapshot has not yet, as if the log had been cut.
  auto checkpoints = outside_checkpoints(outside);
  const store::Snapshot snapshot(reader);
  std::ranges::move(stored_checkpoints(reader), std::back_inserter(checkpoints));
  StoredEntries entries(reader);
  return verify_log(entries, checkpoints, verifier);
}

}  // namespace taxgate::app
