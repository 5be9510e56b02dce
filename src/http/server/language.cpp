#include "http/server/language.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "base/text.hpp"

namespace taxgate::http {
namespace {

/// A q-value in thousandths (RFC 9110 §12.4.2): "0", "1", "0.5", at most three decimals.
std::optional<int> parse_weight(std::string_view text) {
  if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return std::nullopt;
  int value = (text[0] - '0') * 1000;
  if (text.size() > 1 && text[1] != '.') return std::nullopt;
  int unit = 100;
  for (const char c : text.substr(std::min<std::size_t>(2, text.size()))) {
    if (c < '0' || c > '9') return std::nullopt;
    value += (c - '0') * unit;
    unit /= 10;
  }
  if (value > 1000) return std::nullopt;
  return value;
}

int weight_of(std::string_view parameters) {
  const std::string_view text = trim(parameters);
  if (text.empty()) return 1000;
  if (!text.starts_with("q=") && !text.starts_with("Q=")) return 0;
  return parse_weight(text.substr(2)).value_or(0);
}

std::optional<Language> match_range(const std::string& range, Language fallback) {
  if (range == "*") return fallback;
  if (range == "en" || range.starts_with("en-")) return Language::kEn;
  if (range != "zh" && !range.starts_with("zh-")) return std::nullopt;
  const auto parts = split(range, '-');
  const auto has = [&](std::string_view part) { return std::ranges::find(parts, part) != parts.end(); };
  if (has("hans")) return Language::kZhCn;
  return has("hant") || has("tw") || has("hk") || has("mo") ? Language::kZhTw : Language::kZhCn;
}

}  // namespace

std::string_view tag_of(Language language) {
  switch (language) {
    case Language::kZhTw:
      return "zh-TW";
    case Language::kEn:
      return "en";
    case Language::kZhCn:
      break;
  }
  return "zh-CN";
}

Language best_language(std::string_view accept_language, Language fallback) {
  Language best = fallback;
  int best_weight = 0;
  while (!accept_language.empty()) {
    const std::size_t end = std::min(accept_language.find(','), accept_language.size());
    const std::string_view item = accept_language.substr(0, end);
    accept_language.remove_prefix(std::min(end + 1, accept_language.size()));
    const std::size_t semicolon = std::min(item.find(';'), item.size());
    const auto found = match_range(ascii_lower(trim(item.substr(0, semicolon))), fallback);
    if (!found) continue;
    const int weight = weight_of(item.substr(std::min(semicolon + 1, item.size())));
    if (weight > best_weight) {
      best = *found;
      best_weight = weight;
    }
  }
  return best;
}

}  // namespace taxgate::http
