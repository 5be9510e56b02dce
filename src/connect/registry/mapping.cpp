#include "connect/registry/mapping.hpp"

#include "base/text.hpp"

namespace taxgate::registry {
namespace {

constexpr std::array<std::string_view, kKinds.size()> kKindWords{"taxpayers", "people", "collected"};
constexpr std::array<std::string_view, kColumnCount> kColumnWords{
    "uscc", "number", "name",          "organ",           "kind",   "state",    "taxpayer",
    "role", "name",   "document_kind", "document_number", "mobile", "landline", "starts",
    "ends", "state",  "collected_on",  "method"};

}  // namespace

std::string_view to_string(Kind kind) { return kKindWords.at(static_cast<std::size_t>(kind)); }
std::string_view to_string(Column column) { return kColumnWords.at(static_cast<std::size_t>(column)); }

std::vector<ColumnUse> columns_of(Kind kind) {
  switch (kind) {
    case Kind::kTaxpayers:
      return {{Column::kUscc, false}, {Column::kNumber, true},       {Column::kTaxpayerName, true},
              {Column::kOrgan, true}, {Column::kTaxpayerKind, true}, {Column::kTaxpayerState, true}};
    case Kind::kPeople:
      return {{Column::kTaxpayer, true},     {Column::kRole, true},           {Column::kName, true},
              {Column::kDocumentKind, true}, {Column::kDocumentNumber, true}, {Column::kMobile, false},
              {Column::kLandline, false},    {Column::kStarts, false},        {Column::kEnds, false},
              {Column::kState, true}};
    case Kind::kCollected:
      return {{Column::kName, true},   {Column::kDocumentKind, true}, {Column::kDocumentNumber, true},
              {Column::kMobile, true}, {Column::kCollectedOn, true},  {Column::kMethod, true}};
  }
  return {};
}

std::string plain(std::string_view text) { return std::string(trim(narrow(text))); }

bool fits(std::string_view pattern, std::string_view name) {
  const auto lower = [](char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; };
  std::size_t p = 0;
  std::size_t n = 0;
  std::size_t star = std::string_view::npos;  // the last * and what it stood for so far
  std::size_t taken = 0;
  while (n < name.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      taken = n;
    } else if (p < pattern.size() && (pattern[p] == '?' || lower(pattern[p]) == lower(name[n]))) {
      ++p;
      ++n;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      n = ++taken;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

}  // namespace taxgate::registry
