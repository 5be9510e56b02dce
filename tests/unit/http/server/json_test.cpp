#include "http/server/json.hpp"

#include <gtest/gtest.h>

namespace taxgate::http {
namespace {

using Kind = JsonFault::Kind;

TEST(Json, parses_every_kind_of_value) {
  const auto value =
      parse_json(R"( {"a":[1,-2,18446744073709551615,1.5e3,true,null,"山\u5c71\ud842\udfb7"],"":{}} )");
  ASSERT_TRUE(value);
  EXPECT_EQ(value->at("a").at(0).as_int64(), 1);
  EXPECT_EQ(value->at("a").at(2).as_uint64(), 18446744073709551615U);
  EXPECT_EQ(value->at("a").at(6).as_string(), "山山𠮷");
  EXPECT_TRUE(value->at("").as_object().empty());
  EXPECT_TRUE(parse_json("7"));
}

TEST(Json, tells_what_is_wrong_and_where) {
  const auto fault = [](std::string_view text, JsonLimits limits = {}) {
    return parse_json(text, limits).error();
  };
  EXPECT_EQ(fault("").kind, Kind::kSyntax);
  EXPECT_EQ(fault("{").kind, Kind::kSyntax);
  EXPECT_EQ(fault("{'a':1}").kind, Kind::kSyntax);
  EXPECT_EQ(fault("[1,]").kind, Kind::kSyntax);
  EXPECT_EQ(fault("[1,]").where, 3U);
  EXPECT_EQ(fault("nan").kind, Kind::kSyntax);
  EXPECT_EQ(fault("[01]").kind, Kind::kSyntax);
  EXPECT_EQ(fault("// a\n1").kind, Kind::kSyntax);
  EXPECT_EQ(fault(R"("\ud800")").kind, Kind::kSyntax);
  EXPECT_EQ(fault("\"a\nb\"").kind, Kind::kSyntax);
  EXPECT_EQ(fault("{} {}").kind, Kind::kTrailing);
  EXPECT_EQ(fault("{} {}").where, 3U);
  EXPECT_EQ(fault("\"\xff\"").kind, Kind::kNotUtf8);
  EXPECT_EQ(fault("\"\xc0\x80\"").kind, Kind::kNotUtf8);
  EXPECT_EQ(fault("[1,2,3]", {.size = 6}).kind, Kind::kTooLarge);
}

TEST(Json, refuses_a_name_twice_however_it_is_written) {
  const auto kind = [](std::string_view text) { return parse_json(text).error().kind; };
  EXPECT_EQ(kind(R"({"a":1,"a":2})"), Kind::kDuplicateKey);
  EXPECT_EQ(kind(R"({"a":1,"b":2,"\u0061":3})"), Kind::kDuplicateKey);
  EXPECT_EQ(kind(R"([{"x":{"a":{},"a":{}}}])"), Kind::kDuplicateKey);
  EXPECT_TRUE(parse_json(R"({"a":{"a":1},"b":{"a":1}})"));
}

TEST(Json, depth_is_limited) {
  const auto nested = [](int n) {
    return std::string(static_cast<std::size_t>(n), '[') + std::string(static_cast<std::size_t>(n), ']');
  };
  EXPECT_TRUE(parse_json(nested(16)));
  EXPECT_EQ(parse_json(nested(17)).error().kind, Kind::kTooDeep);
  EXPECT_EQ(parse_json(std::string(100000, '[')).error().kind, Kind::kTooDeep);
  EXPECT_EQ(to_text(Kind::kTooDeep), "too-deep");
}

}  // namespace
}  // namespace taxgate::http
