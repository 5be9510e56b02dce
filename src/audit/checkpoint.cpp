#include "audit/checkpoint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <charconv>
#include <span>

#include "base/text.hpp"
#include "crypto/base64.hpp"
#include "crypto/digest.hpp"

namespace taxgate {
namespace {

constexpr std::string_view kTimePrefix = "time ";
constexpr std::string_view kDash = "\u2014 ";
constexpr std::size_t kLines = 6;

std::string body(const Checkpoint& checkpoint) {
  return fmt::format("{}\n{}\n{}\n{}{}\n", checkpoint.origin, checkpoint.size, to_base64(checkpoint.root),
                     kTimePrefix, format_time(checkpoint.time));
}

template <class Number>
bool read_number(std::string_view text, Number& value) {
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  return failed == std::errc{} && end == text.data() + text.size();
}

/// The inverse of format_time; the caller compares the whole text, so that only that form passes.
std::optional<Time> read_time(std::string_view text) {
  if (text.size() != std::string_view("2026-11-22T01:02:03.004Z").size()) return std::nullopt;
  const auto date = parse_date(text.substr(0, 10));
  int hours = 0;
  int minutes = 0;
  int seconds = 0;
  int millis = 0;
  if (!date || !read_number(text.substr(11, 2), hours) || !read_number(text.substr(14, 2), minutes) ||
      !read_number(text.substr(17, 2), seconds) || !read_number(text.substr(20, 3), millis)) {
    return std::nullopt;
  }
  return start_of_day(*date, Zone{.offset = std::chrono::minutes{0}}) + std::chrono::hours{hours} +
         std::chrono::minutes{minutes} + Seconds{seconds} + Millis{millis};
}

template <std::size_t kSize>
bool read_base64(std::string_view text, std::array<std::uint8_t, kSize>& octets) {
  const auto bytes = from_base64(text);
  if (!bytes || bytes->size() != kSize) return false;
  std::ranges::copy(*bytes, octets.begin());
  return true;
}

bool read_time_line(std::string_view line, Time& time) {
  if (!line.starts_with(kTimePrefix)) return false;
  const auto read = read_time(line.substr(kTimePrefix.size()));
  if (read) time = *read;
  return read.has_value();
}

bool read_signature_line(std::string_view line, Checkpoint& checkpoint) {
  const std::string prefix = fmt::format("{}{} ", kDash, checkpoint.origin);
  constexpr std::size_t kKeyId = std::tuple_size_v<Checkpoint::KeyId>;
  std::array<std::uint8_t, kKeyId + std::tuple_size_v<Signature>> octets{};
  if (!line.starts_with(prefix) || !read_base64(line.substr(prefix.size()), octets)) return false;
  const std::span<const std::uint8_t> all(octets);
  std::ranges::copy(all.first(kKeyId), checkpoint.key_id.begin());
  std::ranges::copy(all.subspan(kKeyId), checkpoint.signature.begin());
  return true;
}

/// The checkpoint of six lines, or the index of the first line that is wrong.
std::expected<Checkpoint, std::size_t> read_lines(std::span<const std::string_view> lines) {
  Checkpoint read;
  read.origin = lines[0];
  if (!is_origin(read.origin)) return std::unexpected(0U);
  if (!read_number(lines[1], read.size)) return std::unexpected(1U);
  if (!read_base64(lines[2], read.root)) return std::unexpected(2U);
  if (!read_time_line(lines[3], read.time)) return std::unexpected(3U);
  if (!lines[4].empty()) return std::unexpected(4U);
  if (!read_signature_line(lines[5], read)) return std::unexpected(5U);
  // Leading zeros, an hour 24 and the like: whatever does not come out as it went in.
  const std::string canonical = to_text(read);
  const auto expected = split(canonical, '\n');
  for (std::size_t i = 0; i < kLines; ++i) {
    if (expected[i] != lines[i]) return std::unexpected(i);
  }
  return read;
}

}  // namespace

bool is_origin(std::string_view text) {
  return !text.empty() && is_utf8(text) && std::ranges::none_of(text, [](char c) {
    return static_cast<unsigned char>(c) <= ' ' || c == '\x7f' || c == '+';
  });
}

Checkpoint::KeyId key_id_of(std::string_view origin, const PublicKey& key) {
  static constexpr std::array<std::uint8_t, 2> kSeparatorAndEd25519{'\n', 1};
  const Digest digest = sha256_of({bytes_of(origin), kSeparatorAndEd25519, key});
  Checkpoint::KeyId id{};
  std::copy_n(digest.begin(), id.size(), id.begin());
  return id;
}

Checkpoint sign_checkpoint(std::string origin, std::uint64_t size, const Digest& root, Time time,
                           const Signer& signer) {
  assert(is_origin(origin));
  const auto key_id = key_id_of(origin, signer.verifier().key());
  Checkpoint made{.origin = std::move(origin),
                  .size = size,
                  .root = root,
                  .time = time,
                  .key_id = key_id,
                  .signature = {}};
  made.signature = signer.sign(bytes_of(body(made)));
  return made;
}

bool verify_checkpoint(const Checkpoint& checkpoint, const Verifier& verifier) {
  return checkpoint.key_id == key_id_of(checkpoint.origin, verifier.key()) &&
         verifier.verify(bytes_of(body(checkpoint)), checkpoint.signature);
}

std::string to_text(const Checkpoint& checkpoint) {
  Bytes signature(checkpoint.key_id.begin(), checkpoint.key_id.end());
  signature.insert(signature.end(), checkpoint.signature.begin(), checkpoint.signature.end());
  return fmt::format("{}\n{}{} {}\n", body(checkpoint), kDash, checkpoint.origin, to_base64(signature));
}

std::expected<Checkpoint, CheckpointFault> parse_checkpoint(std::string_view text) {
  auto all = parse_checkpoints(text);
  if (!all) return std::unexpected(all.error());
  if (all->size() != 1) return std::unexpected(CheckpointFault{all->empty() ? 1 : kLines + 1});
  return std::move(all->front());
}

std::expected<std::vector<Checkpoint>, CheckpointFault> parse_checkpoints(std::string_view text) {
  if (text.empty()) return std::vector<Checkpoint>{};
  auto lines = split(text, '\n');
  if (!lines.back().empty()) return std::unexpected(CheckpointFault{lines.size()});  // the last LF is missing
  lines.pop_back();
  std::vector<Checkpoint> checkpoints;
  for (std::size_t at = 0; at < lines.size();) {
    if (lines[at].empty()) {
      ++at;
      continue;
    }
    if (lines.size() - at < kLines) return std::unexpected(CheckpointFault{lines.size()});
    auto read = read_lines(std::span(lines).subspan(at, kLines));
    if (!read) return std::unexpected(CheckpointFault{at + read.error() + 1});
    checkpoints.push_back(std::move(*read));
    at += kLines;
  }
  return checkpoints;
}

}  // namespace taxgate
