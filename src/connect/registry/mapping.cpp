#include "connect/registry/mapping.hpp"

#include "base/text.hpp"

namespace taxgate::registry {
namespace {

constexpr std::array<std::string_view, kKinds.size()> kKindWords{"taxpayers", "people", "collected",
                                                                 "agreements"};
constexpr std::array<std::string_view, kColumnCount> kColumnWords{
    "uscc",   "number",   "name",   "organ",     "other_organs",  "kind",
    "state",  "taxpayer", "role",   "name",      "document_kind", "document_number",
    "mobile", "landline", "starts", "ends",      "state",         "collected_on",
    "method", "agency",   "client", "agreement", "functions"};

constexpr ColumnUse needed(Column column) { return {.column = column, .needed = true}; }
constexpr ColumnUse optional(Column column) { return {.column = column, .needed = false}; }

}  // namespace

std::string_view to_string(Kind kind) { return kKindWords.at(static_cast<std::size_t>(kind)); }
std::string_view to_string(Column column) { return kColumnWords.at(static_cast<std::size_t>(column)); }

std::vector<ColumnUse> columns_of(Kind kind) {
  switch (kind) {
    case Kind::kTaxpayers:
      return {optional(Column::kUscc),       needed(Column::kNumber),        needed(Column::kTaxpayerName),
              needed(Column::kOrgan),        optional(Column::kOtherOrgans), needed(Column::kTaxpayerKind),
              needed(Column::kTaxpayerState)};
    case Kind::kPeople:
      return {needed(Column::kTaxpayer),     needed(Column::kRole),           needed(Column::kName),
              needed(Column::kDocumentKind), needed(Column::kDocumentNumber), optional(Column::kMobile),
              optional(Column::kLandline),   optional(Column::kStarts),       optional(Column::kEnds),
              needed(Column::kState)};
    case Kind::kCollected:
      return {needed(Column::kName),   needed(Column::kDocumentKind), needed(Column::kDocumentNumber),
              needed(Column::kMobile), needed(Column::kCollectedOn),  needed(Column::kMethod)};
    case Kind::kAgreements:
      return {needed(Column::kAgency),    needed(Column::kClient),   needed(Column::kAgreement),
              needed(Column::kFunctions), optional(Column::kStarts), optional(Column::kEnds)};
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
