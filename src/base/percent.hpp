#pragma once
// Percent-encoding (RFC 3986 §2.1).
#include <string>
#include <string_view>

namespace taxgate {

enum class Plus : bool { kLiteral, kSpace };

/// Appends `text` with each %XX decoded ('+' to a space where the rules of forms say so).
/// False for a bad escape; `out` is then of no use.
[[nodiscard]] bool append_decoded(std::string& out, std::string_view text, Plus plus);

/// Everything but letters, digits and -._~ as %XX (RFC 3986 §2.3): for a value in a query.
std::string percent_encode(std::string_view text);

}  // namespace taxgate
