#include "domain/phone.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"

namespace taxgate {
namespace {

constexpr std::size_t kMobileLength = 11;

bool is_mobile(std::string_view digits) {
  return digits.size() == kMobileLength && digits[0] == '1' && digits[1] >= '3';
}

/// Without what only groups the digits. A leading + stays.
std::string compact(std::string_view text) {
  auto kept = without_blanks(narrow(text));
  std::erase_if(kept, [](char c) { return std::string_view("-()").contains(c); });
  return kept;
}

/// Drops China's country code; a bare 86 only where a mobile number follows, for a fixed line may begin so.
bool drop_country(std::string_view& number) {
  for (const std::string_view code : {"+86", "0086", "86"}) {
    if (!number.starts_with(code)) continue;
    const auto rest = number.substr(code.size());
    if (code == "86" && !is_mobile(rest)) continue;
    number = rest;
    return true;
  }
  return false;
}

/// 0 + area code + 7 or 8 digits and perhaps an extension; 7 or 8 digits alone; 400 and 800 numbers; after a
/// country code the area code comes without its 0.
bool is_landline(std::string_view digits, bool international) {
  const auto size = digits.size();
  if (digits[0] == '0') return size >= 10 && size <= 17 && digits[1] != '0';
  if (international) return size == 10 || size == kMobileLength;
  if (size == 10) return digits.starts_with("400") || digits.starts_with("800");
  return (size == 7 || size == 8) && digits[0] != '1';
}

}  // namespace

std::string_view to_string(PhoneFault fault) {
  switch (fault) {
    case PhoneFault::kEmpty:
      return "phone-empty";
    case PhoneFault::kBadCharacter:
      return "phone-bad-character";
    case PhoneFault::kLandline:
      return "phone-landline";
    case PhoneFault::kWrongLength:
      return "phone-wrong-length";
    case PhoneFault::kWrongPrefix:
      return "phone-wrong-prefix";
  }
  std::unreachable();
}

std::expected<Phone, PhoneFault> parse_phone(std::string_view text) {
  const auto compacted = compact(text);
  std::string_view digits = compacted;
  const bool international = drop_country(digits);
  if (digits.empty()) return std::unexpected(PhoneFault::kEmpty);
  if (!all_digits(digits)) return std::unexpected(PhoneFault::kBadCharacter);
  if (is_mobile(digits)) return Phone{std::string(digits)};
  if (is_landline(digits, international)) return std::unexpected(PhoneFault::kLandline);
  return std::unexpected(digits.size() == kMobileLength ? PhoneFault::kWrongPrefix
                                                        : PhoneFault::kWrongLength);
}

}  // namespace taxgate
