#pragma once
// The cells of one row, each read by the rule for what it tells; what is wrong with one is a finding.
#include "connect/registry/csv.hpp"
#include "connect/registry/layout.hpp"
#include "connect/registry/lines.hpp"

namespace taxgate::registry {

class Cells {
 public:
  struct Source {
    const Mapping& mapping;
    const Layout& layout;
    const CsvBatch& batch;
    std::uint32_t file;
    Date today;
  };

  Cells(const Source& source, const CsvRow& row, CheckedBatch& out)
      : source_(source), row_(row), out_(out), at_{.file = source.file, .line = row.line} {}

  /// Whether the row as a whole can be read: as many fields as headings, no broken characters.
  bool readable();

  /// The cell or the constant, trimmed and without a spreadsheet's marks for "this is text".
  std::string_view text(Column column);
  bool empty(Column column) { return text(column).empty(); }

  std::string_view uscc(Column column);
  std::string_view taxpayer_number(Column column);
  std::string_view taxpayer_name(Column column);
  std::string_view organ(Column column);
  /// Codes divided by anything but digits; none when the cell is empty.
  std::string_view organs(Column column);
  std::string_view person_name(Column column);
  std::string_view document_number(Column column, DocumentKind kind);
  /// `severity` is that of a number which is not right or not there.
  PhoneNumber phone(Column column, Severity severity);
  std::optional<Date> date(Column column);  // nothing when the cell is empty
  LastDay last_day(Column column);
  /// Nothing, and a fault, for a code that the mapping does not know.
  template <class Meaning>
  std::optional<Meaning> code(Column column, const Codes<Meaning>& codes) {
    const auto cell = text(column);
    auto found = codes.find(cell);
    if (found == codes.end()) found = codes.find(plain(cell));
    if (found != codes.end()) return found->second;
    fault(column, cell.empty() ? "code-empty" : "code-unknown");
    return std::nullopt;
  }

  void fault(Column column, std::string_view code) { add(Severity::kFault, column, code); }
  void add(Severity severity, Column column, std::string_view code);
  void row_fault(std::string_view code);

  Where at() const { return at_; }
  bool bad() const { return bad_; }

 private:
  std::string_view raw(Column column) const;
  bool whole_characters();
  /// Keeps the normal form, and notes when the file writes it otherwise.
  std::string_view kept(Column column, std::string_view normal);
  void number_fault(Column column, std::string_view code);

  const Source& source_;
  const CsvRow& row_;
  CheckedBatch& out_;
  Where at_;
  bool bad_ = false;
};

}  // namespace taxgate::registry
