#pragma once
// Login names (WH-12, QD-15): 2–16 of letters, digits, Han characters and underscore; case matters.
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace taxgate {

/// What a bureau's login names must be.
struct UsernameRules {
  int min_length = 2;  // code points
  int max_length = 16;
  bool operator==(const UsernameRules&) const = default;
};
/// The widest that a bureau may set: what an account that somebody types can be.
inline constexpr UsernameRules kAnyUsername{.min_length = 2, .max_length = 32};

struct Username {
  std::string text;
  bool operator==(const Username&) const = default;
};

enum class UsernameFault {
  kTooShort,
  kTooLong,
  kBadCharacter,
  kDigitsAlone,
  kLooksLikeDocument,  // an account must tell its kind (account.hpp)
};
/// "username-too-short", ...
std::string_view to_string(UsernameFault fault);

/// Trims blanks at the ends and changes nothing else. Names every broken rule, in the order of the
/// enumeration. A mobile number is digits alone, so no username can look like one.
std::expected<Username, std::vector<UsernameFault>> parse_username(std::string_view text,
                                                                   UsernameRules rules = {});

}  // namespace taxgate
