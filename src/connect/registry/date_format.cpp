#include "connect/registry/date_format.hpp"

#include <array>

#include "base/text.hpp"

namespace taxgate::registry {
namespace {

struct Token {
  std::string_view text;
  char what;
  std::size_t least;
  std::size_t most;
};
constexpr std::array<Token, 8> kTokens{{{.text = "YYYY", .what = 'Y', .least = 4, .most = 4},
                                        {.text = "MM", .what = 'M', .least = 2, .most = 2},
                                        {.text = "M", .what = 'M', .least = 1, .most = 2},
                                        {.text = "DD", .what = 'D', .least = 2, .most = 2},
                                        {.text = "D", .what = 'D', .least = 1, .most = 2},
                                        {.text = "hh", .what = 'h', .least = 2, .most = 2},
                                        {.text = "mm", .what = 'm', .least = 2, .most = 2},
                                        {.text = "ss", .what = 's', .least = 2, .most = 2}}};
constexpr std::string_view kParts = "YMDhms";

/// The numbers of a date, in the order of kParts.
using Numbers = std::array<unsigned, kParts.size()>;

std::optional<Date> date_of(const Numbers& numbers) {
  const auto [year, month, day, hour, minute, second] = numbers;
  const Date date{std::chrono::year{static_cast<int>(year)}, std::chrono::month{month},
                  std::chrono::day{day}};
  if (!date.ok() || hour > 23 || minute > 59 || second > 59) return std::nullopt;
  return date;
}

}  // namespace

std::optional<DateFormat> DateFormat::parse(std::string_view pattern) {
  DateFormat format;
  std::array<int, kParts.size()> seen{};
  while (!pattern.empty()) {
    const auto* token =
        std::ranges::find_if(kTokens, [&](const Token& t) { return pattern.starts_with(t.text); });
    if (token != kTokens.end()) {
      ++seen.at(kParts.find(token->what));
      format.parts_.push_back(
          {.what = token->what, .least = token->least, .most = token->most, .literal = {}});
      pattern.remove_prefix(token->text.size());
    } else {
      if (is_digit(pattern.front())) return std::nullopt;
      if (format.parts_.empty() || format.parts_.back().what != 0)
        format.parts_.push_back({.what = 0, .least = 0, .most = 0, .literal = {}});
      format.parts_.back().literal += pattern.front();
      pattern.remove_prefix(1);
    }
  }
  const bool whole_day = seen[0] == 1 && seen[1] == 1 && seen[2] == 1;
  if (!whole_day || std::ranges::any_of(seen, [](int times) { return times > 1; })) return std::nullopt;
  return format;
}

std::optional<Date> DateFormat::read(std::string_view text) const {
  Numbers numbers{};
  for (const auto& part : parts_) {
    if (part.what == 0) {
      if (!text.starts_with(part.literal)) return std::nullopt;
      text.remove_prefix(part.literal.size());
      continue;
    }
    unsigned value = 0;
    std::size_t digits = 0;
    for (; digits < part.most && digits < text.size() && is_digit(text[digits]); ++digits) {
      value = value * 10 + static_cast<unsigned>(text[digits] - '0');
    }
    if (digits < part.least) return std::nullopt;
    numbers.at(kParts.find(part.what)) = value;
    text.remove_prefix(digits);
  }
  return text.empty() ? date_of(numbers) : std::nullopt;
}

std::optional<Date> read_date(const std::vector<DateFormat>& formats, std::string_view text) {
  for (const auto& format : formats) {
    if (const auto date = format.read(text)) return date;
  }
  return std::nullopt;
}

}  // namespace taxgate::registry
