#include "commands/installation.hpp"

namespace taxgate::commands {
namespace {

constexpr auto kOrigin = "taxgate/audit";

Keyring open_keyring(const InstallationPlace& place) {
  if (!Keyring::exists(keyring_place(place))) {
    throw std::runtime_error("no keys in " + place.data.string() + ": run «taxgate init --data DIR» first");
  }
  return Keyring::open(keyring_place(place));
}

}  // namespace

KeyringPlace keyring_place(const InstallationPlace& place) { return {place.data, place.master_key}; }

std::filesystem::path checkpoints_file(const InstallationPlace& place) {
  return place.data / "audit-checkpoints.txt";
}

Signer audit_signer(const Keyring& keyring) { return Signer{keyring.key(KeyUse::kAuditSign)}; }

Installation::Installation(const InstallationPlace& place)
    : keyring_(open_keyring(place)),
      signer_(audit_signer(keyring_)),
      sealer_(kOrigin, signer_, clock_, checkpoints_file(place)),
      vault_(keyring_),
      store_(place.data, sealer_) {}

}  // namespace taxgate::commands
