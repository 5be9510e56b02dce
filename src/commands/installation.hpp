#pragma once
// A data directory, opened: keys, database, audit log. What every command that touches data begins with.
#include <filesystem>

#include "app/audit_trail.hpp"
#include "app/vault.hpp"
#include "base/clock.hpp"
#include "crypto/keyring.hpp"
#include "crypto/signer.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace taxgate::commands {

struct InstallationPlace {
  std::filesystem::path data = "data";
  std::filesystem::path master_key;  // empty: in the data directory
};

KeyringPlace keyring_place(const InstallationPlace& place);
std::filesystem::path checkpoints_file(const InstallationPlace& place);

class Installation {
 public:
  /// Throws with one clear line when there is no keyring, another process serves the directory, or the
  /// database is damaged.
  explicit Installation(const InstallationPlace& place);

  const SystemClock& clock() const { return clock_; }
  const Keyring& keyring() const { return keyring_; }
  const app::Vault& vault() const { return vault_; }
  store::sqlite::SqliteStore& store() { return store_; }

 private:
  SystemClock clock_;
  Keyring keyring_;
  Signer signer_;
  app::TreeSealer sealer_;
  app::Vault vault_;
  store::sqlite::SqliteStore store_;
};

Signer audit_signer(const Keyring& keyring);

}  // namespace taxgate::commands
