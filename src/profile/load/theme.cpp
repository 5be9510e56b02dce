#include <cmath>

#include "base/text.hpp"
#include "profile/load/sections.hpp"

namespace taxgate::load {
namespace {

constexpr double kLeastContrast = 4.5;  // WCAG 2.2, 1.4.3: white text on a button of this colour

bool is_colour(std::string_view text) {
  const auto hexadecimal = [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); };
  return text.size() == 7 && text.front() == '#' && std::ranges::all_of(text.substr(1), hexadecimal);
}

/// Relative luminance of "#rrggbb" (WCAG 2.2, definitions).
double luminance(const std::string& colour) {
  const auto channel = [&](std::size_t at) {
    const double part = std::stoi(colour.substr(at, 2), nullptr, 16) / 255.0;
    return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

double contrast_with_white(const std::string& colour) { return 1.05 / (luminance(colour) + 0.05); }

}  // namespace

void read_theme(Section& root, Profile& profile) {
  root.section("theme", Wanted::kMay, [&](Section& section) {
    profile.theme.phone = section.text("phone", Wanted::kMay);
    profile.theme.soft_keyboard = section.flag("soft_keyboard", false);
    profile.theme.window = section.flag("window", false);
    put_text(section, "logo_text", Wanted::kMay, "bureau.logo_text", profile.texts);
    put_text(section, "slogan", Wanted::kMay, "bureau.slogan", profile.texts);
    const std::string colour = section.text("colour", Wanted::kMay);
    if (colour.empty()) return;
    if (!is_colour(colour)) {
      section.fault("colour", "bad-colour", "# and six digits of 0-9 and a-f are wanted");
    } else if (contrast_with_white(colour) < kLeastContrast) {
      section.fault("colour", "too-light",
                    "white text on it must be readable: a contrast of 4.5 to 1 (WCAG 2.2)");
    } else {
      profile.theme.colour = colour;
    }
  });
}

}  // namespace taxgate::load
