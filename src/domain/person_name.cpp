#include "domain/person_name.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/text.hpp"

namespace taxgate {
namespace {

using Range = std::pair<char32_t, char32_t>;  // first and last

bool has(const Range& range, char32_t c) { return c >= range.first && c <= range.second; }

template <std::size_t N>
bool in(const std::array<Range, N>& ranges, char32_t c) {
  return std::ranges::any_of(ranges, [c](const Range& range) { return has(range, c); });
}

/// C0, C1, soft hyphen, zero width and direction marks, fillers, variation selectors, tags, non-characters.
constexpr std::array kControls{
    Range{0x00, 0x1F},     Range{0x7F, 0x9F},       Range{0xAD, 0xAD},     Range{0x34F, 0x34F},
    Range{0x61C, 0x61C},   Range{0x115F, 0x1160},   Range{0x17B4, 0x17B5}, Range{0x180B, 0x180F},
    Range{0x200B, 0x200F}, Range{0x2028, 0x202E},   Range{0x2060, 0x206F}, Range{0x3164, 0x3164},
    Range{0xFDD0, 0xFDEF}, Range{0xFE00, 0xFE0F},   Range{0xFEFF, 0xFEFF}, Range{0xFFA0, 0xFFA0},
    Range{0xFFF0, 0xFFFF}, Range{0xE0000, 0xE0FFF},
};
constexpr std::array kPrivateUse{Range{0xE000, 0xF8FF}, Range{0xF0000, 0xFFFFF}, Range{0x100000, 0x10FFFF}};
/// Within what is otherwise letters: symbols and punctuation of Latin-1, general punctuation, symbols, CJK
/// punctuation, pictures.
constexpr std::array kNoLetters{
    Range{0xA1, 0xB6},     Range{0xB8, 0xBF},     Range{0xD7, 0xD7},     Range{0xF7, 0xF7},
    Range{0x2010, 0x2BFF}, Range{0x3001, 0x3004}, Range{0x3008, 0x3020}, Range{0x3030, 0x303F},
    Range{0x3200, 0x33FF}, Range{0xFE10, 0xFE6F}, Range{0xFF00, 0xFF20}, Range{0x1F000, 0x1FBFF},
};
constexpr std::array kHan{Range{0x2E80, 0x2FDF}, Range{0x3005, 0x3007}, Range{0x3400, 0x4DBF},
                          Range{0x4E00, 0x9FFF}, Range{0xF900, 0xFAFF}, Range{0x20000, 0x3FFFF}};

constexpr std::u32string_view kAsciiMarks = U" '-.,()/";
constexpr std::u32string_view kOtherMarks = U"\u2010\u2011\u2018\u2019\u2022\u2027";
constexpr std::u32string_view kDots = U"\u00B7\u2022\u2027\u2219\u30FB\uFF65.";
constexpr char32_t kDot = 0xB7;

bool is_blank(char32_t c) { return c == U' ' || c == U'\t' || c == U'\r' || c == U'\n' || c == 0xA0; }
bool is_ascii_letter(char32_t c) { return (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z'); }
bool is_dot(char32_t c) { return kDots.contains(c); }

std::optional<NameFault> fault_of(char32_t c) {
  if (c < 0x80 && (is_ascii_letter(c) || kAsciiMarks.contains(c))) return std::nullopt;
  if (in(kControls, c)) return NameFault::kControlCharacter;
  if (in(kPrivateUse, c)) return NameFault::kPrivateUse;
  if (c < 0x80 || (in(kNoLetters, c) && !kOtherMarks.contains(c))) return NameFault::kBadCharacter;
  return std::nullopt;
}

/// One space for each run of blanks between words; nothing in their place where all else is Han.
std::u32string tidy_blanks(const std::u32string& points) {
  const bool all_han =
      std::ranges::all_of(points, [](char32_t c) { return is_blank(c) || is_dot(c) || in(kHan, c); });
  std::u32string tidy;
  for (const auto point : points) {
    if (!is_blank(point)) {
      tidy += point;
    } else if (!all_han && !tidy.empty() && tidy.back() != U' ') {
      tidy += U' ';
    }
  }
  return tidy;
}

/// What same_name compares.
std::u32string fold(std::string_view name) {
  std::u32string folded;
  for (auto point : to_code_points(name)) {
    if (is_dot(point)) point = kDot;
    if (point >= U'A' && point <= U'Z') point += U'a' - U'A';
    if (has({0xC0, 0xDE}, point) && point != 0xD7) point += 0x20;  // Latin-1
    if (point == kDot && !folded.empty() && folded.back() == U' ') folded.pop_back();
    if (point == U' ' && !folded.empty() && folded.back() == kDot) continue;
    folded += point;
  }
  return folded;
}

}  // namespace

std::string_view to_string(NameFault fault) {
  switch (fault) {
    case NameFault::kEmpty:
      return "name-empty";
    case NameFault::kTooLong:
      return "name-too-long";
    case NameFault::kNotUtf8:
      return "name-not-utf8";
    case NameFault::kControlCharacter:
      return "name-control-character";
    case NameFault::kBadCharacter:
      return "name-bad-character";
    case NameFault::kPrivateUse:
      return "name-private-use";
  }
  std::unreachable();
}

std::expected<std::string, NameFault> parse_person_name(std::string_view text) {
  if (!is_utf8(text)) return std::unexpected(NameFault::kNotUtf8);
  const auto points = tidy_blanks(to_code_points(trim(narrow(text))));
  if (points.empty()) return std::unexpected(NameFault::kEmpty);
  if (points.size() > kLongestName) return std::unexpected(NameFault::kTooLong);
  for (const auto point : points) {
    if (const auto fault = fault_of(point)) return std::unexpected(*fault);
  }
  if (std::ranges::all_of(points, [](char32_t c) { return is_dot(c) || kAsciiMarks.contains(c); })) {
    return std::unexpected(NameFault::kBadCharacter);
  }
  return to_utf8(points);
}

bool same_name(std::string_view a, std::string_view b) { return fold(a) == fold(b); }

}  // namespace taxgate
