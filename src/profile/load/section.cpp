#include "profile/load/section.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "profile/load/placeholders.hpp"

namespace taxgate::load {
namespace {

constexpr std::size_t kLongestId = 40;

bool is_id(std::string_view text) {
  const auto allowed = [](char c) { return is_lower(c) || is_digit(c) || c == '-'; };
  return !text.empty() && text.size() <= kLongestId && is_lower(text.front()) && text.back() != '-' &&
         std::ranges::all_of(text, allowed);
}

}  // namespace

Section::Section(const toml_tree::Node& node, std::string path, std::string file, ProfileFaults& faults)
    : node_(node), path_(std::move(path)), file_(std::move(file)), faults_(faults) {
  if (!std::holds_alternative<toml_tree::Table>(node.value)) {
    faults_.add(place(), path_, toml_tree::show(node), "wrong-type", "a table is wanted");
  }
}

Section::~Section() {
  for (const auto& member : table()) {
    if (known_.contains(member.key)) continue;
    faults_.add({.file = file_, .line = member.node.line}, option(member.key), toml_tree::show(member.node),
                "unknown-option", "there is no such option");
  }
}

std::string Section::text(std::string_view key, Wanted wanted) {
  const toml_tree::Node* node = wanted == Wanted::kMust ? need(key) : find(key);
  if (node == nullptr) return {};
  const auto* text = std::get_if<std::string>(&node->value);
  if (text == nullptr) {
    wrong_type(key, "a text");
    return {};
  }
  if (trim(*text).empty()) fault(key, "empty", "a text that is not empty is wanted");
  return std::string{trim(*text)};
}

std::optional<int> Section::maybe_whole(std::string_view key, Range range) {
  const toml_tree::Node* node = find(key);
  if (node == nullptr) return std::nullopt;
  const auto* whole = std::get_if<std::int64_t>(&node->value);
  if (whole == nullptr) {
    wrong_type(key, "a whole number");
    return std::nullopt;
  }
  if (*whole < range.least || *whole > range.most) {
    fault(key, "out-of-range",
          fmt::format("a whole number from {} to {} is wanted", range.least, range.most));
    return std::nullopt;
  }
  return static_cast<int>(*whole);
}

int Section::must_whole(std::string_view key, Range range) {
  return need(key) == nullptr ? range.least : maybe_whole(key, range).value_or(range.least);
}

std::optional<int> Section::whole_unless(std::string_view key, std::string_view word, Range range) {
  const toml_tree::Node* node = need(key);
  const auto* text = node == nullptr ? nullptr : std::get_if<std::string>(&node->value);
  if (text == nullptr) return maybe_whole(key, range);
  if (*text != word) fault(key, "unknown-word", fmt::format("\"{}\" or a whole number is wanted", word));
  return std::nullopt;
}

std::vector<int> Section::wholes(std::string_view key, Range range) {
  const auto* list = list_of(key, Wanted::kMay);
  if (list == nullptr) return {};
  std::vector<int> found;
  for (const auto& item : *list) {
    const auto* whole = std::get_if<std::int64_t>(&item.value);
    if (whole == nullptr || *whole < range.least || *whole > range.most) {
      fault(key, "out-of-range",
            fmt::format("whole numbers from {} to {} are wanted", range.least, range.most));
    } else if (std::ranges::find(found, static_cast<int>(*whole)) != found.end()) {
      fault(key, "duplicate", "a number stands here twice");
    } else {
      found.push_back(static_cast<int>(*whole));
    }
  }
  return found;
}

bool Section::is_list(std::string_view key) const {
  const toml_tree::Node* node = toml_tree::find(table(), key);
  return node != nullptr && std::holds_alternative<toml_tree::List>(node->value);
}

std::optional<Date> Section::day(std::string_view key) {
  const std::string text = this->text(key, Wanted::kMay);
  if (text.empty()) return std::nullopt;
  const auto date = parse_date(text);
  if (!date) fault(key, "bad-date", "a day like \"2023-06-30\" is wanted");
  return date;
}

bool Section::flag(std::string_view key, bool fallback) {
  const toml_tree::Node* node = find(key);
  if (node == nullptr) return fallback;
  if (const auto* flag = std::get_if<bool>(&node->value)) return *flag;
  wrong_type(key, "true or false");
  return fallback;
}

std::vector<Listed> Section::words(std::string_view key, Wanted wanted) {
  const auto* list = list_of(key, wanted);
  if (list == nullptr) return {};
  if (list->empty() && wanted == Wanted::kMust) fault(key, "empty", "at least one word is wanted");
  std::vector<Listed> found;
  std::set<std::string_view> seen;
  for (const auto& item : *list) {
    const auto* word = std::get_if<std::string>(&item.value);
    if (word == nullptr) {
      wrong_type(key, "a list of words");
    } else if (!seen.insert(*word).second) {
      fault(key, {.word = *word, .place = {.file = file_, .line = item.line}}, "duplicate",
            "it stands here twice");
    } else {
      found.push_back({.word = *word, .place = {.file = file_, .line = item.line}});
    }
  }
  return found;
}

std::optional<Text> Section::said(std::string_view key, Wanted wanted) {
  const toml_tree::Node* node = wanted == Wanted::kMust ? need(key) : find(key);
  if (node == nullptr) return std::nullopt;
  Text text;
  Section languages{*node, option(key), file_, faults_};
  for (const Locale locale : kLocales) {
    text.in_locale.at(static_cast<std::size_t>(locale)) = languages.text(to_string(locale));
  }
  if (text.empty()) return std::nullopt;
  if (const auto problem = placeholder_problem(text)) languages.fault("", "placeholders", *problem);
  return text;
}

std::vector<std::string> Section::keys() const {
  std::vector<std::string> names;
  for (const auto& member : table()) names.push_back(member.key);
  return names;
}

std::string Section::id(std::set<std::string, std::less<>>& taken) {
  std::string own = text("id");
  if (own.empty()) return own;
  if (!is_id(own)) {
    fault("id", "bad-id",
          "at most 40 of a-z, 0-9 and -, beginning with a letter and not ending with - are wanted");
  } else if (!taken.insert(own).second) {
    fault("id", "duplicate", "another one has this id");
  }
  if (const auto bracket = path_.rfind('['); bracket != std::string::npos)
    path_ = path_.substr(0, bracket) + '.' + own;
  return own;
}

void Section::fault(std::string_view key, std::string_view code, std::string message) {
  const toml_tree::Node* node = toml_tree::find(table(), key);
  faults_.add(place_of(key), option(key), node == nullptr ? std::string{} : toml_tree::show(*node), code,
              std::move(message));
}

void Section::fault(std::string_view key, const Listed& listed, std::string_view code, std::string message) {
  faults_.add(listed.place, option(key), '"' + listed.word + '"', code, std::move(message));
}

Place Section::place_of(std::string_view key) const {
  const toml_tree::Node* node = toml_tree::find(table(), key);
  return {.file = file_, .line = node == nullptr ? node_.line : node->line};
}

std::string Section::option(std::string_view key) const {
  if (key.empty()) return path_;
  return path_.empty() ? std::string{key} : path_ + '.' + std::string{key};
}

const toml_tree::Table& Section::table() const {
  static const toml_tree::Table kEmpty;
  const auto* table = std::get_if<toml_tree::Table>(&node_.value);
  return table == nullptr ? kEmpty : *table;
}

const toml_tree::Node* Section::find(std::string_view key) {
  known_.emplace(key);
  return toml_tree::find(table(), key);
}

const toml_tree::Node* Section::need(std::string_view key) {
  const toml_tree::Node* node = find(key);
  if (node == nullptr) fault(key, "missing-option", "this option must be given");
  return node;
}

const toml_tree::List* Section::list_of(std::string_view key, Wanted wanted) {
  const toml_tree::Node* node = wanted == Wanted::kMust ? need(key) : find(key);
  if (node == nullptr) return nullptr;
  const auto* list = std::get_if<toml_tree::List>(&node->value);
  if (list == nullptr) wrong_type(key, "a list");
  return list;
}

void Section::wrong_type(std::string_view key, std::string_view wanted) {
  fault(key, "wrong-type", fmt::format("{} is wanted", wanted));
}

void Section::unknown_word(std::string_view key, const Listed& listed) {
  fault(key, listed, "unknown-word", "the vocabulary has no such word here");
}

}  // namespace taxgate::load
