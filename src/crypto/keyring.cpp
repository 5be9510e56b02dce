#include "crypto/keyring.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <system_error>

#include "base/text.hpp"
#include "crypto/digest.hpp"
#include "crypto/error.hpp"
#include "crypto/key_file.hpp"

namespace taxgate {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMasterPrefix = "taxgate-master-1 ";
constexpr std::string_view kFirstLine = "taxgate-keyring-1";
constexpr std::string_view kMacPrefix = "mac ";
constexpr std::array<std::pair<KeyUse, std::string_view>, 6> kUses{{
    {KeyUse::kField, "field"},
    {KeyUse::kBlindIndex, "blind-index"},
    {KeyUse::kPepper, "pepper"},
    {KeyUse::kRowMac, "row-mac"},
    {KeyUse::kAuditSign, "audit-sign"},
    {KeyUse::kToken, "token"},
}};

std::string_view name_of(KeyUse use) {
  return std::ranges::find(kUses, use, &std::pair<KeyUse, std::string_view>::first)->second;
}

fs::path folder_of(const KeyringPlace& place) { return place.data_dir / "keys"; }

fs::path master_of(const KeyringPlace& place) {
  return place.master_file.empty() ? folder_of(place) / "master.key" : place.master_file;
}

Key read_master(const fs::path& path) {
  const Secret text = read_key_file(path);
  std::string_view line = trim(text.reveal());
  std::optional<Key> key;
  if (line.starts_with(kMasterPrefix)) {
    line.remove_prefix(kMasterPrefix.size());
    if (const auto octets = from_base64url(line)) key = Key::from(*octets);
  }
  if (!key) throw KeyringError(fmt::format("{}: is not a master key of taxgate", path.string()));
  return *key;
}

void make_folder(const fs::path& folder) {
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (!failed) fs::permissions(folder, fs::perms::owner_all, failed);
  if (failed) throw KeyringError(fmt::format("{}: cannot be made: {}", folder.string(), failed.message()));
}

/// Data keys are sealed as any field is, under a key that the master key gives.
FieldCipher wrapper(const Key& master) {
  return FieldCipher({.keys = {{1, derive_key(master, "taxgate keyring wrap")}}, .current = 1});
}

std::string mac_line(const Key& master, std::string_view lines) {
  const Key key = derive_key(master, "taxgate keyring mac");
  return fmt::format("{}{}\n", kMacPrefix, to_base64url(hmac_sha256(key.reveal(), bytes_of(lines))));
}

template <class Number>
std::optional<Number> number(std::string_view text) {
  Number value = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failed != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// What a wrapped key is bound to: its line up to the key itself.
std::string line_head(KeyUse use, std::uint32_t number, Time made) {
  return fmt::format("{} {} {}", name_of(use), number, to_millis(made));
}

}  // namespace

bool Keyring::exists(const KeyringPlace& place) { return fs::exists(folder_of(place) / "keyring"); }

Secret Keyring::new_master_text() {
  const Key key = Key::random();
  return Secret(fmt::format("{}{}\n", kMasterPrefix, to_base64url(key.reveal())));
}

Keyring Keyring::create(const KeyringPlace& place, Time now) {
  make_folder(folder_of(place));
  const KeyFolderLock lock(folder_of(place));
  if (exists(place))
    throw KeyringError(fmt::format("{}: there is a keyring already", folder_of(place).string()));
  // A master key without a keyring is what a crash between the two files leaves: nothing was sealed with it
  // yet, so it serves.
  if (place.master_file.empty() && !fs::exists(master_of(place)))
    create_key_file(master_of(place), new_master_text());
  Keyring ring(place, read_master(master_of(place)));
  for (const auto& [use, name] : kUses) ring.add(use, now);
  create_key_file(ring.file(), ring.to_text());
  return ring;
}

Keyring Keyring::open(const KeyringPlace& place) {
  Keyring ring(place, read_master(master_of(place)));
  ring.parse(read_key_file(ring.file()).reveal());
  return ring;
}

void Keyring::rotate(Time now) {
  const KeyFolderLock lock(folder_of(place_));
  Keyring latest = open(place_);
  latest.add(KeyUse::kField, now);
  replace_key_file(file(), latest.to_text());
  items_ = std::move(latest.items_);
}

const Key& Keyring::key(KeyUse use) const {
  const auto newest = std::ranges::find(items_.rbegin(), items_.rend(), use, &Item::use);
  if (newest == items_.rend())
    throw KeyringError(fmt::format("{}: has no {} key", file().string(), name_of(use)));
  return newest->key;
}

FieldKeys Keyring::field_keys() const {
  FieldKeys keys;
  for (const auto& item : items_) {
    if (item.use != KeyUse::kField) continue;
    keys.keys.emplace(item.number, item.key);
    keys.current = std::max(keys.current, item.number);
  }
  if (keys.current == 0) throw KeyringError(fmt::format("{}: has no field key", file().string()));
  return keys;
}

void Keyring::add(KeyUse use, Time now) {
  std::uint32_t newest = 0;
  for (const auto& item : items_) {
    if (item.use == use) newest = std::max(newest, item.number);
  }
  items_.push_back({use, newest + 1, now, Key::random()});
}

Secret Keyring::to_text() const {
  const FieldCipher wrap = wrapper(master_);
  std::string text = fmt::format("{}\n", kFirstLine);
  for (const auto& item : items_) {
    const std::string head = line_head(item.use, item.number, item.made);
    text += fmt::format("{} {}\n", head, to_base64url(wrap.seal(text_of(item.key.reveal()), head)));
  }
  text += mac_line(master_, text);
  return Secret(std::move(text));
}

void Keyring::parse(std::string_view text) {
  const auto last = text.rfind(kMacPrefix);
  const bool sealed =
      last != std::string_view::npos &&
      equal_constant_time(bytes_of(text.substr(last)), bytes_of(mac_line(master_, text.substr(0, last))));
  if (!sealed) {
    throw KeyringError(fmt::format("{}: was changed, or {} is not its master key", file().string(),
                                   master_of(place_).string()));
  }
  auto lines = split(text.substr(0, last - 1), '\n');
  if (lines.front() != kFirstLine)
    throw KeyringError(fmt::format("{}: is of an unknown version", file().string()));
  lines.erase(lines.begin());
  for (const auto line : lines) parse_line(line);
}

void Keyring::parse_line(std::string_view line) {
  const auto words = split(line, ' ');
  if (words.size() == 4) {
    const auto use = std::ranges::find(kUses, words[0], &std::pair<KeyUse, std::string_view>::second);
    const auto id = number<std::uint32_t>(words[1]);
    const auto made = number<std::int64_t>(words[2]);
    const auto sealed = from_base64url(words[3]);
    if (use != kUses.end() && id && made && sealed) {
      const auto head = line_head(use->first, *id, from_millis(*made));
      const Secret plain(wrapper(master_).open(*sealed, head));
      if (const auto key = Key::from(bytes_of(plain.reveal()))) {
        items_.push_back({use->first, *id, from_millis(*made), *key});
        return;
      }
    }
  }
  throw KeyringError(fmt::format("{}: holds a line that this version does not know", file().string()));
}

}  // namespace taxgate
