#pragma once
// A captcha as a picture: letters bent, turned and struck through. Drawn by cairo with whatever font the
// machine has.
#include <cstdint>
#include <string_view>

#include "base/bytes.hpp"
#include "connect/captcha/letters.hpp"

namespace taxgate {

/// Twice as many pixels as the page shows (150 × 50), for screens that have them.
inline constexpr int kCaptchaWidth = 300;
inline constexpr int kCaptchaHeight = 100;

struct CaptchaPicture {
  Bytes png;
};

class CaptchaPainter {
 public:
  /// Reads the fonts: some milliseconds, once. Throws std::runtime_error when the machine has none.
  CaptchaPainter() = default;

  /// `answer`: 1–8 of 0–9 and A–Z. The same seed gives the same picture where the fonts are the same. Under 2
  /// ms of one core; any number of threads may draw. Throws std::runtime_error when cairo fails (no memory).
  CaptchaPicture render(std::string_view answer, std::uint64_t seed) const;

 private:
  Letters letters_;
};

}  // namespace taxgate
