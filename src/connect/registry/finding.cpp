#include "connect/registry/finding.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace taxgate::registry {
namespace {

constexpr std::size_t kLongestShown = 40;  // code points

/// A date that was mistyped, and nothing that could be a number of a document or a phone.
bool like_a_date(std::string_view text) {
  const bool this_century_or_last = text.starts_with("19") || text.starts_with("20");
  const auto parts = std::ranges::count_if(text, [](char c) { return c == '-' || c == '/' || c == '.'; });
  return this_century_or_last && parts == 2 && text.size() <= 10 &&
         std::ranges::all_of(text, [](char c) { return is_digit(c) || c == '-' || c == '/' || c == '.'; });
}

std::string masked_code(std::string_view text) {
  constexpr std::size_t kLongestCode = 4;
  if (text.size() <= kLongestCode && all_digits(text)) return std::string(text);
  return count_code_points(text) >= 7 ? mask_document(text) : mask_name(text);
}

std::string shortened(std::string text) {
  auto points = to_code_points(text);
  if (points.size() <= kLongestShown) return text;
  points.resize(kLongestShown);
  return to_utf8(points) + "…";
}

std::string masked_plainly(Column column, std::string_view text) {
  switch (column) {
    case Column::kTaxpayerName:
    case Column::kName:
      return mask_name(text);
    case Column::kUscc:
    case Column::kNumber:
    case Column::kTaxpayer:
    case Column::kAgency:
    case Column::kClient:
    case Column::kDocumentNumber:
      return mask_document(text);
    case Column::kMobile:
    case Column::kLandline:
      return mask_phone(text);
    case Column::kStarts:
    case Column::kEnds:
    case Column::kCollectedOn:
      return like_a_date(text) ? std::string(text) : masked_code(text);
    case Column::kOrgan:
    case Column::kOtherOrgans:
    case Column::kTaxpayerKind:
    case Column::kTaxpayerState:
    case Column::kRole:
    case Column::kDocumentKind:
    case Column::kState:
    case Column::kMethod:
    case Column::kAgreement:
    case Column::kFunctions:
      return masked_code(text);
  }
  return {};
}

}  // namespace

std::string_view to_string(Severity severity) {
  switch (severity) {
    case Severity::kNote:
      return "note";
    case Severity::kWarning:
      return "warning";
    case Severity::kFault:
      return "fault";
  }
  return {};
}

std::string masked(Column column, std::string_view text) {
  return shortened(masked_plainly(column, trim(text)));
}

}  // namespace taxgate::registry
