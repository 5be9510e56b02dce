#pragma once
// Mobile numbers of mainland China, which take SMS codes.
#include <expected>
#include <string>
#include <string_view>

namespace taxgate {

/// Eleven digits, 13… to 19…, that passed parse_phone.
struct Phone {
  std::string number;
  bool operator==(const Phone&) const = default;
};

enum class PhoneFault {
  kEmpty,
  kBadCharacter,
  kLandline,  // a fixed line in the place of a mobile number (LN-09)
  kWrongLength,
  kWrongPrefix,  // eleven digits, but no mobile network's
};
/// "phone-empty", ...
std::string_view to_string(PhoneFault fault);

/// Reads what a person typed or a registry exported: full-width digits, blanks, dashes, brackets and +86,
/// 0086 or 86 in front are normalised away.
std::expected<Phone, PhoneFault> parse_phone(std::string_view text);

}  // namespace taxgate
