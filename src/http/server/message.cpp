#include "http/server/message.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace taxgate::http {
namespace {

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool breaks_line(char c) { return c == '\r' || c == '\n' || c == '\0'; }

bool is_line(const std::string& text) { return std::ranges::none_of(text, breaks_line); }

bool is_field_name(const std::string& name) {
  return !name.empty() && std::ranges::all_of(name, [](char c) { return c > 0x20 && c < 0x7F && c != ':'; });
}

}  // namespace

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::ranges::equal(a, b, {}, lower, lower);
}

std::optional<std::string_view> Headers::get(std::string_view name) const {
  for (const HeaderView& item : items_) {
    if (equal_ignoring_case(item.name, name)) return item.value;
  }
  return std::nullopt;
}

std::size_t Headers::count(std::string_view name) const {
  return static_cast<std::size_t>(std::ranges::count_if(
      items_, [&](const HeaderView& item) { return equal_ignoring_case(item.name, name); }));
}

std::optional<std::string_view> Request::cookie(std::string_view name) const {
  for (const HeaderView& item : headers.items()) {
    if (!equal_ignoring_case(item.name, "cookie")) continue;
    if (const auto value = find_cookie(item.value, name)) return value;
  }
  return std::nullopt;
}

Language Request::language(Language fallback) const {
  const auto wanted = headers.get("accept-language");
  return wanted ? best_language(*wanted, fallback) : fallback;
}

std::string Request::media_type() const {
  const std::string_view value = headers.get("content-type").value_or("");
  return ascii_lower(trim(value.substr(0, std::min(value.find(';'), value.size()))));
}

Response text_answer(int status, std::string body) {
  return {.status = status, .content_type = "text/plain; charset=utf-8", .body = std::move(body)};
}

Response no_content() { return {.status = 204}; }

Response redirect(std::string location, int status) {
  Response response{.status = status};
  response.header("Location", std::move(location));
  return response;
}

bool is_sendable(const Response& response) {
  return is_line(response.content_type) && is_line(response.cache_control) &&
         std::ranges::all_of(response.headers, [](const HeaderField& field) {
           return is_field_name(field.name) && is_line(field.value);
         });
}

}  // namespace taxgate::http
