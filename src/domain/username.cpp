#include "domain/username.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "domain/account.hpp"

namespace taxgate {
namespace {

bool is_han(char32_t c) {
  return c == 0x3007 || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) ||
         (c >= 0x20000 && c <= 0x3FFFF);
}

bool is_allowed(char32_t c) {
  if (c >= 0x80) return is_han(c);
  const char ascii = static_cast<char>(c);
  return is_digit(ascii) || is_upper(ascii) || is_lower(ascii) || ascii == '_';
}

}  // namespace

std::string_view to_string(UsernameFault fault) {
  switch (fault) {
    case UsernameFault::kTooShort:
      return "username-too-short";
    case UsernameFault::kTooLong:
      return "username-too-long";
    case UsernameFault::kBadCharacter:
      return "username-bad-character";
    case UsernameFault::kDigitsAlone:
      return "username-digits-alone";
    case UsernameFault::kLooksLikeDocument:
      return "username-looks-like-document";
  }
  std::unreachable();
}

std::expected<Username, std::vector<UsernameFault>> parse_username(std::string_view text,
                                                                   UsernameRules rules) {
  const auto name = trim(text);
  const auto points = to_code_points(name);
  std::vector<UsernameFault> faults;
  if (std::cmp_less(points.size(), rules.min_length)) faults.push_back(UsernameFault::kTooShort);
  if (std::cmp_greater(points.size(), rules.max_length)) faults.push_back(UsernameFault::kTooLong);
  if (!std::ranges::all_of(points, is_allowed)) faults.push_back(UsernameFault::kBadCharacter);
  if (!name.empty() && all_digits(name)) faults.push_back(UsernameFault::kDigitsAlone);
  if (looks_like_document(name)) faults.push_back(UsernameFault::kLooksLikeDocument);
  if (!faults.empty()) return std::unexpected(std::move(faults));
  return Username{std::string(name)};
}

}  // namespace taxgate
