#pragma once
// What was found in a row, fit for a report: by place and reason, with nothing personal in clear.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "connect/registry/mapping.hpp"

namespace taxgate::registry {

enum class Severity : std::uint8_t {
  kNote,     // written otherwise than in normal form; the row is good
  kWarning,  // somebody should look at it; the row is good
  kFault,    // the row is bad
};
std::string_view to_string(Severity severity);

/// A row's place: the index of its file in the order given, and the physical line on which it begins.
struct Where {
  std::uint32_t file = 0;
  std::uint32_t line = 0;
  auto operator<=>(const Where&) const = default;
};

struct Finding {
  Where at;
  Severity severity = Severity::kFault;
  std::string_view code;  // a word that lasts: "document-bad-check-digit"; static storage
  std::string_view
      heading;        // of the column in the file, empty when it is about the row; lives with the Layout
  std::string shown;  // the value, masked
  Where other;        // another row that it is about; line 0: none
  std::optional<Column> column = {};  // in place of the heading, from who does not know the file's Layout
  bool operator==(const Finding&) const = default;
};

/// Enough to recognise, not enough to use. What a wrong column could hold is thought of: a name in the column
/// of codes, a document number in the column of dates.
std::string masked(Column column, std::string_view text);

}  // namespace taxgate::registry
