#include "profile/toml/tree.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>

#include "base/text.hpp"

namespace taxgate::toml_tree {
namespace {

constexpr std::size_t kLongestShown = 60;  // code points

Node convert(const ::toml::node& from, unsigned line_of_parent);

Table convert_table(const ::toml::table& from, unsigned line) {
  Table members;
  for (const auto& [key, value] : from) members.push_back({std::string{key.str()}, convert(value, line)});
  return members;
}

List convert_list(const ::toml::array& from, unsigned line) {
  List items;
  for (const auto& item : from) items.push_back(convert(item, line));
  return items;
}

Node convert(const ::toml::node& from, unsigned line_of_parent) {
  const unsigned own = from.source().begin.line;
  const unsigned line = own == 0 ? line_of_parent : own;  // an array of tables has no place of its own
  if (const auto* table = from.as_table()) return {line, convert_table(*table, line)};
  if (const auto* list = from.as_array()) return {line, convert_list(*list, line)};
  if (const auto* text = from.as_string()) return {line, text->get()};
  if (const auto* whole = from.as_integer()) return {line, whole->get()};
  if (const auto* flag = from.as_boolean()) return {line, flag->get()};
  if (const auto* real = from.as_floating_point()) return {line, real->get()};
  return {line, Moment{}};
}

std::string shorten(std::string_view text) {
  auto points = to_code_points(text);
  std::ranges::replace_if(points, [](char32_t c) { return c < 0x20 || c == 0x7F; }, U' ');
  if (points.size() <= kLongestShown) return to_utf8(points);
  return to_utf8(std::u32string_view{points}.substr(0, kLongestShown)) + "…";
}

struct Shower {
  std::string operator()(bool flag) const { return flag ? "true" : "false"; }
  std::string operator()(std::int64_t whole) const { return fmt::to_string(whole); }
  std::string operator()(double real) const { return fmt::to_string(real); }
  std::string operator()(const Moment& /*moment*/) const { return "a date or time"; }
  std::string operator()(const std::string& text) const { return '"' + shorten(text) + '"'; }
  std::string operator()(const List& list) const {
    std::string items;
    for (const auto& item : list) items += (items.empty() ? "" : ", ") + show(item);
    return '[' + shorten(items) + ']';
  }
  std::string operator()(const Table& table) const {
    std::string keys;
    for (const auto& member : table) keys += (keys.empty() ? "" : ", ") + member.key;
    return '{' + shorten(keys) + '}';
  }
};

}  // namespace

std::expected<Node, SyntaxFault> parse(std::string_view document) {
  try {
    return Node{1, convert_table(::toml::parse(document), 1)};
  } catch (const ::toml::parse_error& error) {
    return std::unexpected(SyntaxFault{error.source().begin.line, std::string{error.description()}});
  }
}

const Node* find(const Table& table, std::string_view key) {
  const auto found = std::ranges::find(table, key, &Member::key);
  return found == table.end() ? nullptr : &found->node;
}

std::string show(const Node& node) { return std::visit(Shower{}, node.value); }

}  // namespace taxgate::toml_tree
