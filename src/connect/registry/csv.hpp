#pragma once
// Comma-separated values, streaming: RFC 4180 and what real exports make of it. Quoted fields with
// line breaks and doubled quotes; CR LF, LF or CR; comma, tab or semicolon.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "connect/registry/encoding.hpp"

namespace taxgate::registry {

/// Where the octets come from.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  /// Fills the front of `into`; how much, 0 at the end. Throws std::system_error.
  virtual std::size_t read(std::span<char> into) = 0;
};

/// What makes a row unreadable.
enum class RowDamage : std::uint8_t { kNone, kNul, kTextAfterQuote };

struct CsvField {
  std::uint32_t begin = 0;
  std::uint32_t size = 0;
};

struct CsvRow {
  std::uint32_t first = 0;  // its first field in the batch
  std::uint32_t count = 0;
  std::uint32_t line = 0;  // the physical line on which it begins, from 1
  RowDamage damage = RowDamage::kNone;
};

/// Some rows with the text that they lie in.
struct CsvBatch {
  std::string text;
  std::vector<CsvField> fields;
  std::vector<CsvRow> rows;
  bool broken = false;  // there may be U+FFFD in the text

  std::string_view field(const CsvRow& row, std::size_t index) const {
    const auto& at = fields[row.first + index];
    return std::string_view(text).substr(at.begin, at.size);
  }
};

/// What ends the reading of a file.
enum class FileDamage : std::uint8_t { kUtf16, kUnterminatedQuote, kRecordTooLong };
struct FileTrouble {
  FileDamage damage;
  std::uint32_t line;  // where the record or the quote began
};

class CsvReader {
 public:
  static constexpr std::size_t kLongestRecord = 1 << 20;  // octets of UTF-8

  /// Without a separator: the one that divides the first record into the most fields. `source` outlives the
  /// reader.
  CsvReader(ByteSource& source, std::optional<Encoding> encoding, std::optional<char> separator);

  /// The next rows; blank ones are left out. False at the end, or when the rest cannot be read: then
  /// `trouble` says why.
  bool next(CsvBatch& batch);

  const std::optional<FileTrouble>& trouble() const { return trouble_; }
  std::optional<Encoding> encoding() const { return decoder_.encoding(); }
  char separator() const { return separator_.value_or(','); }

 private:
  bool refill(std::string& text);
  void choose_separator(std::string_view text);
  bool parse_record(CsvBatch& batch, std::size_t& at);
  std::optional<std::size_t> quoted_field(CsvBatch& batch, std::size_t at);
  std::size_t plain_field(CsvBatch& batch, std::size_t at);
  std::size_t skip_after_quote(const CsvBatch& batch, std::size_t at);
  void finish_record(CsvBatch& batch, CsvRow row) const;

  ByteSource& source_;
  Decoder decoder_;
  std::optional<char> separator_;
  std::string block_;
  std::string rest_;              // of the former batch: the beginning of an unfinished record
  std::uint32_t line_ = 1;        // where the next record begins
  std::uint32_t here_ = 1;        // within the record that is being read
  std::uint32_t quote_line_ = 0;  // where an open quote began; 0: none
  RowDamage damage_ = RowDamage::kNone;
  std::vector<std::uint32_t> escaped_;  // fields with doubled quotes, still doubled
  bool ended_ = false;
  std::optional<FileTrouble> trouble_;
};

}  // namespace taxgate::registry
