#include "connect/registry/mapping_reader.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"

namespace taxgate::registry {
namespace {

std::string value_text(const toml::node& node) {
  if (const auto text = node.value<std::string>()) return *text;
  if (const auto number = node.value<std::int64_t>()) return std::to_string(*number);
  return {};
}

}  // namespace

void MappingReader::fault(unsigned line, std::string option, std::string value, std::string_view code,
                          std::string allowed) {
  faults_.push_back({.file = file_,
                     .line = line,
                     .option = std::move(option),
                     .value = std::move(value),
                     .code = code,
                     .allowed = std::move(allowed)});
}

void MappingReader::only(const toml::table& table, const std::string& where,
                         const std::vector<std::string_view>& keys) {
  for (const auto& [key, node] : table) {
    if (std::ranges::find(keys, key.str()) != keys.end()) continue;
    const std::string option =
        where.empty() ? std::string(key.str()) : fmt::format("{}.{}", where, key.str());
    fault(key.source().begin.line, option, value_text(node), "mapping-unknown-option",
          fmt::format("{}", fmt::join(keys, ", ")));
  }
}

const toml::table* MappingReader::table(const toml::table& parent, std::string_view key,
                                        const std::string& option) {
  const auto* node = parent.get(key);
  if (node == nullptr) return nullptr;
  if (!node->is_table()) fault(*node, option, value_text(*node), "mapping-not-a-table");
  return node->as_table();
}

std::optional<std::string> MappingReader::text(const toml::node& node, const std::string& option) {
  const auto* string = node.as_string();
  if (string == nullptr) {
    fault(node, option, value_text(node), "mapping-not-a-text");
  } else if (trim(string->get()).empty()) {
    fault(node, option, "", "mapping-blank");
  } else {
    return string->get();
  }
  return std::nullopt;
}

void MappingReader::each_text(const toml::node& node, const std::string& option, const EachText& use) {
  const auto* list = node.as_array();
  if (list == nullptr) {
    if (const auto one = text(node, option)) use(*one, node, option);
    return;
  }
  if (list->empty()) fault(node, option, "", "mapping-blank");
  for (const auto& each : *list) {
    if (const auto one = text(each, option)) use(*one, each, option);
  }
}

void MappingReader::each_code(const toml::table& codes, std::string_view name, const EachText& use) {
  const std::string where = fmt::format("codes.{}", name);
  const auto* entries = table(codes, name, where);
  if (entries == nullptr) return;
  std::vector<std::pair<const toml::key*, const toml::node*>> in_order;
  for (const auto& [key, node] : *entries) in_order.emplace_back(&key, &node);
  std::ranges::sort(in_order, {}, [](const auto& entry) { return entry.first->source().begin.line; });
  std::set<std::string, std::less<>> seen;
  for (const auto& [key, node] : in_order) {
    const auto code = plain(key->str());
    const auto option = fmt::format("{}.{}", where, key->str());
    if (seen.insert(code).second) {
      use(code, *node, option);
    } else {
      fault(key->source().begin.line, option, code, "mapping-code-twice");
    }
  }
}

std::vector<MappingFault> MappingReader::sorted_faults() const {
  auto sorted = faults_;
  std::ranges::sort(sorted, {}, [](const MappingFault& f) { return std::pair(f.line, f.option); });
  return sorted;
}

}  // namespace taxgate::registry
