#include "connect/registry/layout.hpp"

#include <fmt/ranges.h>

#include <algorithm>

namespace taxgate::registry {
namespace {

struct Match {
  Layout layout;
  std::vector<std::string> missing;
  std::vector<std::string> twice;
  int found = 0;
};

Match match_kind(const KindMapping& mapping, Kind kind, const std::vector<std::string>& headings) {
  Match match{.layout = {.kind = kind, .headings = headings}};
  match.layout.places.fill(Layout::kAbsent);
  for (const auto& use : columns_of(kind)) {
    const auto named = mapping.headings.find(use.column);
    if (named == mapping.headings.end()) continue;
    int& place = match.layout.places[static_cast<std::size_t>(use.column)];
    for (const auto& name : named->second) {
      const auto at = std::ranges::find(headings, name);
      if (at == headings.end()) continue;
      place = static_cast<int>(at - headings.begin());
      if (std::find(at + 1, headings.end(), name) != headings.end()) match.twice.push_back(name);
      ++match.found;
      break;
    }
    if (place == Layout::kAbsent && use.needed) {
      match.missing.push_back(fmt::format("{}", fmt::join(named->second, "|")));
    }
  }
  return match;
}

bool by_name(const KindMapping& mapping, std::string_view file_name) {
  return std::ranges::any_of(mapping.files, [&](const auto& pattern) { return fits(pattern, file_name); });
}

/// The kind that the file's name tells.
std::optional<Kind> named_kind(const Mapping& mapping, std::string_view file_name) {
  for (const auto kind : kKinds) {
    if (mapping.of(kind).given && by_name(mapping.of(kind), file_name)) return kind;
  }
  return std::nullopt;
}

std::expected<Layout, LayoutFault> accepted(Match match) {
  if (!match.missing.empty())
    return std::unexpected(LayoutFault{.code = "file-column-missing", .headings = std::move(match.missing)});
  if (!match.twice.empty())
    return std::unexpected(LayoutFault{.code = "file-column-twice", .headings = std::move(match.twice)});
  return std::move(match.layout);
}

}  // namespace

std::expected<Layout, LayoutFault> match_layout(const Mapping& mapping, std::string_view file_name,
                                                std::span<const std::string_view> headings) {
  std::vector<std::string> plain_headings;
  plain_headings.reserve(headings.size());
  for (const auto heading : headings) plain_headings.push_back(plain(heading));
  if (const auto kind = named_kind(mapping, file_name)) {
    return accepted(match_kind(mapping.of(*kind), *kind, plain_headings));
  }
  std::vector<Match> matches;
  for (const auto kind : kKinds) {
    if (mapping.of(kind).given) matches.push_back(match_kind(mapping.of(kind), kind, plain_headings));
  }
  const auto best = std::ranges::max_element(matches, {}, [](const Match& m) {
    return std::pair(m.missing.empty(), m.found - static_cast<int>(m.missing.size()));
  });
  if (best == matches.end() || best->found == 0)
    return std::unexpected(LayoutFault{.code = "file-kind-unknown", .headings = {}});
  return accepted(std::move(*best));
}

}  // namespace taxgate::registry
