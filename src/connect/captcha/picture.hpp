#pragma once
// A captcha as a picture: letters bent, turned and struck through. Drawn by cairo with whatever font the
// machine has.
#include <cstdint>
#include <string_view>

#include "base/bytes.hpp"

namespace taxgate {

/// Twice as many pixels as the page shows (150 × 50), for screens that have them.
inline constexpr int kCaptchaWidth = 300;
inline constexpr int kCaptchaHeight = 100;

struct CaptchaPicture {
  Bytes png;
};

/// `answer`: 1–8 printable ASCII characters, for example of kCaptchaAlphabet. The same seed gives the same
/// picture, and tells nothing about the answer. About 2 ms of one core. Throws std::runtime_error when cairo
/// fails (no memory).
CaptchaPicture render_captcha(std::string_view answer, std::uint64_t seed);

}  // namespace taxgate
