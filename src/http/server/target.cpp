#include "http/server/target.hpp"

#include <algorithm>

#include "base/percent.hpp"
#include "base/text.hpp"
#include "http/server/params.hpp"

namespace taxgate::http {
namespace {

bool is_dot(std::string_view segment) { return segment == "." || segment == ".."; }

bool has_dot_segment(std::string_view path) {
  while (!path.empty()) {
    path.remove_prefix(1);  // the slash before the segment
    const std::size_t end = std::min(path.find('/'), path.size());
    if (is_dot(path.substr(0, end))) return true;
    path.remove_prefix(end);
  }
  return false;
}

bool is_forbidden(char c) {
  const auto octet = static_cast<unsigned char>(c);
  return octet < 0x20 || octet == 0x7F || c == '\\';
}

bool is_host_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view(".-:[]_~").contains(c);
}

/// "//authority/path?query" after the scheme. An empty authority is not an http URI (RFC 9110 §4.2.1).
std::optional<Target> split_absolute(std::string_view rest) {
  if (!rest.starts_with("//")) return std::nullopt;
  rest.remove_prefix(2);
  const std::size_t end = std::min(rest.find_first_of("/?"), rest.size());
  const std::string_view authority = rest.substr(0, end);
  if (authority.empty() || !is_host(authority)) return std::nullopt;
  rest.remove_prefix(end);
  if (!rest.starts_with('/')) {
    return Target{"/", rest.empty() ? std::string_view{} : rest.substr(1), authority};
  }
  auto target = split_target(rest);
  if (target) target->authority = authority;
  return target;
}

}  // namespace

std::optional<Target> split_target(std::string_view target) {
  if (target == "*") return Target{target, {}, {}};
  if (target.contains('#')) return std::nullopt;
  if (target.starts_with('/')) {
    const std::size_t mark = std::min(target.find('?'), target.size());
    return Target{target.substr(0, mark), target.substr(std::min(mark + 1, target.size())), {}};
  }
  const std::size_t colon = target.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string scheme = ascii_lower(target.substr(0, colon));
  if (scheme != "http" && scheme != "https") return std::nullopt;
  return split_absolute(target.substr(colon + 1));
}

bool decode_path(std::string_view raw, std::string& out) {
  out.clear();
  if (!raw.starts_with('/')) return false;
  const bool escaped = raw.contains('%');
  if (!escaped) {
    out = raw;
  } else if (!append_decoded(out, raw, Plus::kLiteral)) {
    return false;
  }
  if (std::ranges::any_of(out, is_forbidden)) return false;
  if (escaped && std::ranges::count(out, '/') != std::ranges::count(raw, '/')) return false;
  return is_utf8(out) && !has_dot_segment(out);
}

bool is_host(std::string_view host) { return std::ranges::all_of(host, is_host_char); }

}  // namespace taxgate::http
