#include "connect/registry/mapping_file.hpp"

#include <fmt/ranges.h>
#include <toml++/toml.h>

#include <algorithm>

#include "base/text.hpp"
#include "connect/registry/mapping_reader.hpp"
#include "domain/words.hpp"

namespace taxgate::registry {
namespace {

constexpr std::array<Word<std::optional<Encoding>>, 3> kEncodings{
    {{std::nullopt, "auto"}, {Encoding::kUtf8, "utf-8"}, {Encoding::kGb18030, "gb18030"}}};
constexpr std::array<Word<std::optional<char>>, 4> kSeparators{
    {{std::nullopt, "auto"}, {',', "comma"}, {'\t', "tab"}, {';', "semicolon"}}};
constexpr std::array<Word<MandateState>, 3> kStates{{{MandateState::kInForce, "in-force"},
                                                     {MandateState::kProposed, "proposed"},
                                                     {MandateState::kEnded, "ended"}}};
constexpr std::array<Word<TaxpayerState>, 3> kTaxpayerStates{{{TaxpayerState::kNormal, "normal"},
                                                              {TaxpayerState::kAbnormal, "abnormal"},
                                                              {TaxpayerState::kClosed, "closed"}}};
/// The levels of NT-05: an identity that was checked, a face that was compared, a counter where it was shown.
constexpr std::array<Word<int>, 3> kMethods{{{3, "check"}, {4, "face"}, {5, "counter"}}};

/// The domain's own words for all of `meanings`.
template <class Meaning, std::size_t N>
std::array<Word<Meaning>, N> words_for(const std::array<Meaning, N>& meanings) {
  std::array<Word<Meaning>, N> words{};
  std::ranges::transform(meanings, words.begin(), [](Meaning meaning) {
    return Word<Meaning>{.meaning = meaning, .word = to_string(meaning)};
  });
  return words;
}

constexpr std::array<std::string_view, 4> kDefaultDates{"YYYY-MM-DD", "YYYYMMDD", "YYYY/M/D", "YYYY年M月D日"};

/// One word of a closed list, as `Meaning`.
template <class Meaning, std::size_t N>
std::optional<Meaning> word(MappingReader& in, const toml::node& node, const std::string& option,
                            const std::array<Word<Meaning>, N>& words) {
  const auto text = in.text(node, option);
  if (!text) return std::nullopt;
  const auto* found = std::ranges::find(words, *text, &Word<Meaning>::word);
  if (found != words.end()) return found->meaning;
  std::vector<std::string_view> allowed;
  allowed.reserve(N);
  for (const auto& each : words) allowed.push_back(each.word);
  in.fault(node, option, *text, "mapping-unknown-word", fmt::format("{}", fmt::join(allowed, ", ")));
  return std::nullopt;
}

template <class Meaning, std::size_t N>
void code_table(MappingReader& in, const toml::table& codes, std::string_view name, Codes<Meaning>& out,
                const std::array<Word<Meaning>, N>& words) {
  in.each_code(codes, name, [&](const std::string& code, const toml::node& node, const std::string& option) {
    if (const auto meaning = word(in, node, option, words)) out.emplace(code, *meaning);
  });
}

bool is_id(std::string_view text) {
  return !text.empty() && is_lower(text.front()) &&
         std::ranges::all_of(text, [](char c) { return is_lower(c) || is_digit(c) || c == '-' || c == '_'; });
}

void role_table(MappingReader& in, const toml::table& codes, Mapping& mapping) {
  in.each_code(codes, "role",
               [&](const std::string& code, const toml::node& node, const std::string& option) {
                 const auto id = in.text(node, option);
                 if (!id) return;
                 if (!is_id(*id)) return in.fault(node, option, *id, "mapping-bad-role");
                 const auto at = std::ranges::find(mapping.role_ids, *id) - mapping.role_ids.begin();
                 if (static_cast<std::size_t>(at) == mapping.role_ids.size()) {
                   mapping.role_ids.push_back(*id);
                   mapping.role_lines.emplace(*id, node.source().begin.line);
                 }
                 mapping.roles.emplace(code, static_cast<std::size_t>(at));
               });
}

void read_codes(MappingReader& in, const toml::table& root, Mapping& mapping) {
  const auto* codes = in.table(root, "codes", "codes");
  if (codes == nullptr) return;
  in.only(*codes, "codes", {"document_kind", "role", "state", "taxpayer_kind", "taxpayer_state", "method"});
  code_table(in, *codes, "document_kind", mapping.document_kinds, words_for(kDocumentKinds));
  code_table(in, *codes, "state", mapping.states, kStates);
  code_table(in, *codes, "taxpayer_kind", mapping.taxpayer_kinds, words_for(kTaxpayerKinds));
  code_table(in, *codes, "taxpayer_state", mapping.taxpayer_states, kTaxpayerStates);
  code_table(in, *codes, "method", mapping.methods, kMethods);
  role_table(in, *codes, mapping);
}

void read_dates(MappingReader& in, const toml::table& root, Mapping& mapping) {
  if (const auto* node = root.get("date_formats")) {
    in.each_text(*node, "date_formats",
                 [&](const std::string& text, const toml::node& at, const std::string& option) {
                   if (auto format = DateFormat::parse(text))
                     return mapping.dates.push_back(std::move(*format));
                   in.fault(at, option, text, "mapping-bad-date-format",
                            "YYYY-MM-DD, YYYYMMDD, YYYY/M/D, YYYY年M月D日");
                 });
  } else {
    for (const auto text : kDefaultDates) mapping.dates.push_back(DateFormat::parse(text).value());
  }
  if (const auto* node = root.get("long_term")) {
    in.each_text(*node, "long_term", [&](const std::string& text, const toml::node&, const std::string&) {
      mapping.long_term.push_back(plain(text));
    });
  }
}

std::optional<Column> column_named(Kind kind, std::string_view name) {
  for (const auto& use : columns_of(kind)) {
    if (to_string(use.column) == name) return use.column;
  }
  return std::nullopt;
}

std::vector<std::string_view> column_names(Kind kind) {
  std::vector<std::string_view> names;
  for (const auto& use : columns_of(kind)) names.push_back(to_string(use.column));
  return names;
}

void read_columns(MappingReader& in, const toml::table& table, const std::string& where, Kind kind,
                  KindMapping& out) {
  in.only(table, where, column_names(kind));
  for (const auto& [key, node] : table) {
    const auto column = column_named(kind, key.str());
    if (!column) continue;  // told already
    auto& headings = out.headings[*column];
    in.each_text(node, where + "." + std::string(key.str()),
                 [&](const std::string& text, const toml::node&, const std::string&) {
                   headings.push_back(plain(text));
                 });
  }
}

void read_constants(MappingReader& in, const toml::table& table, const std::string& where, Kind kind,
                    KindMapping& out) {
  in.only(table, where, column_names(kind));
  for (const auto& [key, node] : table) {
    const auto column = column_named(kind, key.str());
    if (!column) continue;
    const auto option = where + "." + std::string(key.str());
    if (out.headings.contains(*column)) {
      in.fault(node, option, "", "mapping-column-and-constant");
    } else if (auto text = in.text(node, option)) {
      out.constants.emplace(*column, std::move(*text));
    }
  }
}

void read_kind(MappingReader& in, const toml::table& root, Kind kind, Mapping& mapping) {
  const std::string name(to_string(kind));
  const auto* table = in.table(root, name, name);
  if (table == nullptr) return;
  auto& out = mapping.of(kind);
  out.given = true;
  in.only(*table, name, {"files", "columns", "constants"});
  if (const auto* node = table->get("files")) {
    in.each_text(*node, name + ".files", [&](const std::string& text, const toml::node&, const std::string&) {
      out.files.push_back(text);
    });
  }
  if (const auto* columns = in.table(*table, "columns", name + ".columns")) {
    read_columns(in, *columns, name + ".columns", kind, out);
  }
  if (const auto* constants = in.table(*table, "constants", name + ".constants")) {
    read_constants(in, *constants, name + ".constants", kind, out);
  }
  for (const auto& use : columns_of(kind)) {
    if (use.needed && !out.headings.contains(use.column) && !out.constants.contains(use.column)) {
      in.fault(*table, name + ".columns." + std::string(to_string(use.column)), "", "mapping-missing-option");
    }
  }
}

/// A constant that is a code must be in its table: otherwise every row of the kind would be bad.
void check_constants(MappingReader& in, const toml::table& root, const Mapping& mapping) {
  const auto knows = [&](Column column, const std::string& text) {
    switch (column) {
      case Column::kTaxpayerKind:
        return mapping.taxpayer_kinds.contains(text);
      case Column::kTaxpayerState:
        return mapping.taxpayer_states.contains(text);
      case Column::kRole:
        return mapping.roles.contains(text);
      case Column::kDocumentKind:
        return mapping.document_kinds.contains(text);
      case Column::kState:
        return mapping.states.contains(text);
      case Column::kMethod:
        return mapping.methods.contains(text);
      case Column::kCollectedOn:
        return read_date(mapping.dates, text).has_value();
      default:
        return true;
    }
  };
  for (const auto kind : kKinds) {
    for (const auto& [column, text] : mapping.of(kind).constants) {
      if (knows(column, plain(text))) continue;
      const auto option = fmt::format("{}.constants.{}", to_string(kind), to_string(column));
      in.fault(*root.at_path(option).node(), option, text, "mapping-constant-unknown");
    }
  }
}

Mapping read_root(MappingReader& in, const toml::table& root, const std::string& file) {
  Mapping mapping;
  mapping.file = file;
  in.only(root, "",
          {"encoding", "separator", "date_formats", "long_term", "taxpayers", "people", "collected",
           "agreements", "codes"});
  if (const auto* node = root.get("encoding")) {
    mapping.encoding = word(in, *node, "encoding", kEncodings).value_or(std::nullopt);
  }
  if (const auto* node = root.get("separator")) {
    mapping.separator = word(in, *node, "separator", kSeparators).value_or(std::nullopt);
  }
  read_dates(in, root, mapping);
  read_codes(in, root, mapping);
  for (const auto kind : kKinds) read_kind(in, root, kind, mapping);
  check_constants(in, root, mapping);
  if (std::ranges::none_of(mapping.kinds, &KindMapping::given)) in.fault(root, "", "", "mapping-empty");
  return mapping;
}

}  // namespace

std::expected<Mapping, std::vector<MappingFault>> parse_mapping(std::string_view text,
                                                                const std::string& file) {
  MappingReader in(file);
  try {
    const toml::table root = toml::parse(text, file);
    auto mapping = read_root(in, root, file);
    if (in.faults().empty()) return mapping;
  } catch (const toml::parse_error& error) {
    in.fault(error.source().begin.line, "", std::string(error.description()), "mapping-syntax");
  }
  return std::unexpected(in.sorted_faults());
}

}  // namespace taxgate::registry
