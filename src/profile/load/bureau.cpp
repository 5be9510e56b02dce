#include <array>

#include "base/text.hpp"
#include "domain/flow/ask.hpp"
#include "profile/load/sections.hpp"

namespace taxgate::load {
namespace {

constexpr Range kAssurance{.least = 1, .most = 3};  // there are three kinds of factor
constexpr Range kUsernameDays{.least = 0, .most = 3660};
constexpr Range kWarnDays{.least = 1, .most = 365};

/// "+08:00", from -12:00 to +14:00.
std::optional<Zone> parse_offset(std::string_view text) {
  const bool has_sign = text.starts_with('+') || text.starts_with('-');
  if (text.size() != 6 || !has_sign || text[3] != ':') return std::nullopt;
  if (!all_digits(text.substr(1, 2)) || !all_digits(text.substr(4, 2))) return std::nullopt;
  const int hours = (text[1] - '0') * 10 + (text[2] - '0');
  const int minutes = (text[4] - '0') * 10 + (text[5] - '0');
  const int total = (hours * 60 + minutes) * (text[0] == '-' ? -1 : 1);
  if (minutes > 59 || total < -12 * 60 || total > 14 * 60) return std::nullopt;
  return Zone{std::chrono::minutes{total}};
}

void read_offset(Section& root, Profile& profile) {
  const std::string text = root.text("utc_offset");
  if (const auto zone = parse_offset(text)) {
    profile.zone = *zone;
  } else if (!text.empty()) {
    root.fault("utc_offset", "bad-offset", "an offset like \"+08:00\", from -12:00 to +14:00, is wanted");
  }
}

/// An ask that proves something: what may stand in a profile before it is connected.
std::optional<AskKind> proof(std::string_view word) {
  const auto kind = ask_kind(word);
  return kind && ask(*kind).traits().proves ? kind : std::nullopt;
}

std::optional<std::string> account_kind(std::string_view word) {
  constexpr std::array<std::string_view, 3> kKinds{"document", "mobile", "username"};
  return std::ranges::find(kKinds, word) == kKinds.end() ? std::nullopt : std::optional{std::string{word}};
}

}  // namespace

void put_text(Section& section, std::string_view key, Wanted wanted, std::string code, Catalogue& texts) {
  if (auto text = section.said(key, wanted)) texts.put(std::move(code), *std::move(text));
}

void read_bureau(Section& root, Profile& profile) {
  std::set<std::string, std::less<>> none;
  profile.id = root.id(none);
  put_text(root, "name", Wanted::kMust, "bureau.name", profile.texts);
  read_offset(root, profile);
  profile.assurance = root.must_whole("assurance", kAssurance);
  profile.unavailable = root.each_of("unavailable", proof);
  profile.account_kinds = root.each_of("accounts", account_kind, Wanted::kMust);
  profile.document_kinds = root.each_of("document_kinds", document_kind, Wanted::kMust);
  profile.document_accounts = root.each_of("document_accounts", document_kind);
  if (profile.document_accounts.empty()) profile.document_accounts = profile.document_kinds;
  profile.initial_passwords = root.flag("initial_passwords", profile.initial_passwords);
  profile.unit_assurance = root.whole("unit_assurance", kAssurance, profile.unit_assurance);
  profile.username_change_days =
      root.whole("username_change_days", kUsernameDays, profile.username_change_days);
  profile.warn_days = root.whole("warn_days", kWarnDays, profile.warn_days);
}

}  // namespace taxgate::load
