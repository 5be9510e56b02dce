#include "domain/document.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

#include "base/text.hpp"
#include "domain/check_digit.hpp"
#include "domain/document_form.hpp"

namespace taxgate {
namespace {

constexpr std::array<std::string_view, kDocumentKinds.size()> kCodes{
    "resident-id",
    "hk-macau-permit",
    "taiwan-permit",
    "chinese-passport",
    "foreign-permanent-resident-id",
    "hk-macau-residence-permit",
    "taiwan-residence-permit",
    "foreign-passport",
    "foreign-work-permit-a",
    "foreign-work-permit-b",
    "foreign-work-permit-c",
};
constexpr std::string_view kUnitCode = "unit";

}  // namespace

std::string_view to_string(DocumentKind kind) {
  return kind == DocumentKind::kUnit ? kUnitCode : kCodes.at(static_cast<std::size_t>(kind));
}

std::optional<DocumentKind> document_kind(std::string_view code) {
  if (code == kUnitCode) return DocumentKind::kUnit;
  const auto* found = std::ranges::find(kCodes, code);
  if (found == kCodes.end()) return std::nullopt;
  return kDocumentKinds.at(static_cast<std::size_t>(found - kCodes.begin()));
}

std::string_view to_string(DocumentFault fault) {
  switch (fault) {
    case DocumentFault::kEmpty:
      return "document-empty";
    case DocumentFault::kWrongLength:
      return "document-wrong-length";
    case DocumentFault::kBadCharacter:
      return "document-bad-character";
    case DocumentFault::kWrongPrefix:
      return "document-wrong-prefix";
    case DocumentFault::kBadDate:
      return "document-bad-date";
    case DocumentFault::kFutureDate:
      return "document-future-date";
    case DocumentFault::kBadCheckDigit:
      return "document-bad-check-digit";
  }
  std::unreachable();
}

std::expected<Document, DocumentFault> parse_document(DocumentKind kind, std::string_view text,
                                                      std::optional<Date> today) {
  Document document{.kind = kind, .number = without_blanks(ascii_upper(narrow(text)))};
  if (document.number.empty()) return std::unexpected(DocumentFault::kEmpty);
  if (const auto fault = fault_of_form(document, today)) return std::unexpected(*fault);
  if (kind == DocumentKind::kResidentId && document.number.size() == 15) {
    document.number = upgrade_resident_number(document.number);
  }
  return document;
}

std::string upgrade_resident_number(std::string_view fifteen) {
  assert(fifteen.size() == 15 && all_digits(fifteen));
  std::string number{fifteen.substr(0, 6)};
  number.append("19").append(fifteen.substr(6));
  number += resident_check(number).value();
  return number;
}

std::optional<Date> birth_date(const Document& document) {
  switch (document.kind) {
    case DocumentKind::kResidentId:
    case DocumentKind::kHkMacauResidencePermit:
    case DocumentKind::kTaiwanResidencePermit:
    case DocumentKind::kForeignPermanentResidentId:
      if (document.number.size() == 18) return date_of_digits(std::string_view(document.number).substr(6, 8));
      return std::nullopt;
    default:
      return std::nullopt;
  }
}

}  // namespace taxgate
