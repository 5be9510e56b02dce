#pragma once
// Names of people: Han names of any plane of Unicode, names with a middle dot, names of foreigners.
#include <expected>
#include <string>
#include <string_view>

namespace taxgate {

inline constexpr std::size_t kLongestName = 60;  // code points

enum class NameFault {
  kEmpty,
  kTooLong,
  kNotUtf8,
  kControlCharacter,  // controls, and invisible or direction-changing characters
  kBadCharacter,      // digits, symbols, punctuation that no name has, pictures
  kPrivateUse,        // a rare character written with a private code point, which means nothing elsewhere
};
/// "name-empty", ...
std::string_view to_string(NameFault fault);

/// The name as it is kept: trimmed, full-width Latin letters narrowed, runs of blanks one space, no blanks at
/// all in a Han name. Characters are never normalised otherwise: 﨑 stays 﨑.
std::expected<std::string, NameFault> parse_person_name(std::string_view text);

/// Whether two parsed names are the same for checking: the middle dots · • ・ ‧ . are alike, blanks beside
/// them do not count, and the case of Latin letters does not.
bool same_name(std::string_view a, std::string_view b);

}  // namespace taxgate
