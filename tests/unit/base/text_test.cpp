#include "base/text.hpp"

#include <gmock/gmock.h>

namespace taxgate {
namespace {

using testing::ElementsAre;

TEST(Utf8, accepts_every_length_of_sequence) { EXPECT_TRUE(is_utf8("A\xC2\xB7中\xF0\xA0\xAE\xB7")); }

TEST(Utf8, refuses_what_rfc_3629_refuses) {
  for (const std::string_view bad :
       {"\x80", "\xC0\xAF", "\xC1\xBF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF0\x80\x80\x80",
        "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "\xE4\xB8", "a\xE4\xB8z"}) {
    EXPECT_FALSE(is_utf8(bad));
  }
}

TEST(Utf8, gives_a_replacement_for_each_broken_octet) {
  EXPECT_EQ(to_code_points("a\xE4\xB8z"), U"a\uFFFD\uFFFDz");
  EXPECT_EQ(count_code_points("a\xE4\xB8z"), 4U);
}

TEST(Utf8, every_scalar_value_survives_the_round_trip) {
  for (char32_t point = 0; point <= 0x10FFFF; point += (point < 0x3000 ? 1 : 61)) {
    if (point >= 0xD800 && point <= 0xDFFF) continue;
    const std::u32string one(1, point);
    const auto text = to_utf8(one);
    ASSERT_TRUE(is_utf8(text)) << static_cast<std::uint32_t>(point);
    ASSERT_EQ(to_code_points(text), one);
  }
}

TEST(Utf8, writes_a_replacement_for_what_is_no_scalar_value) {
  EXPECT_EQ(to_utf8(std::u32string{static_cast<char32_t>(0xD800), static_cast<char32_t>(0x110000)}),
            "\uFFFD\uFFFD");
}

TEST(Text, trims_the_blanks_that_people_type) {
  EXPECT_EQ(trim("\xE3\x80\x80 \t王\xC2\xA0小\r\n\xC2\xA0"), "王\xC2\xA0小");
  EXPECT_EQ(trim(" \xE3\x80\x80"), "");
  EXPECT_EQ(trim("\xA0x"), "\xA0x");  // half of a character is not a blank
}

TEST(Text, splits_and_keeps_empty_parts) {
  EXPECT_THAT(split("a,,b,", ','), ElementsAre("a", "", "b", ""));
  EXPECT_THAT(split("", ','), ElementsAre(""));
}

TEST(Text, changes_ascii_case_only) {
  EXPECT_EQ(ascii_upper("azé中x"), "AZé中X");
  EXPECT_EQ(ascii_lower("AZÉ中X"), "azÉ中x");
}

TEST(Text, knows_digits) {
  EXPECT_TRUE(all_digits("0123456789"));
  EXPECT_FALSE(all_digits("12a"));
  EXPECT_FALSE(all_digits("\uFF11\uFF12"));
}

TEST(Text, narrows_full_width_and_nothing_else) {
  EXPECT_EQ(narrow("\uFF11\uFF11\uFF10\uFF38x\u3000\uFF5E\uFF01"), "110Xx ~!");
  // NFKC would change the compatibility ideograph and the circled digit; a name must not change.
  EXPECT_EQ(narrow("\uF9D1①\U0002F800"), "\uF9D1①\U0002F800");
  EXPECT_EQ(narrow("\xE4\xB8"), "\xE4\xB8");
}

TEST(Mask, leaves_enough_to_recognise) {
  EXPECT_EQ(mask_name("王小明"), "王**");
  EXPECT_EQ(mask_name("𠮷田"), "𠮷*");
  EXPECT_EQ(mask_name("JOHN SMITH"), "J***");
  EXPECT_EQ(mask_document("11010519491231002X"), "110***********002X");
  EXPECT_EQ(mask_document("E12345678"), "E******78");
  EXPECT_EQ(mask_phone("13812341234"), "138****1234");
}

TEST(Mask, shows_nothing_of_the_short) {
  EXPECT_EQ(mask_name("王"), "*");
  EXPECT_EQ(mask_name(""), "");
  EXPECT_EQ(mask_document("123456"), "******");
  EXPECT_EQ(mask_phone("12345"), "*****");
}

}  // namespace
}  // namespace taxgate
