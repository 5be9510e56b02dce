#pragma once
// Check characters of the national standards. Each takes the characters before the check character and gives
// it; none where one of them is not in the standard's alphabet or the length is not the standard's.
#include <optional>
#include <string_view>

namespace taxgate {

/// GB 11643-1999 §3.4 (ISO 7064, MOD 11-2): 17 digits → '0'–'9' or 'X'.
std::optional<char> resident_check(std::string_view seventeen);
/// GB 11714-1997: the 8 characters of an organisation code's body → '0'–'9' or 'X'.
std::optional<char> organisation_check(std::string_view eight);
/// GB 32100-2015 annex A (MOD 31-3): the first 17 characters of a unified social credit code → its 18th.
std::optional<char> credit_code_check(std::string_view seventeen);

}  // namespace taxgate
