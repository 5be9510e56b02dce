#pragma once
// UTF-8 and small text helpers. No locale, no allocation that the name does not say.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace taxgate {

/// Well-formed UTF-8 (no overlong forms, no surrogates, at most U+10FFFF).
bool is_utf8(std::string_view text);
/// The code points of well-formed UTF-8; U+FFFD for each broken octet.
std::u32string to_code_points(std::string_view text);
/// to_code_points(text).size() without making them.
std::size_t count_code_points(std::string_view text);
std::string to_utf8(std::u32string_view points);
/// U+FFFD for what is no scalar value.
void append_utf8(std::string& text, char32_t point);

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
/// Whether every octet is an ASCII digit (true of the empty text).
bool all_digits(std::string_view text);

std::string ascii_upper(std::string_view text);
std::string ascii_lower(std::string_view text);
/// Without blanks (space, tab, CR, LF, U+3000, U+00A0) at either end.
std::string_view trim(std::string_view text);
/// Without those blanks anywhere.
std::string without_blanks(std::string_view text);
std::vector<std::string_view> split(std::string_view text, char separator);

/// A list that is one text, parted by single spaces: stored lists, OAuth's scopes (RFC 6749 §3.3).
std::vector<std::string> words(std::string_view text);
std::string joined(const std::vector<std::string>& words);
/// Whether `word` is one of words(text), without making them.
bool has_word(std::string_view text, std::string_view word);

/// Full-width ASCII (U+FF01–U+FF5E) to ASCII and U+3000 to a space; every other code point stays as it is
/// (never NFKC).
std::string narrow(std::string_view text);

/// For screens and reports: 「王**」, 「110***********231X」, 「138****1234」 — enough to recognise, not
/// enough to use.
std::string mask_name(std::string_view name);
std::string mask_document(std::string_view number);
std::string mask_phone(std::string_view phone);

}  // namespace taxgate
