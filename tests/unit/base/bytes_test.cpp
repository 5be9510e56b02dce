#include "base/bytes.hpp"

#include <gtest/gtest.h>

namespace taxgate {
namespace {

TEST(Hex, round_trip_of_every_octet) {
  Bytes all;
  for (int i = 0; i < 256; ++i) all.push_back(static_cast<std::uint8_t>(i));
  EXPECT_EQ(from_hex(to_hex(all)), all);
  EXPECT_EQ(to_hex(bytes_of("\x0F\xA0")), "0fa0");
}

TEST(Hex, refuses_odd_foreign_and_upper_case) {
  for (const auto* bad : {"0", "0g", "0A", " 0"}) EXPECT_FALSE(from_hex(bad)) << bad;
}

TEST(Base64Url, vectors_of_rfc_4648) {
  EXPECT_EQ(to_base64url(bytes_of("")), "");
  EXPECT_EQ(to_base64url(bytes_of("f")), "Zg");
  EXPECT_EQ(to_base64url(bytes_of("fo")), "Zm8");
  EXPECT_EQ(to_base64url(bytes_of("foobar")), "Zm9vYmFy");
  EXPECT_EQ(to_base64url(bytes_of("\xFB\xFF")), "-_8");
}

TEST(Base64Url, round_trip_of_every_length) {
  Bytes bytes;
  for (int i = 0; i < 70; ++i) {
    EXPECT_EQ(from_base64url(to_base64url(bytes)), bytes);
    bytes.push_back(static_cast<std::uint8_t>(i * 37));
  }
}

TEST(Base64Url, is_strict_so_that_a_value_has_one_text) {
  for (const auto* bad : {"Zg==", "Zh", "Z", "Zm9v YmFy", "+/8", "Zm9"})
    EXPECT_FALSE(from_base64url(bad)) << bad;
}

}  // namespace
}  // namespace taxgate
