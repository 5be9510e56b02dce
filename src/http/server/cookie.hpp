#pragma once
// Cookies (RFC 6265).
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace taxgate::http {

/// The value of the first cookie `name` in a Cookie header (§5.4), without surrounding quotes.
std::optional<std::string_view> find_cookie(std::string_view header, std::string_view name);

enum class SameSite : std::uint8_t { kLax, kStrict, kNone };

struct SetCookie {
  std::string name;
  std::string value;
  std::string path = "/";
  std::optional<std::chrono::seconds> max_age;  // none: ends with the browser; 0: delete now
  bool http_only = true;
  bool secure = true;
  SameSite same_site = SameSite::kLax;
};

/// The value of a Set-Cookie header (§4.1). Throws std::invalid_argument if the name is no token or the value
/// or path has octets that a cookie cannot carry: a bug of the caller.
std::string to_header(const SetCookie& cookie);

}  // namespace taxgate::http
