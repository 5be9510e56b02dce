#pragma once
// Which kind of row a file holds, and where its columns are.
#include <array>
#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "connect/registry/mapping.hpp"

namespace taxgate::registry {

struct Layout {
  static constexpr int kAbsent = -1;

  Kind kind = Kind::kTaxpayers;
  std::vector<std::string> headings;       // of the file, narrowed and trimmed
  std::array<int, kColumnCount> places{};  // of each column in the row, or kAbsent

  int place(Column column) const { return places[static_cast<std::size_t>(column)]; }
  /// What the file calls the column; what the mapping does not say and a constant gives has no heading.
  std::string_view heading(Column column) const {
    const int at = place(column);
    return at == kAbsent ? std::string_view{} : headings[static_cast<std::size_t>(at)];
  }
};

struct LayoutFault {
  std::string_view code;              // "file-kind-unknown", "file-column-missing", "file-column-twice"
  std::vector<std::string> headings;  // what is missing (alternatives joined by |) or there twice
};

/// By the mapping's patterns for the file's name; else the kind whose needed columns are all there, of
/// several the one with the most columns.
std::expected<Layout, LayoutFault> match_layout(const Mapping& mapping, std::string_view file_name,
                                                std::span<const std::string_view> headings);

}  // namespace taxgate::registry
