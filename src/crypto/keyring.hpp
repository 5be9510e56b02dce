#pragma once
#include <filesystem>
#include <map>
#include <vector>

#include "base/secret.hpp"
#include "base/time.hpp"
#include "crypto/field_cipher.hpp"
#include "crypto/key.hpp"

namespace taxgate {

/// What a key is for. One key, one use.
enum class KeyUse : std::uint8_t {
  kField,       // FieldCipher; the only one that rotates
  kBlindIndex,  // BlindIndex
  kPepper,      // passwords
  kRowMac,      // RowMac
  kAuditSign,   // Signer's seed
  kToken,       // cookies and other tokens that only this system reads
};

struct KeyringPlace {
  std::filesystem::path data_dir;  // the keyring is DIR/keys/keyring, the master key DIR/keys/master.key
  /// A master key kept elsewhere (a service manager's credential, a mounted secret); empty: in the data
  /// folder, which protects copies of the database but not of the whole folder.
  std::filesystem::path master_file;
};

/// The keys of an installation. DIR/keys (mode 0700) holds `keyring`, a text file with each data key
/// encrypted under the master key and an HMAC over all of it, so that no key can be removed, added or
/// exchanged without the master key. The master key file is one line: "taxgate-master-1 " and 32 octets in
/// base64url.
///
/// Both files are needed to read the database: back them up, apart from it. Every failure is a KeyringError.
class Keyring {
 public:
  /// Makes the folder, the keys and, unless one is given, the master key. Fails if there is a keyring.
  static Keyring create(const KeyringPlace& place, Time now);
  static Keyring open(const KeyringPlace& place);
  static bool exists(const KeyringPlace& place);
  /// A new master key as a file's text, for an operator who keeps it elsewhere.
  static Secret new_master_text();

  /// Adds a field key and makes it the current one, on disk and here; the former ones stay, to open what they
  /// sealed. Other processes use it from their next start on. What was rotated elsewhere since this was
  /// opened is taken up.
  void rotate(Time now);

  /// The newest key of that use.
  const Key& key(KeyUse use) const;
  FieldKeys field_keys() const;

 private:
  struct Item {
    KeyUse use;
    std::uint32_t number;
    Time made;
    Key key;
  };

  Keyring(KeyringPlace place, Key master) : place_(std::move(place)), master_(std::move(master)) {}
  void add(KeyUse use, Time now);
  Secret to_text() const;
  void parse(std::string_view text);
  void parse_line(std::string_view line);
  std::filesystem::path file() const { return place_.data_dir / "keys" / "keyring"; }

  KeyringPlace place_;
  Key master_;
  std::vector<Item> items_;  // in the file's order; of one use, ascending numbers
};

}  // namespace taxgate
