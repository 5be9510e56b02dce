#include <gtest/gtest.h>

#include <array>

#include "connect/captcha/answer.hpp"

namespace taxgate {
namespace {

TEST(CaptchaAnswer, has_a_letter_for_each_octet) {
  const std::array<std::uint8_t, 4> random{0, 17, 18, 255};
  EXPECT_EQ(captcha_answer(random, kCaptchaAlphabet), "3Y37");
  EXPECT_EQ(captcha_answer(random, kCaptchaDigits), "0785");
  EXPECT_EQ(captcha_answer({}, kCaptchaDigits), "");
}

TEST(CaptchaAnswer, is_the_same_whatever_its_case_blanks_and_width) {
  for (const auto* given : {"A3K7", "a3k7", " a3 K7 ", "ａ３Ｋ７", "A3\tK7\r\n", "A3　K7"}) {
    EXPECT_TRUE(same_captcha_answer("A3K7", given)) << given;
  }
}

TEST(CaptchaAnswer, is_not_the_same_when_a_letter_differs_or_lacks) {
  for (const auto* given : {"A3K", "A3K77", "A3K1", "", " ", "7K3A"}) {
    EXPECT_FALSE(same_captcha_answer("A3K7", given)) << given;
  }
  EXPECT_FALSE(same_captcha_answer("", ""));
  EXPECT_FALSE(same_captcha_answer("A3K7", "A3K7" + std::string(1000, ' ')));
}

}  // namespace
}  // namespace taxgate
