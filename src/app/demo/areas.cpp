#include "app/demo/areas.hpp"

#include <charconv>

#include "base/text.hpp"

namespace taxgate::demo {
namespace {

/// A line a division: its code and its name. Ascending.
constexpr std::string_view kDivisions =
#include "app/demo/areas.inc"
    ;
constexpr std::size_t kCodeLength = 6;

std::uint32_t city_of(std::uint32_t county) { return county / 100 * 100; }
std::uint32_t province_of(std::uint32_t county) { return county / 10'000 * 10'000; }

}  // namespace

Areas::Areas() {
  for (const auto line : split(kDivisions, '\n')) {
    if (line.empty()) continue;
    std::uint32_t code = 0;
    const auto digits = line.substr(0, kCodeLength);
    std::from_chars(digits.data(), digits.data() + digits.size(), code);
    names_.emplace(code, line.substr(kCodeLength));
    if (code % 100 != 0) counties_.push_back(code);
  }
}

std::string_view Areas::name(std::uint32_t code) const {
  const auto found = names_.find(code);
  return found == names_.end() ? std::string_view{} : found->second;
}

std::string Areas::full_name(std::uint32_t county) const {
  return std::string(name(province_of(county))).append(name(city_of(county))).append(name(county));
}

std::string Areas::short_name(std::uint32_t county) const {
  constexpr std::string_view kCity = "市";
  auto own = name(city_of(county));
  if (own.empty()) own = name(county);
  if (own.ends_with(kCity)) own.remove_suffix(kCity.size());
  return std::string{own};
}

}  // namespace taxgate::demo
