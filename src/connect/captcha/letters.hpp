#pragma once
// The outlines of the letters that a captcha is drawn with, from whatever fonts the machine has.
#include <cairo.h>

#include <array>
#include <vector>

namespace taxgate {

/// A letter about its own middle, at kLetterSize, y downwards. In cairo's form: headers and points.
using Outline = std::vector<cairo_path_data_t>;
inline constexpr double kLetterSize = 60;

/// Read once: cairo and fontconfig are not to be asked for fonts by several threads.
class Letters {
 public:
  /// Throws std::runtime_error when the machine has no font with distinct outlines of letters.
  Letters();
  static constexpr std::size_t kStyles = 5;
  /// `letter`: 0–9, A–Z. `style` < kStyles.
  const Outline& outline(char letter, std::size_t style) const;

 private:
  std::array<std::array<Outline, 36>, kStyles> outlines_;
};

}  // namespace taxgate
