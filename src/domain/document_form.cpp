#include "domain/document_form.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/text.hpp"
#include "domain/check_digit.hpp"

namespace taxgate {
namespace {

using Fault = std::optional<DocumentFault>;

constexpr std::chrono::year kOldestBirth{1800};

/// The provinces of GB/T 2260; 81, 82 and 83 are in the residence permits of 2018 only, which are kinds of
/// their own.
constexpr std::string_view kProvinces =
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71";

bool known_province(std::string_view two) { return kProvinces.contains(two); }

bool alphanumeric(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return is_digit(c) || is_upper(c); });
}
bool has_digit(std::string_view text) { return std::ranges::any_of(text, is_digit); }

unsigned number_of(std::string_view digits) {
  unsigned value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

/// Whether "YYMMDD" is a day of the 20th or the 21st century.
bool day_of_some_century(std::string_view six) {
  return date_of_digits(std::string("19").append(six)) || date_of_digits(std::string("20").append(six));
}

Fault fault_of_birth(std::string_view eight, std::optional<Date> today) {
  const auto birth = date_of_digits(eight);
  if (!birth) return DocumentFault::kBadDate;
  if (today && *birth > *today) return DocumentFault::kFutureDate;
  return std::nullopt;
}

/// The 18 characters of GB 11643: area, date, sequence, check. The prefix is the caller's to judge.
Fault fault_of_eighteen(std::string_view number, std::optional<Date> today) {
  if (!all_digits(number.substr(0, 17))) return DocumentFault::kBadCharacter;
  if (!is_digit(number[17]) && number[17] != 'X') return DocumentFault::kBadCharacter;
  if (const auto fault = fault_of_birth(number.substr(6, 8), today)) return fault;
  if (resident_check(number.substr(0, 17)) != number[17]) return DocumentFault::kBadCheckDigit;
  return std::nullopt;
}

Fault fault_of_resident(std::string_view number, std::optional<Date> today) {
  if (number.size() != 15 && number.size() != 18) return DocumentFault::kWrongLength;
  if (!all_digits(number.substr(0, 15))) return DocumentFault::kBadCharacter;
  if (!known_province(number.substr(0, 2))) return DocumentFault::kWrongPrefix;
  if (number.size() == 18) return fault_of_eighteen(number, today);
  return fault_of_birth(std::string("19").append(number.substr(6, 6)), today);
}

Fault fault_of_residence_permit(std::string_view number, std::initializer_list<std::string_view> areas,
                                std::optional<Date> today) {
  if (number.size() != 18) return DocumentFault::kWrongLength;
  if (std::ranges::find(areas, number.substr(0, 6)) == areas.end()) return DocumentFault::kWrongPrefix;
  return fault_of_eighteen(number, today);
}

/// 2004 and 2017: nationality (three letters), four digits of the place, YYMMDD, two digits more. From
/// 2023-12-01: 9, two digits of the place, three of the nationality, then as GB 11643.
Fault fault_of_permanent_residence(std::string_view number, std::optional<Date> today) {
  if (number.size() == 18) {
    if (number.front() != '9') return DocumentFault::kWrongPrefix;
    return fault_of_eighteen(number, today);
  }
  if (number.size() != 15) return DocumentFault::kWrongLength;
  if (!std::ranges::all_of(number.substr(0, 3), is_upper)) return DocumentFault::kWrongPrefix;
  if (!all_digits(number.substr(3))) return DocumentFault::kBadCharacter;
  if (!day_of_some_century(number.substr(7, 6))) return DocumentFault::kBadDate;
  return std::nullopt;
}

/// H (Hong Kong) or M (Macau) and the holder's eight digits; on books before 2013 two more, which count the
/// issues.
Fault fault_of_hk_macau_permit(std::string_view number) {
  if (number.size() != 9 && number.size() != 11) return DocumentFault::kWrongLength;
  if (number.front() != 'H' && number.front() != 'M') return DocumentFault::kWrongPrefix;
  if (!all_digits(number.substr(1))) return DocumentFault::kBadCharacter;
  return std::nullopt;
}

/// The card of 2015: eight digits. The book before it: ten digits, mostly with a letter.
Fault fault_of_taiwan_permit(std::string_view number) {
  if (number.size() != 8 && number.size() != 10 && number.size() != 11) return DocumentFault::kWrongLength;
  if (!all_digits(number.substr(0, 10))) return DocumentFault::kBadCharacter;
  if (number.size() == 11 && !is_upper(number[10])) return DocumentFault::kBadCharacter;
  return std::nullopt;
}

/// Nine characters: one or two letters (E and G ordinary; D, S, P diplomatic and service; K, H, M of the two
/// special regions) and digits, or 14 or 15 and seven digits on the books before 2002.
Fault fault_of_chinese_passport(std::string_view number) {
  if (number.size() != 9) return DocumentFault::kWrongLength;
  if (!all_digits(number.substr(2))) return DocumentFault::kBadCharacter;
  if (number.starts_with("14") || number.starts_with("15")) return std::nullopt;
  if (!std::string_view("DEGHKMPS").contains(number.front())) return DocumentFault::kWrongPrefix;
  return alphanumeric(number.substr(1, 1)) ? std::nullopt : Fault{DocumentFault::kBadCharacter};
}

/// No standard binds what another state prints; these bounds refuse only what is certainly no number.
Fault fault_of_free_form(std::string_view number, std::size_t least, std::size_t most) {
  if (number.size() < least || number.size() > most) return DocumentFault::kWrongLength;
  if (!alphanumeric(number) || !has_digit(number)) return DocumentFault::kBadCharacter;
  return std::nullopt;
}

}  // namespace

std::optional<Date> date_of_digits(std::string_view eight) {
  if (eight.size() != 8 || !all_digits(eight)) return std::nullopt;
  const Date date{std::chrono::year{static_cast<int>(number_of(eight.substr(0, 4)))},
                  std::chrono::month{number_of(eight.substr(4, 2))},
                  std::chrono::day{number_of(eight.substr(6, 2))}};
  if (!date.ok() || date.year() < kOldestBirth) return std::nullopt;
  return date;
}

std::optional<DocumentFault> fault_of_form(const Document& document, std::optional<Date> today) {
  const std::string_view number = document.number;
  switch (document.kind) {
    case DocumentKind::kResidentId:
      return fault_of_resident(number, today);
    case DocumentKind::kHkMacauResidencePermit:
      return fault_of_residence_permit(number, {"810000", "820000"}, today);
    case DocumentKind::kTaiwanResidencePermit:
      return fault_of_residence_permit(number, {"830000"}, today);
    case DocumentKind::kForeignPermanentResidentId:
      return fault_of_permanent_residence(number, today);
    case DocumentKind::kHkMacauPermit:
      return fault_of_hk_macau_permit(number);
    case DocumentKind::kTaiwanPermit:
      return fault_of_taiwan_permit(number);
    case DocumentKind::kChinesePassport:
      return fault_of_chinese_passport(number);
    case DocumentKind::kForeignPassport:
      return fault_of_free_form(number, 5, 17);
    case DocumentKind::kForeignWorkPermitA:
    case DocumentKind::kForeignWorkPermitB:
    case DocumentKind::kForeignWorkPermitC:
      return fault_of_free_form(number, 6, 20);
    case DocumentKind::kUnit:
      return DocumentFault::kBadCharacter;  // nobody signs in as one
  }
  std::unreachable();
}

}  // namespace taxgate
