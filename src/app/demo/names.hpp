#pragma once
// Invented names: surnames by their frequency, given names, foreigners, enterprises.
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "app/demo/random.hpp"

namespace taxgate::demo {

/// "王小明": 300 surnames by frequency, one or two given characters.
std::string han_name(Random& random, bool woman);
/// The same with a given character beyond the Basic Multilingual Plane.
std::string rare_name(Random& random);
/// "阿卜杜·热合曼"
std::string dotted_name(Random& random);

struct Country {
  std::string_view name;     // as a bureau's export has it
  std::string_view alpha;    // ISO 3166-1 alpha-3
  std::string_view numeric;  // ISO 3166-1 numeric
};
inline constexpr std::array kCountries{
    Country{.name = "美国", .alpha = "USA", .numeric = "840"},
    Country{.name = "日本", .alpha = "JPN", .numeric = "392"},
    Country{.name = "韩国", .alpha = "KOR", .numeric = "410"},
    Country{.name = "德国", .alpha = "DEU", .numeric = "276"},
    Country{.name = "英国", .alpha = "GBR", .numeric = "826"},
    Country{.name = "法国", .alpha = "FRA", .numeric = "250"},
    Country{.name = "加拿大", .alpha = "CAN", .numeric = "124"},
    Country{.name = "澳大利亚", .alpha = "AUS", .numeric = "036"},
    Country{.name = "新加坡", .alpha = "SGP", .numeric = "702"},
    Country{.name = "马来西亚", .alpha = "MYS", .numeric = "458"},
    Country{.name = "俄罗斯", .alpha = "RUS", .numeric = "643"},
    Country{.name = "印度", .alpha = "IND", .numeric = "356"},
};
/// "MÜLLER ANNA", in the letters of a passport.
std::string latin_name(Random& random);

/// "<place>恒泰商贸有限公司"
std::string company_name(Random& random, std::string_view place, std::string_view ending);

}  // namespace taxgate::demo
