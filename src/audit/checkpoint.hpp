#pragma once
// Signed tree heads in the form of a C2SP tlog-checkpoint (a signed note), so that others can keep and check
// them too.
#include <expected>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/time.hpp"
#include "crypto/signer.hpp"

namespace taxgate {

/// "The log `origin` has `size` entries, and `root` is their tree's root", signed at `time`.
///
/// As text, each line ended by LF:
///     origin
///     size, decimal
///     root, base64
///     time RFC 3339 in UTC with milliseconds       (an extension line)
///     (empty)
///     — origin base64(key id ‖ signature)
/// The signature covers the first four lines.
struct Checkpoint {
  using KeyId = std::array<std::uint8_t, 4>;

  std::string
      origin;  // at least one character; no blank, control character or '+' (a key name of C2SP signed-note)
  std::uint64_t size = 0;
  Digest root{};
  Time time;
  KeyId key_id{};
  Signature signature{};

  bool operator==(const Checkpoint&) const = default;
};

/// C2SP signed-note: the first four octets of SHA-256(name ‖ LF ‖ 0x01 ‖ public key). Tells keys apart;
/// proves nothing.
Checkpoint::KeyId key_id_of(std::string_view origin, const PublicKey& key);

bool is_origin(std::string_view text);

Checkpoint sign_checkpoint(std::string origin, std::uint64_t size, const Digest& root, Time time,
                           const Signer& signer);
bool verify_checkpoint(const Checkpoint& checkpoint, const Verifier& verifier);

std::string to_text(const Checkpoint& checkpoint);

/// Where a text stops being one or more checkpoints.
struct CheckpointFault {
  std::size_t line;  // from 1
  bool operator==(const CheckpointFault&) const = default;
};
/// Strict: only what to_text writes.
[[nodiscard]] std::expected<Checkpoint, CheckpointFault> parse_checkpoint(std::string_view text);
/// A file of checkpoints one after the other, with or without empty lines between them.
[[nodiscard]] std::expected<std::vector<Checkpoint>, CheckpointFault> parse_checkpoints(
    std::string_view text);

}  // namespace taxgate
