#pragma once
// A captcha's answer: what it is made of, and when two are the same.
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace taxgate {

/// No two of these look alike when they are bent and struck through: one at most of 0 O Q D, 1 I L, 2 Z, 5 S,
/// 6 G, 8 B, E F, P R, U V; no H, whose bar goes under a stroke.
inline constexpr std::string_view kCaptchaAlphabet = "34679ACEJKMNRTVWXY";
inline constexpr std::string_view kCaptchaDigits = "0123456789";

/// One character of `alphabet` for each octet of `random`, which come from a cryptographic generator. With 18
/// letters the commonest one is a fourteenth likelier than the rarest, which no guesser gains from.
/// `alphabet` is not empty.
std::string captcha_answer(std::span<const std::uint8_t> random, std::string_view alphabet);

/// Whether a person meant the same: case, blanks and full-width forms do not count. Not in constant time: an
/// answer is used once.
bool same_captcha_answer(std::string_view expected, std::string_view given);

}  // namespace taxgate
