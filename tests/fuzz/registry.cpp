// A bureau's export and its mapping. The first octet chooses what the rest is: a mapping's TOML, or a file in
// an encoding, with a separator, that comes in small or large pieces.
#include "base/text.hpp"
#include "fuzz/fuzz.hpp"
#include "unit/connect/registry_fakes.hpp"

namespace {

using namespace taxgate;
using namespace taxgate::registry;

void read_mapping(std::string_view text) {
  const auto mapping = parse_mapping(text, "fuzz.toml");
  if (mapping) return;
  fuzz::require(!mapping.error().empty(), "refused without a fault");
  const auto lines = static_cast<unsigned>(std::ranges::count(text, '\n')) + 1;
  for (const auto& fault : mapping.error()) fuzz::require(fault.line <= lines, "a fault beyond the end");
}

void check_rows(const Layout& layout, const CsvBatch& batch) {
  static const Mapping kMapping = demo_mapping();
  const CheckedBatch checked = RowChecker(kMapping, layout, 0, kToday).check(batch);
  const auto last = batch.rows.empty() ? 0 : batch.rows.back().line;
  for (const auto& finding : checked.findings)
    fuzz::require(finding.at.line <= last, "a finding beyond the end");
}

void read_export(std::string_view text, unsigned how) {
  static const Mapping kMapping = demo_mapping();
  constexpr std::array<std::optional<Encoding>, 3> kEncodings{std::nullopt, Encoding::kUtf8,
                                                              Encoding::kGb18030};
  constexpr std::array<std::optional<char>, 3> kSeparators{std::nullopt, ',', '\t'};
  TextSource source(std::string{text}, how % 2 == 0 ? 7 : 1 << 16);
  CsvReader reader(source, kEncodings[how % 3], kSeparators[how / 3 % 3]);
  std::optional<Layout> layout;
  CsvBatch batch;
  std::uint32_t line = 0;
  while (reader.next(batch)) {
    for (const auto& row : batch.rows) {
      fuzz::require(row.line > line && row.count > 0, "rows out of order");
      line = row.line;
      for (std::size_t i = 0; i < row.count; ++i) {
        fuzz::require(is_utf8(batch.field(row, i)), "a field that is no UTF-8");
      }
    }
    if (!layout) {
      std::vector<std::string_view> headings;
      for (std::size_t i = 0; i < batch.rows.front().count; ++i)
        headings.push_back(batch.field(batch.rows.front(), i));
      auto matched = match_layout(kMapping, "x.csv", headings);
      if (!matched) return;
      layout = *std::move(matched);
      batch.rows.erase(batch.rows.begin());
    }
    check_rows(*layout, batch);
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto text = fuzz::text_of_input(data + 1, size - 1);
  if (*data == 'm') {
    read_mapping(text);
  } else {
    read_export(text, *data);
  }
  return 0;
}
