#include "connect/registry/cells.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/text.hpp"
#include "domain/person_name.hpp"
#include "domain/phone.hpp"
#include "domain/taxpayer_number.hpp"

namespace taxgate::registry {
namespace {

constexpr std::size_t kLongestTaxpayerName = 200;  // code points

/// In which way `raw` is not the normal form.
std::string_view note_of(std::string_view raw, std::string_view normal) {
  if (narrow(raw) != raw) return "written-full-width";
  if (without_blanks(raw) != raw) return "written-with-blanks";
  if (ascii_upper(raw) == normal) return "written-lower-case";
  if (raw.size() == 15 && normal.size() == 18) return "written-in-15-digits";
  return "written-otherwise";
}

/// What a spreadsheet makes of long numbers: "1.10105E+17". The digits are lost.
bool scientific(std::string_view text) {
  const auto e = text.find_first_of("Ee");
  if (e == std::string_view::npos || e == 0 || e + 2 >= text.size() || text[e + 1] != '+') return false;
  return all_digits(text.substr(e + 2)) &&
         std::ranges::all_of(text.substr(0, e), [](char c) { return is_digit(c) || c == '.'; });
}

bool has_control(std::string_view text) {
  return std::ranges::any_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7F; });
}

}  // namespace

bool Cells::readable() {
  switch (row_.damage) {
    case RowDamage::kNul:
      row_fault("row-nul");
      return false;
    case RowDamage::kTextAfterQuote:
      row_fault("row-text-after-quote");
      return false;
    case RowDamage::kNone:
      break;
  }
  const auto width = source_.layout.headings.size();
  if (row_.count < width) row_fault("row-too-few-fields");
  for (auto i = width; i < row_.count; ++i) {
    if (source_.batch.field(row_, i).empty()) continue;
    row_fault("row-too-many-fields");
    break;
  }
  return !bad_ && (!source_.batch.broken || whole_characters());
}

/// A character that could not be read is a fault where we need it, and a warning elsewhere.
bool Cells::whole_characters() {
  const auto& layout = source_.layout;
  for (std::size_t i = 0; i < layout.headings.size(); ++i) {
    const auto cell = source_.batch.field(row_, i);
    if (!cell.contains(kReplacement)) continue;
    const auto used = std::ranges::find(layout.places, static_cast<int>(i)) != layout.places.end();
    out_.findings.push_back({.at = at_,
                             .severity = used ? Severity::kFault : Severity::kWarning,
                             .code = "character-broken",
                             .heading = layout.headings[i],
                             .shown = {},
                             .other = {}});
    bad_ = bad_ || used;
  }
  return !bad_;
}

std::string_view Cells::raw(Column column) const {
  const int place = source_.layout.place(column);
  if (place != Layout::kAbsent) return source_.batch.field(row_, static_cast<std::size_t>(place));
  const auto& constants = source_.mapping.of(source_.layout.kind).constants;
  const auto constant = constants.find(column);
  return constant == constants.end() ? std::string_view{} : constant->second;
}

std::string_view Cells::text(Column column) {
  auto cell = trim(raw(column));
  if (cell.size() >= 3 && cell.starts_with("=\"") && cell.ends_with('"'))
    cell = cell.substr(2, cell.size() - 3);
  if (cell.starts_with('\'')) cell.remove_prefix(1);
  return trim(cell);
}

void Cells::add(Severity severity, Column column, std::string_view code) {
  bad_ = bad_ || severity == Severity::kFault;
  out_.findings.push_back({.at = at_,
                           .severity = severity,
                           .code = code,
                           .heading = source_.layout.heading(column),
                           .shown = masked(column, raw(column)),
                           .other = {}});
}

void Cells::row_fault(std::string_view code) {
  bad_ = true;
  out_.findings.push_back(
      {.at = at_, .severity = Severity::kFault, .code = code, .heading = {}, .shown = {}, .other = {}});
}

void Cells::number_fault(Column column, std::string_view code) {
  fault(column, scientific(text(column)) ? "number-scientific" : code);
}

std::string_view Cells::kept(Column column, std::string_view normal) {
  const auto written = raw(column);
  if (written != normal) add(Severity::kNote, column, note_of(written, normal));
  return out_.texts.keep(normal);
}

std::string_view Cells::uscc(Column column) {
  const auto parsed = parse_uscc(text(column));
  if (parsed) return kept(column, parsed->code);
  number_fault(column, to_string(parsed.error()));
  return {};
}

std::string_view Cells::taxpayer_number(Column column) {
  const auto parsed = parse_taxpayer_number(text(column));
  if (parsed) return kept(column, parsed->number);
  number_fault(column, to_string(parsed.error()));
  return {};
}

std::string_view Cells::taxpayer_name(Column column) {
  const auto name = text(column);
  if (name.empty()) {
    fault(column, "taxpayer-name-empty");
  } else if (has_control(name)) {
    fault(column, "taxpayer-name-control-character");
  } else if (name.size() > kLongestTaxpayerName && count_code_points(name) > kLongestTaxpayerName) {
    fault(column, "taxpayer-name-too-long");
  } else {
    return out_.texts.keep(name);  // never narrowed: its brackets are full-width in the register, too
  }
  return {};
}

std::string_view Cells::organ(Column column) {
  const auto parsed = parse_organ_code(text(column));
  if (parsed) return kept(column, parsed->code);
  number_fault(column, to_string(parsed.error()));
  return {};
}

std::string_view Cells::organs(Column column) {
  std::string codes;
  std::string code;
  const auto take = [&] {
    if (code.empty()) return;
    const auto parsed = parse_organ_code(std::exchange(code, {}));
    if (!parsed) return number_fault(column, to_string(parsed.error()));
    codes += (codes.empty() ? "" : " ") + parsed->code;
  };
  for (const char c : text(column)) {
    if (c >= '0' && c <= '9') {
      code += c;
    } else {
      take();
    }
  }
  take();
  return out_.texts.keep(codes);
}

std::string_view Cells::person_name(Column column) {
  const auto parsed = parse_person_name(text(column));
  if (parsed) return kept(column, *parsed);
  fault(column, to_string(parsed.error()));
  return {};
}

std::string_view Cells::document_number(Column column, DocumentKind kind) {
  const auto parsed = parse_document(kind, text(column), source_.today);
  if (parsed) return kept(column, parsed->number);
  number_fault(column, to_string(parsed.error()));
  return {};
}

PhoneNumber Cells::phone(Column column, Severity severity) {
  const auto parsed = parse_phone(text(column));
  if (!parsed) {
    add(severity, column, scientific(text(column)) ? "number-scientific" : to_string(parsed.error()));
    return 0;
  }
  if (raw(column) != parsed->number) add(Severity::kNote, column, note_of(raw(column), parsed->number));
  PhoneNumber number = 0;
  std::from_chars(parsed->number.data(), parsed->number.data() + parsed->number.size(), number);
  return number;
}

std::optional<Date> Cells::date(Column column) {
  const auto cell = text(column);
  if (cell.empty()) return std::nullopt;
  if (const auto read = read_date(source_.mapping.dates, cell)) return read;
  if (const auto narrowed = read_date(source_.mapping.dates, plain(cell))) {
    add(Severity::kNote, column, "written-full-width");
    return narrowed;
  }
  fault(column, "date-bad");
  return std::nullopt;
}

LastDay Cells::last_day(Column column) {
  if (empty(column)) return {};
  const auto& words = source_.mapping.long_term;
  if (std::ranges::find(words, plain(text(column))) != words.end())
    return {.said = true, .day = std::nullopt};
  return {.said = true, .day = date(column)};
}

}  // namespace taxgate::registry
