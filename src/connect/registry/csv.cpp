#include "connect/registry/csv.hpp"

#include <array>
#include <utility>

namespace taxgate::registry {
namespace {

constexpr std::size_t kBlock = 1 << 18;
constexpr char kQuote = '"';

constexpr bool is_break(char c) { return c == '\n' || c == '\r'; }

/// CR LF is one line break, and so are CR and LF alone.
std::uint32_t count_breaks(std::string_view text) {
  std::uint32_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n'))) ++count;
  }
  return count;
}

/// The fields of the first record, were `separator` what divides it.
std::size_t fields_of_first(std::string_view text, char separator) {
  std::size_t fields = 1;
  bool quoted = false;
  for (const char c : text) {
    if (c == kQuote) quoted = !quoted;
    if (quoted) continue;
    if (c == separator) ++fields;
    if (is_break(c) && fields > 1) break;
  }
  return fields;
}

/// Doubled quotes become one, in place. The new size.
std::uint32_t undouble(char* text, std::uint32_t size) {
  std::uint32_t kept = 0;
  for (std::uint32_t i = 0; i < size; ++i) {
    text[kept++] = text[i];
    if (text[i] == kQuote) ++i;
  }
  return kept;
}

}  // namespace

CsvReader::CsvReader(ByteSource& source, std::optional<Encoding> encoding, std::optional<char> separator)
    : source_(source), decoder_(encoding), separator_(separator), block_(kBlock, '\0') {}

bool CsvReader::next(CsvBatch& batch) {
  batch.fields.clear();
  batch.rows.clear();
  batch.text = std::exchange(rest_, {});
  while (batch.rows.empty() && !trouble_ && (!ended_ || !batch.text.empty())) {
    if (!ended_ && !refill(batch.text)) break;
    if (!separator_ && !batch.text.empty()) choose_separator(batch.text);
    std::size_t at = 0;
    while (at < batch.text.size() && parse_record(batch, at)) {
    }
    rest_ = batch.text.substr(at);
    if (rest_.size() > kLongestRecord || (ended_ && !rest_.empty())) {
      trouble_ = quote_line_ != 0 ? FileTrouble{.damage = FileDamage::kUnterminatedQuote, .line = quote_line_}
                                  : FileTrouble{.damage = FileDamage::kRecordTooLong, .line = line_};
    }
    if (batch.rows.empty()) batch.text = std::exchange(rest_, {});
  }
  batch.broken = decoder_.broken();
  return !batch.rows.empty();
}

/// False when the octets are none that a text can have.
bool CsvReader::refill(std::string& text) {
  const auto size = source_.read(block_);
  ended_ = size == 0;
  decoder_.decode(std::string_view(block_).substr(0, size), ended_, text);
  if (decoder_.utf16()) trouble_ = FileTrouble{.damage = FileDamage::kUtf16, .line = 1};
  return !trouble_;
}

void CsvReader::choose_separator(std::string_view text) {
  std::size_t most = 0;
  for (const char candidate : {',', '\t', ';'}) {
    const auto fields = fields_of_first(text, candidate);
    if (fields > most) {
      most = fields;
      separator_ = candidate;
    }
  }
}

/// Reads one record and moves `at` behind it. False when its end is not here yet: nothing has changed then.
bool CsvReader::parse_record(CsvBatch& batch, std::size_t& at) {
  const std::string& text = batch.text;
  const CsvRow row{.first = static_cast<std::uint32_t>(batch.fields.size()), .count = 0, .line = line_};
  here_ = line_;
  quote_line_ = 0;
  damage_ = RowDamage::kNone;
  escaped_.clear();
  for (std::size_t i = at;;) {
    const bool quoted = i < text.size() && text[i] == kQuote;
    const auto end = quoted ? quoted_field(batch, i) : std::optional(plain_field(batch, i));
    const bool more = end && *end < text.size();
    // A CR at the very end may be half of a CR LF.
    const bool half = more && !ended_ && text[*end] == '\r' && *end + 1 == text.size();
    if (!end || half || (!more && !ended_)) {
      batch.fields.resize(row.first);
      return false;
    }
    i = *end + 1;
    if (more && text[*end] == *separator_) continue;
    if (more && text[*end] == '\r' && i < text.size() && text[i] == '\n') ++i;
    at = std::min(i, text.size());
    break;
  }
  line_ = here_ + 1;
  finish_record(batch, row);
  return true;
}

std::size_t CsvReader::plain_field(CsvBatch& batch, std::size_t at) {
  const std::string& text = batch.text;
  std::size_t end = at;
  for (; end < text.size(); ++end) {
    const char c = text[end];
    if (c == *separator_ || is_break(c)) break;
    if (c == '\0') damage_ = RowDamage::kNul;
  }
  batch.fields.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end - at)});
  return end;
}

/// The place behind the field; nothing when its closing quote is not here yet.
std::optional<std::size_t> CsvReader::quoted_field(CsvBatch& batch, std::size_t at) {
  const std::string& text = batch.text;
  quote_line_ = here_;
  bool doubled = false;
  std::size_t end = text.find(kQuote, at + 1);
  while (end != std::string::npos && end + 1 < text.size() && text[end + 1] == kQuote) {
    doubled = true;
    end = text.find(kQuote, end + 2);
  }
  if (end == std::string::npos || (end + 1 == text.size() && !ended_)) return std::nullopt;
  quote_line_ = 0;
  const auto value = std::string_view(text).substr(at + 1, end - at - 1);
  here_ += count_breaks(value);
  if (value.contains('\0')) damage_ = RowDamage::kNul;
  if (doubled) escaped_.push_back(static_cast<std::uint32_t>(batch.fields.size()));
  batch.fields.push_back({static_cast<std::uint32_t>(at + 1), static_cast<std::uint32_t>(value.size())});
  return skip_after_quote(batch, end + 1);
}

/// Behind a closing quote only blanks may stand before the field's end.
std::size_t CsvReader::skip_after_quote(const CsvBatch& batch, std::size_t at) {
  const std::string& text = batch.text;
  for (; at < text.size() && text[at] != *separator_ && !is_break(text[at]); ++at) {
    if (text[at] == '\0') damage_ = RowDamage::kNul;
    if (text[at] != ' ' && text[at] != '\t' && damage_ == RowDamage::kNone)
      damage_ = RowDamage::kTextAfterQuote;
  }
  return at;
}

void CsvReader::finish_record(CsvBatch& batch, CsvRow row) const {
  for (const auto index : escaped_) {
    auto& field = batch.fields[index];
    field.size = undouble(batch.text.data() + field.begin, field.size);
  }
  row.count = static_cast<std::uint32_t>(batch.fields.size()) - row.first;
  row.damage = damage_;
  const auto empty = [](const CsvField& field) { return field.size == 0; };
  if (std::ranges::all_of(std::span(batch.fields).subspan(row.first), empty)) {
    batch.fields.resize(row.first);
  } else {
    batch.rows.push_back(row);
  }
}

}  // namespace taxgate::registry
