#include "http/server/cookie.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace taxgate::http {
namespace {

TEST(Cookie, finds_by_exact_name) {
  constexpr std::string_view kHeader = "a=1; session=abc=; xsession=no;b=\"q\" ; empty=; junk";
  EXPECT_EQ(find_cookie(kHeader, "a"), "1");
  EXPECT_EQ(find_cookie(kHeader, "session"), "abc=");
  EXPECT_EQ(find_cookie(kHeader, "b"), "q");
  EXPECT_EQ(find_cookie(kHeader, "empty"), "");
  EXPECT_EQ(find_cookie(kHeader, "junk"), std::nullopt);
  EXPECT_EQ(find_cookie(kHeader, "Session"), std::nullopt);
  EXPECT_EQ(find_cookie("", "a"), std::nullopt);
  EXPECT_EQ(find_cookie("s=1; s=2", "s"), "1");
}

TEST(Cookie, writes_the_safe_attributes_by_default) {
  EXPECT_EQ(to_header({.name = "s", .value = "v"}), "s=v; Path=/; HttpOnly; Secure; SameSite=Lax");
  EXPECT_EQ(to_header({.name = "s",
                       .value = "",
                       .path = "/v1",
                       .max_age = std::chrono::seconds(0),
                       .http_only = false,
                       .secure = false,
                       .same_site = SameSite::kStrict}),
            "s=; Path=/v1; Max-Age=0; SameSite=Strict");
}

TEST(Cookie, cannot_be_broken_out_of) {
  for (const char* value : {"a;b", "a\r\nSet-Cookie: x=y", "a b", "a,b", "a\"b", "山"}) {
    EXPECT_THROW(to_header({.name = "s", .value = value}), std::invalid_argument) << value;
  }
  EXPECT_THROW(to_header({.name = "", .value = "v"}), std::invalid_argument);
  EXPECT_THROW(to_header({.name = "a=b", .value = "v"}), std::invalid_argument);
  EXPECT_THROW(to_header({.name = "a", .value = "v", .path = "/; Domain=x"}), std::invalid_argument);
}

}  // namespace
}  // namespace taxgate::http
