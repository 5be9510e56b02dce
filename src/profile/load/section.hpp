#pragma once
// Reads one table of a profile. Every option that is asked for is known; the others are faults, told when the
// section goes. A wrong value is a fault and reads as its fallback, so that reading goes on and finds the
// next one.
#include <initializer_list>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "domain/profile.hpp"
#include "profile/fault.hpp"
#include "profile/toml/tree.hpp"

namespace taxgate::load {

struct Range {
  int least = 0;
  int most = std::numeric_limits<int>::max();
};

/// A word of a list, and where it stands.
struct Listed {
  std::string word;
  Place place;
};

enum class Wanted { kMust, kMay };

class Section {
 public:
  /// `node` must outlive the section and hold a table; anything else is a fault, and reads as an empty table.
  Section(const toml_tree::Node& node, std::string path, std::string file, ProfileFaults& faults);
  ~Section();
  Section(const Section&) = delete;
  Section& operator=(const Section&) = delete;

  bool has(std::string_view key) const { return toml_tree::find(table(), key) != nullptr; }
  bool is_list(std::string_view key) const;
  /// A text that is not blank; empty where there is none.
  std::string text(std::string_view key, Wanted wanted = Wanted::kMust);
  /// A required whole number; `range.least` where there is none.
  int must_whole(std::string_view key, Range range);
  std::optional<int> maybe_whole(std::string_view key, Range range);
  int whole(std::string_view key, Range range, int fallback) {
    return maybe_whole(key, range).value_or(fallback);
  }
  /// A list of whole numbers; one twice is a fault.
  std::vector<int> wholes(std::string_view key, Range range);
  /// A whole number, or nothing where the option is `word`. Must be given.
  std::optional<int> whole_unless(std::string_view key, std::string_view word, Range range);
  bool flag(std::string_view key, bool fallback);
  /// "YYYY-MM-DD", a day of the calendar.
  std::optional<Date> day(std::string_view key);
  std::vector<Listed> words(std::string_view key, Wanted wanted = Wanted::kMay);
  /// A text in the three languages, whose placeholders agree.
  std::optional<Text> said(std::string_view key, Wanted wanted = Wanted::kMust);

  /// What `parse` (word -> optional) makes of the option's word.
  template <class Parse>
  auto one_of(std::string_view key, Parse parse, Wanted wanted = Wanted::kMust)
      -> decltype(parse(std::string_view{})) {
    const std::string word = text(key, wanted);
    if (word.empty()) return std::nullopt;
    auto meaning = parse(std::string_view{word});
    if (!meaning) unknown_word(key, {.word = word, .place = place_of(key)});
    return meaning;
  }
  /// The same for each word of a list, without the unknown ones; a word twice is a fault.
  template <class Parse>
  auto each_of(std::string_view key, Parse parse, Wanted wanted = Wanted::kMay) {
    std::vector<typename decltype(parse(std::string_view{}))::value_type> meanings;
    for (const auto& listed : words(key, wanted)) {
      if (auto meaning = parse(std::string_view{listed.word})) {
        meanings.push_back(*std::move(meaning));
      } else {
        unknown_word(key, listed);
      }
    }
    return meanings;
  }

  /// Calls `read` with the table under `key`.
  template <class Read>
  void section(std::string_view key, Wanted wanted, Read read) {
    const toml_tree::Node* node = wanted == Wanted::kMust ? need(key) : find(key);
    if (node == nullptr) return;
    Section below{*node, option(key), file_, faults_};
    read(below);
  }
  /// Calls `read` with each table of the array under `key`.
  template <class Read>
  void each(std::string_view key, Wanted wanted, Read read) {
    const auto* list = list_of(key, wanted);
    if (list == nullptr) return;
    for (std::size_t at = 0; at < list->size(); ++at) {
      Section below{(*list)[at], option(key) + '[' + std::to_string(at + 1) + ']', file_, faults_};
      read(below);
    }
  }
  /// The keys of this table, for tables whose keys are names.
  std::vector<std::string> keys() const;

  /// "id", in lower-case letters, digits and dashes, and not in `taken`, to which it is added. From here on
  /// faults name the section by it.
  std::string id(std::set<std::string, std::less<>>& taken);

  void fault(std::string_view key, std::string_view code, std::string message);
  void fault(std::string_view key, const Listed& listed, std::string_view code, std::string message);
  ProfileFaults& faults() { return faults_; }
  Place place() const { return {.file = file_, .line = node_.line}; }
  Place place_of(std::string_view key) const;
  std::string option(std::string_view key) const;

 private:
  const toml_tree::Table& table() const;
  const toml_tree::Node* find(std::string_view key);
  const toml_tree::Node* need(std::string_view key);
  const toml_tree::List* list_of(std::string_view key, Wanted wanted);
  void wrong_type(std::string_view key, std::string_view wanted);
  void unknown_word(std::string_view key, const Listed& listed);

  const toml_tree::Node& node_;
  std::string path_;
  std::string file_;
  ProfileFaults& faults_;
  std::set<std::string, std::less<>> known_;
};

}  // namespace taxgate::load
