#include "profile/load/placeholders.hpp"

#include <fmt/format.h>

namespace taxgate::load {

std::optional<std::set<std::string>> placeholders(std::string_view text) {
  std::set<std::string> names;
  for (std::size_t at = 0;;) {
    const auto open = text.find_first_of("{}", at);
    if (open == std::string_view::npos) return names;
    const auto close = text.find_first_of("{}", open + 1);
    if (text[open] == '}' || close == std::string_view::npos || text[close] == '{' || close == open + 1)
      return std::nullopt;
    names.emplace(text.substr(open + 1, close - open - 1));
    at = close + 1;
  }
}

std::optional<std::string> placeholder_problem(const Text& text) {
  const auto first = placeholders(text.in(Locale::kZhCn));
  for (const Locale locale : kLocales) {
    const auto here = placeholders(text.in(locale));
    if (!here) return fmt::format("the braces of {} do not pair", to_string(locale));
    if (first && *here != *first)
      return fmt::format("the {{placeholders}} of {} are not those of zh-CN", to_string(locale));
  }
  return std::nullopt;
}

}  // namespace taxgate::load
