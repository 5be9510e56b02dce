#pragma once
// name=value lists: the query of a URL, and bodies of application/x-www-form-urlencoded.
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace taxgate::http {

/// Decoded parameters in the order in which they came. Names may repeat.
class Params {
 public:
  struct Item {
    std::string name;
    std::string value;
  };

  /// The first value of `name`.
  std::optional<std::string_view> get(std::string_view name) const;
  /// How often `name` occurs: OAuth refuses a repeated parameter (RFC 6749 §3.1).
  std::size_t count(std::string_view name) const;
  const std::vector<Item>& items() const { return items_; }
  bool empty() const { return items_.empty(); }
  void add(std::string name, std::string value) { items_.push_back({std::move(name), std::move(value)}); }
  void clear() { items_.clear(); }

 private:
  std::vector<Item> items_;
};

/// More parameters than this are refused: lookups are linear.
inline constexpr std::size_t kMaxParams = 512;

/// Parses `a=b&c=d` into `out`. False for a bad escape, a control character U+0000, octets that are not
/// UTF-8, or too many parameters.
[[nodiscard]] bool parse_params(std::string_view text, Params& out);

}  // namespace taxgate::http
