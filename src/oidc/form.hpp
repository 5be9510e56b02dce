#pragma once
// The parameters of an OAuth request, from a query or a body (RFC 6749 §3.1).
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.hpp"

namespace taxgate::oidc {

class Form {
 public:
  Form() = default;
  explicit Form(std::vector<std::pair<std::string, std::string>> items) : items_(std::move(items)) {}

  /// Empty where it is missing: "Parameters sent without a value MUST be treated as if they were omitted".
  const std::string& operator[](std::string_view name) const {
    static const std::string kNone;
    const auto found = std::ranges::find(items_, name, &std::pair<std::string, std::string>::first);
    return found == items_.end() ? kNone : found->second;
  }
  bool has(std::string_view name) const { return !(*this)[name].empty(); }
  /// A name that stands twice; empty: none. "Request and response parameters MUST NOT be included more than
  /// once".
  std::string repeated() const {
    for (auto at = items_.begin(); at != items_.end(); ++at) {
      const auto same = [&](const auto& other) { return other.first == at->first; };
      if (std::any_of(at + 1, items_.end(), same)) return at->first;
    }
    return {};
  }
  void set(std::string name, std::string value) { items_.emplace_back(std::move(name), std::move(value)); }
  const std::vector<std::pair<std::string, std::string>>& items() const { return items_; }

 private:
  std::vector<std::pair<std::string, std::string>> items_;
};

/// The words of a list that a client sent, each once.
std::vector<std::string> distinct_words(std::string_view text);
bool contains(const std::vector<std::string>& words, std::string_view word);
/// `uri` with the fields added to its query.
std::string with_query(std::string uri, const Form& fields);

}  // namespace taxgate::oidc
