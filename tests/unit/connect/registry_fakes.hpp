#pragma once
// Exports in memory, and their reading to the end.
#include <cstring>
#include <fstream>
#include <iterator>

#include "connect/registry/csv.hpp"
#include "connect/registry/mapping_file.hpp"
#include "connect/registry/row_checker.hpp"

namespace taxgate::registry {

/// Gives `piece` octets at a time, so that every border of a block is met.
class TextSource final : public ByteSource {
 public:
  explicit TextSource(std::string text, std::size_t piece = 1 << 16)
      : text_(std::move(text)), piece_(piece) {}
  std::size_t read(std::span<char> into) override {
    const auto size = std::min({piece_, into.size(), text_.size() - at_});
    std::memcpy(into.data(), text_.data() + at_, size);
    at_ += size;
    return size;
  }

 private:
  std::string text_;
  std::size_t piece_;
  std::size_t at_ = 0;
};

struct ReadRow {
  std::uint32_t line;
  std::vector<std::string> fields;
  RowDamage damage = RowDamage::kNone;
  bool operator==(const ReadRow&) const = default;
};

struct ReadFile {
  std::vector<ReadRow> rows;
  std::optional<FileTrouble> trouble;
  std::optional<Encoding> encoding;
};

inline ReadFile read_csv(const std::string& text, std::optional<Encoding> encoding = {},
                         std::optional<char> separator = {}, std::size_t piece = 1 << 16) {
  TextSource source(text, piece);
  CsvReader reader(source, encoding, separator);
  ReadFile file;
  CsvBatch batch;
  while (reader.next(batch)) {
    for (const auto& row : batch.rows) {
      ReadRow read{.line = row.line, .fields = {}, .damage = row.damage};
      for (std::size_t i = 0; i < row.count; ++i) read.fields.emplace_back(batch.field(row, i));
      file.rows.push_back(std::move(read));
    }
  }
  file.trouble = reader.trouble();
  file.encoding = reader.encoding();
  return file;
}

inline std::string file_text(const std::string& path) {
  std::ifstream in(std::string(TAXGATE_SOURCE_DIR) + "/" + path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline Mapping demo_mapping() {
  return parse_mapping(file_text("profiles/mappings/demo.toml"), "demo.toml").value();
}

inline constexpr Date kToday{std::chrono::year{2026}, std::chrono::month{11}, std::chrono::day{22}};

/// A file checked as the kind that its headings tell.
struct CheckedFile {
  Layout layout;
  CheckedBatch batch;
};
inline std::unique_ptr<CheckedFile> check_file(const Mapping& mapping, const std::string& text,
                                               std::uint32_t index = 0, const std::string& name = "x.csv") {
  TextSource source(text + "\n");
  CsvReader reader(source, mapping.encoding, mapping.separator);
  CsvBatch batch;
  if (!reader.next(batch)) return nullptr;
  std::vector<std::string_view> headings;
  for (std::size_t i = 0; i < batch.rows.front().count; ++i)
    headings.push_back(batch.field(batch.rows.front(), i));
  auto file = std::make_unique<CheckedFile>(match_layout(mapping, name, headings).value());
  batch.rows.erase(batch.rows.begin());
  file->batch = RowChecker(mapping, file->layout, index, kToday).check(batch);
  return file;
}

}  // namespace taxgate::registry
