#include "http/server/params.hpp"

#include <gtest/gtest.h>

#include "base/percent.hpp"

namespace taxgate::http {
namespace {

TEST(Params, decodes_names_and_values_in_order) {
  Params params;
  ASSERT_TRUE(parse_params("a=1&b=%E5%B1%B1+%2B&a=2&flag&&=x", params));
  ASSERT_EQ(params.items().size(), 5U);
  EXPECT_EQ(params.get("a"), "1");
  EXPECT_EQ(params.get("b"), "山 +");
  EXPECT_EQ(params.count("a"), 2U);
  EXPECT_EQ(params.get("flag"), "");
  EXPECT_EQ(params.get(""), "x");
  EXPECT_EQ(params.get("c"), std::nullopt);
}

TEST(Params, refuses_what_is_malformed) {
  for (const char* text : {"a=%", "a=%4", "a=%zz", "%0g=1", "a=%00", "a=%FF", "a=%C0%80", "a=%ED%A0%80"}) {
    Params params;
    EXPECT_FALSE(parse_params(text, params)) << text;
  }
}

TEST(Params, refuses_too_many) {
  std::string text;
  for (std::size_t i = 0; i < kMaxParams; ++i) text += "a&";
  Params params;
  EXPECT_TRUE(parse_params(text, params));
  Params more;
  EXPECT_FALSE(parse_params(text + "a", more));
}

TEST(Params, encoding_comes_back) {
  const std::string text = "山 a/b?c=d&e%+~-._";
  std::string back;
  ASSERT_TRUE(append_decoded(back, percent_encode(text), Plus::kLiteral));
  EXPECT_EQ(back, text);
  EXPECT_EQ(percent_encode("a b"), "a%20b");
}

}  // namespace
}  // namespace taxgate::http
