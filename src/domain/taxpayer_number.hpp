#pragma once
// Numbers of taxpayers: the unified social credit code (GB 32100) and the taxpayer IDs before it, and
// the code of a competent tax authority.
#include <expected>
#include <string>
#include <string_view>

namespace taxgate {

/// 统一社会信用代码: 18 characters that passed parse_uscc.
struct Uscc {
  std::string code;
  bool operator==(const Uscc&) const = default;
};

enum class TaxpayerNumberForm {
  kUscc,          // 18 characters, GB 32100-2015
  kOrganisation,  // 15: six digits of the area and an organisation code of GB 11714
  kResident,      // 15, 17, 18 or 20: a resident number, on 17 and 20 with two digits more
};

/// A 纳税人识别号 of any form, normalised (ASCII, upper case, no blanks).
struct TaxpayerNumber {
  TaxpayerNumberForm form = TaxpayerNumberForm::kUscc;
  std::string number;
  bool operator==(const TaxpayerNumber&) const = default;
};

enum class TaxpayerNumberFault {
  kEmpty,
  kWrongLength,
  kBadCharacter,
  kBadCheckDigit,              // the last character (of the number, or of the resident number in it)
  kBadOrganisationCheckDigit,  // the 17th of a USCC, the 15th of an organisation's taxpayer ID
};
/// "taxpayer-number-empty", ...
std::string_view to_string(TaxpayerNumberFault fault);

std::expected<Uscc, TaxpayerNumberFault> parse_uscc(std::string_view text);
std::expected<TaxpayerNumber, TaxpayerNumberFault> parse_taxpayer_number(std::string_view text);

/// 主管税务机关代码: eleven digits, 1 and five pairs (province, city, county, ...), right-padded with 0.
struct OrganCode {
  std::string code;
  bool operator==(const OrganCode&) const = default;
};
enum class OrganCodeFault { kEmpty, kWrongLength, kBadCharacter, kWrongPrefix };
std::string_view to_string(OrganCodeFault fault);
std::expected<OrganCode, OrganCodeFault> parse_organ_code(std::string_view text);

}  // namespace taxgate
