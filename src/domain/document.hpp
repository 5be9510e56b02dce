#pragma once
// Identity documents and their numbers: the eleven kinds that a tax bureau takes (QD-04).
#include <array>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace taxgate {

enum class DocumentKind {
  kResidentId,                  // 居民身份证
  kHkMacauPermit,               // 港澳居民来往内地通行证
  kTaiwanPermit,                // 台湾居民来往大陆通行证
  kChinesePassport,             // 中国护照
  kForeignPermanentResidentId,  // 外国人永久居留身份证
  kHkMacauResidencePermit,      // 港澳居民居住证
  kTaiwanResidencePermit,       // 台湾居民居住证
  kForeignPassport,             // 外国护照
  kForeignWorkPermitA,          // 外国人工作许可证（A类）
  kForeignWorkPermitB,
  kForeignWorkPermitC,
  kUnit,  // no document that anybody shows: the account of a unit itself, by its taxpayer number
};
inline constexpr std::array kDocumentKinds{
    DocumentKind::kResidentId,
    DocumentKind::kHkMacauPermit,
    DocumentKind::kTaiwanPermit,
    DocumentKind::kChinesePassport,
    DocumentKind::kForeignPermanentResidentId,
    DocumentKind::kHkMacauResidencePermit,
    DocumentKind::kTaiwanResidencePermit,
    DocumentKind::kForeignPassport,
    DocumentKind::kForeignWorkPermitA,
    DocumentKind::kForeignWorkPermitB,
    DocumentKind::kForeignWorkPermitC,
};

/// The stable code of a kind: "resident-id", "foreign-work-permit-a", ...
std::string_view to_string(DocumentKind kind);
std::optional<DocumentKind> document_kind(std::string_view code);

/// A document whose number passed parse_document (or came from a store that only holds such), in its normal
/// form: ASCII, upper case, no blanks, and 18 characters for every 居民身份证, so that two equal ones name
/// the same person.
struct Document {
  DocumentKind kind = DocumentKind::kResidentId;
  std::string number;
  bool operator==(const Document&) const = default;
};

enum class DocumentFault {
  kEmpty,
  kWrongLength,
  kBadCharacter,  // a character that no number of the kind has at its place
  kWrongPrefix,   // the area code, letter or leading digits are none that the kind has
  kBadDate,       // the date of birth is no day of the calendar
  kFutureDate,    // the date of birth is after today
  kBadCheckDigit,
};
/// "document-empty", "document-wrong-length", ...
std::string_view to_string(DocumentFault fault);

/// Reads what a person typed or a registry exported: full-width characters, blanks and a lower-case x are
/// normalised, a 15-digit resident number becomes its 18-character form. `today` is the bureau's day; without
/// it a date in the future is not noticed.
std::expected<Document, DocumentFault> parse_document(DocumentKind kind, std::string_view text,
                                                      std::optional<Date> today = std::nullopt);

/// The 18 characters that GB 11643-1999 gives the holder of a 15-digit number (born in the 20th century).
/// `fifteen` is 15 digits.
std::string upgrade_resident_number(std::string_view fifteen);

/// The date of birth that the number tells, for the kinds whose number tells the whole of it.
std::optional<Date> birth_date(const Document& document);

/// Whether people of this kind are first collected at the counter and only then register online (QD-04).
constexpr bool counter_first(DocumentKind kind) { return kind >= DocumentKind::kForeignPassport; }

}  // namespace taxgate
