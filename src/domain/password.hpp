#pragma once
// What a new password must be (LN-07, WH-12). The rules come from the profile; what a person must not use
// comes from the person's own record.
#include <functional>
#include <string_view>
#include <vector>

#include "base/secret.hpp"
#include "domain/document.hpp"

namespace taxgate {

struct PasswordRules {
  int min_length = 8;     // code points
  int max_length = 15;    // code points
  int classes = 3;        // of four: upper case, lower case, digit, everything else
  bool spaces = false;    // whether blanks are allowed
  bool personal = false;  // whether it may contain the person's document, birth date, phone, username or name
  bool common = false;    // whether a well-known password is allowed
  bool same_as_former = false;  // whether it may equal the one that it replaces
  bool operator==(const PasswordRules&) const = default;
};

/// Whose password it is; what is empty or null is not checked.
struct PasswordContext {
  const Document* document = nullptr;
  std::string_view phone;  // eleven digits
  std::string_view username;
  std::string_view name;
  const Secret* former = nullptr;  // the password that it replaces, as just typed
};

/// Whether a text (in lower case) is one of the passwords that everybody tries first.
using IsCommonPassword = std::function<bool(std::string_view)>;

enum class PasswordFault {
  kTooShort,
  kTooLong,
  kTooFewClasses,
  kSpace,
  kControlCharacter,   // or not UTF-8
  kContainsDocument,   // the number, or the last six characters of it
  kContainsBirthDate,  // YYYYMMDD or YYMMDD
  kContainsPhone,      // the number, or the last six digits of it
  kContainsUsername,
  kContainsName,
  kCommon,
  kSameAsFormer,
};
/// "password-too-short", ...
std::string_view to_string(PasswordFault fault);

/// Every rule that the password breaks, in the order of the enumeration; empty = good.
std::vector<PasswordFault> check_password(const PasswordRules& rules, const Secret& password,
                                          const PasswordContext& context, const IsCommonPassword& is_common);

}  // namespace taxgate
