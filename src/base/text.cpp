#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace taxgate {
namespace {

constexpr char32_t kReplacement = 0xFFFD;
constexpr char32_t kMaxPoint = 0x10FFFF;
constexpr char32_t kIdeographicSpace = 0x3000;
constexpr char32_t kFullWidthFirst = 0xFF01;
constexpr char32_t kFullWidthLast = 0xFF5E;
constexpr char32_t kFullWidthDistance = 0xFF01 - 0x21;

struct Decoded {
  char32_t point = kReplacement;
  std::size_t size = 0;  // octets consumed; 0 when the octet at the position begins no well-formed sequence
};

/// How many octets the sequence has that begins with `lead`, and the bits that `lead` gives.
struct Lead {
  std::size_t size;
  char32_t bits;
  char32_t least;  // the smallest code point that may be written at this length
};

Lead lead_of(std::uint8_t octet) {
  if (octet < 0x80U) return {.size = 1, .bits = octet, .least = 0};
  if (octet < 0xC2U) return {.size = 0, .bits = 0, .least = 0};
  if (octet < 0xE0U) return {.size = 2, .bits = octet & 0x1FU, .least = 0x80};
  if (octet < 0xF0U) return {.size = 3, .bits = octet & 0x0FU, .least = 0x800};
  if (octet < 0xF5U) return {.size = 4, .bits = octet & 0x07U, .least = 0x10000};
  return {.size = 0, .bits = 0, .least = 0};
}

/// RFC 3629 §4. `text` is not empty.
Decoded decode(std::string_view text) {
  const auto [size, bits, least] = lead_of(static_cast<std::uint8_t>(text.front()));
  if (size == 0 || size > text.size()) return {};
  char32_t point = bits;
  for (std::size_t i = 1; i < size; ++i) {
    const auto octet = static_cast<std::uint8_t>(text[i]);
    if ((octet & 0xC0U) != 0x80U) return {};
    point = (point << 6U) | (octet & 0x3FU);
  }
  const bool surrogate = point >= 0xD800 && point <= 0xDFFF;
  if (point < least || point > kMaxPoint || surrogate) return {};
  return {.point = point, .size = size};
}

constexpr std::array<std::string_view, 6> kBlanks{" ", "\t", "\r", "\n", "\xE3\x80\x80", "\xC2\xA0"};

bool drop_blank(std::string_view& text, bool front) {
  for (const auto blank : kBlanks) {
    if (front ? text.starts_with(blank) : text.ends_with(blank)) {
      front ? text.remove_prefix(blank.size()) : text.remove_suffix(blank.size());
      return true;
    }
  }
  return false;
}

/// The first `head` and last `tail` code points with a star for each one between them.
std::string stars_between(std::string_view text, std::size_t head, std::size_t tail) {
  auto points = to_code_points(text);
  for (std::size_t i = head; i + tail < points.size(); ++i) points[i] = U'*';
  return to_utf8(points);
}

}  // namespace

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const auto size = decode(text).size;
    if (size == 0) return false;
    text.remove_prefix(size);
  }
  return true;
}

std::u32string to_code_points(std::string_view text) {
  std::u32string points;
  points.reserve(text.size());
  while (!text.empty()) {
    const auto [point, size] = decode(text);
    points += point;
    text.remove_prefix(std::max<std::size_t>(size, 1));
  }
  return points;
}

std::size_t count_code_points(std::string_view text) {
  std::size_t count = 0;
  for (; !text.empty(); ++count) text.remove_prefix(std::max<std::size_t>(decode(text).size, 1));
  return count;
}

void append_utf8(std::string& text, char32_t point) {
  if (point > kMaxPoint || (point >= 0xD800 && point <= 0xDFFF)) point = kReplacement;
  const auto trail = [&](unsigned shift) { text += static_cast<char>(0x80U | ((point >> shift) & 0x3FU)); };
  if (point < 0x80) {
    text += static_cast<char>(point);
  } else if (point < 0x800) {
    text += static_cast<char>(0xC0U | (point >> 6U));
    trail(0);
  } else if (point < 0x10000) {
    text += static_cast<char>(0xE0U | (point >> 12U));
    trail(6);
    trail(0);
  } else {
    text += static_cast<char>(0xF0U | (point >> 18U));
    trail(12);
    trail(6);
    trail(0);
  }
}

std::string to_utf8(std::u32string_view points) {
  std::string text;
  text.reserve(points.size() * 3);
  for (const auto point : points) append_utf8(text, point);
  return text;
}

bool all_digits(std::string_view text) { return std::ranges::all_of(text, is_digit); }

std::string ascii_upper(std::string_view text) {
  std::string upper{text};
  std::ranges::transform(upper, upper.begin(),
                         [](char c) { return is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c; });
  return upper;
}

std::string ascii_lower(std::string_view text) {
  std::string lower{text};
  std::ranges::transform(lower, lower.begin(),
                         [](char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; });
  return lower;
}

std::string_view trim(std::string_view text) {
  while (drop_blank(text, true)) {
  }
  while (drop_blank(text, false)) {
  }
  return text;
}

std::string without_blanks(std::string_view text) {
  std::string kept;
  kept.reserve(text.size());
  for (text = trim(text); !text.empty(); text = trim(text)) {
    kept += text.front();
    text.remove_prefix(1);
  }
  return kept;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  for (auto end = text.find(separator); end != std::string_view::npos; end = text.find(separator, begin)) {
    parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  parts.push_back(text.substr(begin));
  return parts;
}

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> found;
  for (const auto part : split(text, ' ')) {
    if (!part.empty()) found.emplace_back(part);
  }
  return found;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text.append(text.empty() ? "" : " ").append(word);
  return text;
}

bool has_word(std::string_view text, std::string_view word) {
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    if (text.substr(0, end) == word) return !word.empty();
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return false;
}

std::string narrow(std::string_view text) {
  std::string narrowed;
  narrowed.reserve(text.size());
  while (!text.empty()) {
    const auto [point, size] = decode(text);
    const auto octets = text.substr(0, std::max<std::size_t>(size, 1));
    if (point == kIdeographicSpace) {
      narrowed += ' ';
    } else if (point >= kFullWidthFirst && point <= kFullWidthLast) {
      narrowed += static_cast<char>(point - kFullWidthDistance);
    } else {
      narrowed += octets;
    }
    text.remove_prefix(octets.size());
  }
  return narrowed;
}

std::string mask_name(std::string_view name) {
  constexpr std::size_t kMostStars = 3;  // the length of a long name is telling, too
  const auto points = to_code_points(name);
  if (points.size() < 2) return stars_between(name, 0, 0);
  std::string masked;
  append_utf8(masked, points.front());
  return masked.append(std::min(points.size() - 1, kMostStars), '*');
}

std::string mask_document(std::string_view number) {
  const auto length = count_code_points(number);
  if (length >= 14) return stars_between(number, 3, 4);
  if (length >= 7) return stars_between(number, 1, 2);
  return stars_between(number, 0, 0);
}

std::string mask_phone(std::string_view phone) {
  const auto length = count_code_points(phone);
  if (length >= 11) return stars_between(phone, 3, 4);
  return stars_between(phone, 0, length >= 7 ? 2 : 0);
}

}  // namespace taxgate
