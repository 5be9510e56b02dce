#pragma once
// How one bureau's export says what we need to know: headings, codes, constants, dates.
#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "connect/registry/date_format.hpp"
#include "connect/registry/encoding.hpp"
#include "domain/document.hpp"
#include "domain/mandate.hpp"
#include "domain/records.hpp"

namespace taxgate::registry {

/// The three kinds of row, each in files of its own.
enum class Kind : std::uint8_t { kTaxpayers, kPeople, kCollected, kAgreements };
inline constexpr std::array kKinds{Kind::kTaxpayers, Kind::kPeople, Kind::kCollected, Kind::kAgreements};
std::string_view to_string(Kind kind);

/// What a column may tell.
enum class Column : std::uint8_t {
  kUscc,
  kNumber,  // 纳税人识别号 of a taxpayer
  kTaxpayerName,
  kOrgan,        // 主管税务机关代码
  kOtherOrgans,  // of a cross-region payer, beside it (QD-14)
  kTaxpayerKind,
  kTaxpayerState,
  kTaxpayer,  // for whom a person acts: a taxpayer ID or USCC
  kRole,
  kName,
  kDocumentKind,
  kDocumentNumber,
  kMobile,
  kLandline,
  kStarts,
  kEnds,
  kState,  // of the association
  kCollectedOn,
  kMethod,     // of the collection
  kAgency,     // of an agreement: the agency's taxpayer ID or USCC (LN-30)
  kClient,     // … the client's
  kAgreement,  // its number or title
  kFunctions,  // ids of the profile's functions, divided by blanks
};
inline constexpr std::size_t kColumnCount = static_cast<std::size_t>(Column::kFunctions) + 1;
/// Its name in a mapping file: "document_number".
std::string_view to_string(Column column);

struct ColumnUse {
  Column column;
  bool needed;  // a file of the kind without it (and a mapping without a constant for it) cannot be read
};
/// The columns of a kind.
std::vector<ColumnUse> columns_of(Kind kind);

/// Lets a table be asked with a view.
struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
};

/// A code of the bureau and what it means here. Codes are compared narrowed and trimmed.
template <class Meaning>
using Codes = std::unordered_map<std::string, Meaning, TextHash, std::equal_to<>>;

struct KindMapping {
  bool given = false;              // the mapping has a table for the kind
  std::vector<std::string> files;  // patterns with * and ? for the file's name; empty: the headings tell
  std::map<Column, std::vector<std::string>> headings;  // alternatives, narrowed and trimmed
  std::map<Column, std::string> constants;              // stand for the cell of every row
};

struct Mapping {
  std::string file;
  std::optional<Encoding> encoding;
  std::optional<char> separator;
  std::vector<DateFormat> dates;
  std::vector<std::string> long_term;  // texts in the column of ends that mean "without an end"
  std::array<KindMapping, kKinds.size()> kinds;
  Codes<DocumentKind> document_kinds;
  Codes<std::size_t> roles;                    // index into role_ids
  std::vector<std::string> role_ids;           // roles of the profile, each once, in the file's order
  std::map<std::string, unsigned> role_lines;  // where a role is first named, for faults against the profile
  Codes<MandateState> states;                  // in force, proposed or ended
  Codes<TaxpayerKind> taxpayer_kinds;
  Codes<TaxpayerState> taxpayer_states;
  Codes<int> methods;  // the real-name level that a way of collecting gives (QD-03, NT-05)

  const KindMapping& of(Kind kind) const { return kinds[static_cast<std::size_t>(kind)]; }
  KindMapping& of(Kind kind) { return kinds[static_cast<std::size_t>(kind)]; }
};

/// The normal form of headings and codes: narrowed, trimmed.
std::string plain(std::string_view text);

/// Whether `name` fits `pattern`, in which * stands for any characters and ? for one octet; ASCII case does
/// not matter.
bool fits(std::string_view pattern, std::string_view name);

}  // namespace taxgate::registry
