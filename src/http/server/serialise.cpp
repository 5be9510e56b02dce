#include "http/server/serialise.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace taxgate::http {
namespace {

std::string_view phrase_of(int status) {
  switch (status) {
    case 200:
      return "200 OK\r\n";
    case 201:
      return "201 Created\r\n";
    case 204:
      return "204 No Content\r\n";
    case 302:
      return "302 Found\r\n";
    case 303:
      return "303 See Other\r\n";
    case 304:
      return "304 Not Modified\r\n";
    case 400:
      return "400 Bad Request\r\n";
    case 401:
      return "401 Unauthorized\r\n";
    case 403:
      return "403 Forbidden\r\n";
    case 404:
      return "404 Not Found\r\n";
    default:
      return {};
  }
}

void append_status(std::string& out, int status) {
  out += "HTTP/1.1 ";
  const std::string_view phrase = phrase_of(status);
  if (!phrase.empty()) {
    out += phrase;
  } else {
    fmt::format_to(std::back_inserter(out), "{} \r\n", status);  // the phrase may be empty (RFC 9112 §4)
  }
}

void append_line(std::string& out, std::string_view name, std::string_view value) {
  out += name;
  out += value;
  out += "\r\n";
}

void append_length(std::string& out, std::size_t length) {
  std::array<char, 20> digits{};
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), length);
  append_line(out, "Content-Length: ", {digits.data(), static_cast<std::size_t>(end - digits.data())});
}

/// For answers that are no pages: whatever they hold, a browser runs and frames nothing of it. Pages bring
/// their own policy.
constexpr std::string_view kNoPage =
    "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\nReferrer-Policy: no-referrer\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n";

bool has(const Response& response, std::string_view name) {
  return std::ranges::any_of(
      response.headers, [name](const HeaderField& field) { return equal_ignoring_case(field.name, name); });
}

bool has_policy(const Response& response) {
  return response.shared_lines != nullptr || has(response, "content-security-policy");
}

void append_connection(std::string& out, const Framing& framing) {
  if (!framing.keep_alive) {
    out += "Connection: close\r\n";
  } else if (framing.http10) {
    out += "Connection: keep-alive\r\n";
  }
}

}  // namespace

std::string date_line(std::time_t now) {
  constexpr std::array<std::string_view, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::tm parts{};
  ::gmtime_r(&now, &parts);
  return fmt::format("Date: {}, {:02} {} {} {:02}:{:02}:{:02} GMT\r\n",
                     kDays[static_cast<std::size_t>(parts.tm_wday)], parts.tm_mday,
                     kMonths[static_cast<std::size_t>(parts.tm_mon)], parts.tm_year + 1900, parts.tm_hour,
                     parts.tm_min, parts.tm_sec);
}

bool may_have_body(int status) { return status >= 200 && status != 204 && status != 304; }

void append_head(std::string& out, const Response& response, const Framing& framing) {
  append_status(out, response.status);
  out += framing.date_line;
  if (!response.content_type.empty()) append_line(out, "Content-Type: ", response.content_type);
  if (may_have_body(response.status)) append_length(out, response.payload().size());
  append_line(out, "Cache-Control: ", response.cache_control);
  if (!has(response, "x-request-id")) append_line(out, "X-Request-Id: ", framing.request_id);
  out += "X-Content-Type-Options: nosniff\r\nX-Frame-Options: DENY\r\n";
  if (!has_policy(response)) out += kNoPage;
  if (framing.secure) out += "Strict-Transport-Security: max-age=31536000\r\n";
  if (response.shared_lines) out += *response.shared_lines;
  for (const HeaderField& field : response.headers) {
    out += field.name;
    append_line(out, ": ", field.value);
  }
  append_connection(out, framing);
  out += "\r\n";
}

}  // namespace taxgate::http
