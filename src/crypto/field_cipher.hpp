#pragma once
#include <map>
#include <memory>

#include "base/bytes.hpp"
#include "crypto/key.hpp"

namespace taxgate {

/// Data keys by their number (1 and up). New fields are sealed with `current`; every one opens what it
/// sealed.
struct FieldKeys {
  std::map<std::uint32_t, Key> keys;
  std::uint32_t current = 0;
};

/// Encrypts single fields with AES-256-GCM. Safe for many threads.
///
/// A sealed field: version (1 octet, 1) | key number (4, big-endian) | nonce (12, random) | ciphertext | tag
/// (16): 33 octets more than the plain text. With random nonces one key is good for 2^32 fields (NIST SP
/// 800-38D §8.3); rotate before.
class FieldCipher {
 public:
  static constexpr std::size_t kOverhead = 33;

  /// `keys.current` must be among the keys.
  explicit FieldCipher(const FieldKeys& keys);
  ~FieldCipher();
  FieldCipher(const FieldCipher&) = delete;
  FieldCipher& operator=(const FieldCipher&) = delete;

  /// `context` says where the field is kept (table, column, bureau, row): it is authenticated, not stored,
  /// and the field opens nowhere else.
  Bytes seal(std::string_view plain, std::string_view context) const;
  /// Throws CorruptField, or UnknownKey for a key number that is not here.
  std::string open(ByteView sealed, std::string_view context) const;

  /// The number of the key that sealed it (not authenticated), so that a sweep after a rotation finds what to
  /// seal anew.
  static std::optional<std::uint32_t> key_number(ByteView sealed);
  std::uint32_t current_key() const { return current_; }

 private:
  struct Slot;
  const Slot& slot(std::uint32_t number) const;

  std::map<std::uint32_t, std::unique_ptr<Slot>> slots_;
  std::uint32_t current_;
};

}  // namespace taxgate
