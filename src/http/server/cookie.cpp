#include "http/server/cookie.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace taxgate::http {
namespace {

std::string_view trim_blanks(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

std::string_view unquote(std::string_view value) {
  if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
    return value.substr(1, value.size() - 2);
  return value;
}

/// cookie-octet of §4.1.1.
bool is_cookie_octet(char c) { return c > 0x20 && c < 0x7F && !std::string_view("\",;\\").contains(c); }

bool is_name_char(char c) { return is_cookie_octet(c) && !std::string_view("()<>@:/[]?={}").contains(c); }

std::string_view to_text(SameSite same_site) {
  switch (same_site) {
    case SameSite::kStrict:
      return "Strict";
    case SameSite::kNone:
      return "None";
    case SameSite::kLax:
      break;
  }
  return "Lax";
}

}  // namespace

std::optional<std::string_view> find_cookie(std::string_view header, std::string_view name) {
  while (!header.empty()) {
    const std::size_t end = std::min(header.find(';'), header.size());
    const std::string_view pair = trim_blanks(header.substr(0, end));
    header.remove_prefix(std::min(end + 1, header.size()));
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos) continue;
    if (trim_blanks(pair.substr(0, equals)) == name) return unquote(trim_blanks(pair.substr(equals + 1)));
  }
  return std::nullopt;
}

std::string to_header(const SetCookie& cookie) {
  const bool ok = !cookie.name.empty() && std::ranges::all_of(cookie.name, is_name_char) &&
                  std::ranges::all_of(cookie.value, is_cookie_octet) &&
                  std::ranges::all_of(cookie.path, is_cookie_octet);
  if (!ok) throw std::invalid_argument("a cookie with characters that it cannot carry");
  std::string out = fmt::format("{}={}; Path={}", cookie.name, cookie.value, cookie.path);
  if (cookie.max_age) fmt::format_to(std::back_inserter(out), "; Max-Age={}", cookie.max_age->count());
  if (cookie.http_only) out += "; HttpOnly";
  if (cookie.secure) out += "; Secure";
  out += "; SameSite=";
  out += to_text(cookie.same_site);
  return out;
}

}  // namespace taxgate::http
