#pragma once
// Binds the audit room to the store: seals each group of events into the Merkle tree, keeps checkpoints
// outside the database, and reads the log back for `taxgate audit verify`.
#include <filesystem>

#include "audit/verify.hpp"
#include "base/clock.hpp"
#include "crypto/signer.hpp"
#include "store/store.hpp"

namespace taxgate::app {

class TreeSealer final : public store::AuditSealer {
 public:
  /// A checkpoint is also added to `outside` (a file that the operator copies elsewhere) once an hour and at
  /// every thousandth entry: whoever cuts the end off the database contradicts it.
  TreeSealer(std::string origin, const Signer& signer, const Clock& clock, std::filesystem::path outside);

  Sealed seal(std::vector<store::AuditRow>& entries, ByteView frontier) override;
  void committed(const Sealed& sealed) override;

 private:
  std::string origin_;
  const Signer& signer_;
  const Clock& clock_;
  std::filesystem::path outside_;
  Time last_kept_{};
};

/// The log in a store, entry by entry.
class StoredEntries final : public EntryReader {
 public:
  explicit StoredEntries(store::Reader& reader) : reader_(reader) {}
  std::optional<StoredEntry> next() override;

 private:
  store::Reader& reader_;
  std::vector<store::AuditRow> page_;
  std::size_t at_ = 0;
  std::int64_t from_ = 1;
};

/// Every checkpoint of a file beside the store (none where there is no file) and of the store; both throw
/// std::runtime_error for one that is damaged.
std::vector<Checkpoint> outside_checkpoints(const std::filesystem::path& outside);
std::vector<Checkpoint> stored_checkpoints(store::Reader& reader);

/// Verifies the log as of one commit, whoever writes meanwhile.
LogReport verify_stored_log(store::Reader& reader, const std::filesystem::path& outside,
                            const Verifier& verifier);

}  // namespace taxgate::app
