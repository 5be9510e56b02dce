#include "profile/load/said_codes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <stdexcept>

#include "profile/load/placeholders.hpp"
#include "profile/toml/tree.hpp"

namespace taxgate::load {
namespace {

using toml_tree::Table;

/// The table under `key` of a document of ours: a test holds the common texts to their vocabulary.
const Table& table_of(const toml_tree::Node& document, std::string_view key) {
  const auto* node = toml_tree::find(std::get<Table>(document.value), key);
  assert(node != nullptr);
  return std::get<Table>(node->value);
}

/// What any of its languages names.
SaidCode said_by(const toml_tree::Member& text) {
  SaidCode said{.code = text.key, .values = {}};
  for (const auto& language : std::get<Table>(text.node.value)) {
    if (auto named = placeholders(std::get<std::string>(language.node.value))) said.values.merge(*named);
  }
  return said;
}

std::vector<SaidCode> read_own() {
  const auto document = toml_tree::parse(own_texts());
  if (!document) {
    throw std::logic_error(fmt::format("the common texts of the build, line {}: {}", document.error().line,
                                       document.error().message));
  }
  std::vector<SaidCode> all;
  std::ranges::transform(table_of(*document, "texts"), std::back_inserter(all), said_by);
  for (const auto& [code, more] : table_of(*document, "may_name")) {
    const auto said = std::ranges::find(all, code, &SaidCode::code);
    assert(said != all.end());
    for (const auto& name : std::get<toml_tree::List>(more.value)) {
      said->values.insert(std::get<std::string>(name.value));
    }
  }
  return all;
}

}  // namespace

std::span<const SaidCode> said_codes() {
  static const std::vector<SaidCode> kSaid = read_own();
  return kSaid;
}

const SaidCode* find_said(std::string_view code) {
  const auto all = said_codes();
  const auto found = std::ranges::lower_bound(all, code, {}, &SaidCode::code);
  return found == all.end() || found->code != code ? nullptr : &*found;
}

}  // namespace taxgate::load
