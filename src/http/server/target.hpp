#pragma once
// The request target (RFC 9112 §3.2) and the one form of path that the rest of the server ever sees.
#include <optional>
#include <string>
#include <string_view>

namespace taxgate::http {

/// A target in its parts, still encoded. `authority` is set for the absolute form and then replaces Host
/// (RFC 9112 §3.2.2). The asterisk form has the path "*".
struct Target {
  std::string_view path;
  std::string_view query;
  std::string_view authority;
};

/// Nothing for what is none of origin, absolute (http, https) and asterisk form, or has a fragment.
std::optional<Target> split_target(std::string_view target);

/// Decodes a path into `out`. False for: no leading slash, a bad escape, a control character, an encoded
/// slash, a backslash, octets that are not UTF-8, and dot segments (encoded ones too). A path that passes has
/// one meaning only.
[[nodiscard]] bool decode_path(std::string_view raw, std::string& out);

/// reg-name, IP literal and port characters only (RFC 3986 §3.2.2); no user information. May be empty.
bool is_host(std::string_view host);

}  // namespace taxgate::http
