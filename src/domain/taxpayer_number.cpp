#include "domain/taxpayer_number.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/text.hpp"
#include "domain/check_digit.hpp"
#include "domain/document.hpp"

namespace taxgate {
namespace {

using Fault = TaxpayerNumberFault;
using Parsed = std::expected<TaxpayerNumber, TaxpayerNumberFault>;

constexpr std::size_t kUsccLength = 18;
constexpr std::size_t kOrganLength = 11;

std::string normalise(std::string_view text) { return without_blanks(ascii_upper(narrow(text))); }

bool alphanumeric(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return is_digit(c) || is_upper(c); });
}

bool is_resident(std::string_view number) {
  return parse_document(DocumentKind::kResidentId, number).has_value();
}

std::optional<Fault> fault_of_uscc(std::string_view code) {
  if (code.size() != kUsccLength) return Fault::kWrongLength;
  if (!all_digits(code.substr(2, 6))) return Fault::kBadCharacter;  // the area of the registering authority
  const auto check = credit_code_check(code.substr(0, 17));
  const auto organisation_digit = organisation_check(code.substr(8, 8));
  if (!check || !organisation_digit) return Fault::kBadCharacter;
  if (*check != code.back()) return Fault::kBadCheckDigit;
  if (*organisation_digit != code[16]) return Fault::kBadOrganisationCheckDigit;
  return std::nullopt;
}

Parsed parse_fifteen(std::string number) {
  if (is_resident(number))
    return TaxpayerNumber{.form = TaxpayerNumberForm::kResident, .number = std::move(number)};
  const std::string_view view = number;
  if (!all_digits(view.substr(0, 6))) return std::unexpected(Fault::kBadCharacter);
  if (organisation_check(view.substr(6, 8)) != view.back())
    return std::unexpected(Fault::kBadOrganisationCheckDigit);
  return TaxpayerNumber{.form = TaxpayerNumberForm::kOrganisation, .number = std::move(number)};
}

Parsed parse_eighteen(std::string number) {
  const auto fault = fault_of_uscc(number);
  if (!fault) return TaxpayerNumber{.form = TaxpayerNumberForm::kUscc, .number = std::move(number)};
  if (is_resident(number))
    return TaxpayerNumber{.form = TaxpayerNumberForm::kResident, .number = std::move(number)};
  return std::unexpected(*fault);
}

/// A resident number (of 15 or 18) and two digits.
Parsed parse_extended(std::string number) {
  const std::string_view view = number;
  if (!all_digits(view.substr(view.size() - 2))) return std::unexpected(Fault::kBadCharacter);
  if (!is_resident(view.substr(0, view.size() - 2))) return std::unexpected(Fault::kBadCheckDigit);
  return TaxpayerNumber{.form = TaxpayerNumberForm::kResident, .number = std::move(number)};
}

}  // namespace

std::string_view to_string(TaxpayerNumberFault fault) {
  switch (fault) {
    case Fault::kEmpty:
      return "taxpayer-number-empty";
    case Fault::kWrongLength:
      return "taxpayer-number-wrong-length";
    case Fault::kBadCharacter:
      return "taxpayer-number-bad-character";
    case Fault::kBadCheckDigit:
      return "taxpayer-number-bad-check-digit";
    case Fault::kBadOrganisationCheckDigit:
      return "taxpayer-number-bad-organisation-check-digit";
  }
  std::unreachable();
}

std::expected<Uscc, TaxpayerNumberFault> parse_uscc(std::string_view text) {
  auto code = normalise(text);
  if (code.empty()) return std::unexpected(Fault::kEmpty);
  if (const auto fault = fault_of_uscc(code)) return std::unexpected(*fault);
  return Uscc{std::move(code)};
}

std::expected<TaxpayerNumber, TaxpayerNumberFault> parse_taxpayer_number(std::string_view text) {
  auto number = normalise(text);
  if (number.empty()) return std::unexpected(Fault::kEmpty);
  if (!alphanumeric(number)) return std::unexpected(Fault::kBadCharacter);
  switch (number.size()) {
    case 15:
      return parse_fifteen(std::move(number));
    case 17:
    case 20:
      return parse_extended(std::move(number));
    case 18:
      return parse_eighteen(std::move(number));
    default:
      return std::unexpected(Fault::kWrongLength);
  }
}

std::string_view to_string(OrganCodeFault fault) {
  switch (fault) {
    case OrganCodeFault::kEmpty:
      return "organ-code-empty";
    case OrganCodeFault::kWrongLength:
      return "organ-code-wrong-length";
    case OrganCodeFault::kBadCharacter:
      return "organ-code-bad-character";
    case OrganCodeFault::kWrongPrefix:
      return "organ-code-wrong-prefix";
  }
  std::unreachable();
}

std::expected<OrganCode, OrganCodeFault> parse_organ_code(std::string_view text) {
  auto code = normalise(text);
  if (code.empty()) return std::unexpected(OrganCodeFault::kEmpty);
  if (!all_digits(code)) return std::unexpected(OrganCodeFault::kBadCharacter);
  if (code.size() != kOrganLength) return std::unexpected(OrganCodeFault::kWrongLength);
  if (code.front() != '1') return std::unexpected(OrganCodeFault::kWrongPrefix);
  return OrganCode{std::move(code)};
}

}  // namespace taxgate
