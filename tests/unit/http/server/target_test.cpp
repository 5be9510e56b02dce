#include "http/server/target.hpp"

#include <gtest/gtest.h>

namespace taxgate::http {
namespace {

TEST(Target, splits_the_three_forms) {
  const auto origin = split_target("/a/b?c=d?e");
  ASSERT_TRUE(origin);
  EXPECT_EQ(origin->path, "/a/b");
  EXPECT_EQ(origin->query, "c=d?e");
  const auto absolute = split_target("HTTP://example.cn:80/a?b");
  ASSERT_TRUE(absolute);
  EXPECT_EQ(absolute->authority, "example.cn:80");
  EXPECT_EQ(absolute->path, "/a");
  EXPECT_EQ(absolute->query, "b");
  EXPECT_EQ(split_target("http://example.cn")->path, "/");
  EXPECT_EQ(split_target("http://example.cn?q")->query, "q");
  EXPECT_EQ(split_target("*")->path, "*");
}

TEST(Target, refuses_other_forms) {
  for (const char* text :
       {"", "a", "example.cn:443", "ftp://a/b", "/a#b", "http:///a", "http://u@h/", "http:/a"}) {
    EXPECT_FALSE(split_target(text)) << text;
  }
}

TEST(Target, decodes_a_path_to_one_form) {
  std::string out;
  ASSERT_TRUE(decode_path("/v1/%E5%B1%B1/a+b", out));
  EXPECT_EQ(out, "/v1/山/a+b");
  ASSERT_TRUE(decode_path("/...", out));
  ASSERT_TRUE(decode_path("/a//b", out));
}

TEST(Target, refuses_paths_with_a_second_meaning) {
  for (const char* text : {"",        "a",      "/a/../b", "/..",   "/.",     "/a/.",          "/%2e%2e/b",
                           "/.%2E/b", "/a%2Fb", "/a%2fb",  "/a\\b", "/a%5cb", "/a%00",         "/a%0d%0a",
                           "/a%7f",   "/a%",    "/a%2",    "/%zz",  "/%ff",   "/%c0%ae%c0%ae/"}) {
    std::string out;
    EXPECT_FALSE(decode_path(text, out)) << text;
  }
}

TEST(Target, host_has_no_odd_characters) {
  EXPECT_TRUE(is_host("example.cn:8080"));
  EXPECT_TRUE(is_host("[::1]:80"));
  EXPECT_TRUE(is_host(""));
  for (const char* text : {"a b", "a/b", "u@h", "a\\b", "a?b", "a,b"}) EXPECT_FALSE(is_host(text)) << text;
}

}  // namespace
}  // namespace taxgate::http
