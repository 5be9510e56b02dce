#include "http/server/language.hpp"

#include <gtest/gtest.h>

namespace taxgate::http {
namespace {

Language best(std::string_view header) { return best_language(header, Language::kZhCn); }

TEST(Language, X_10_follows_accept_language) {
  EXPECT_EQ(best("en"), Language::kEn);
  EXPECT_EQ(best("en-US,en;q=0.9"), Language::kEn);
  EXPECT_EQ(best("zh-TW,zh;q=0.9,en;q=0.8"), Language::kZhTw);
  EXPECT_EQ(best("zh-Hant-HK"), Language::kZhTw);
  EXPECT_EQ(best("zh-MO"), Language::kZhTw);
  EXPECT_EQ(best("ZH-hant"), Language::kZhTw);
  EXPECT_EQ(best("zh-Hans-TW"), Language::kZhCn);
  EXPECT_EQ(best("zh"), Language::kZhCn);
  EXPECT_EQ(best("zh-SG, en"), Language::kZhCn);
}

TEST(Language, X_10_weighs) {
  EXPECT_EQ(best("zh-CN;q=0.5, en;q=0.8"), Language::kEn);
  EXPECT_EQ(best("en;q=0, zh-TW;q=0.001"), Language::kZhTw);
  EXPECT_EQ(best("fr, en;q=0.1"), Language::kEn);
  EXPECT_EQ(best("en ; q=1.000"), Language::kEn);
}

TEST(Language, X_10_falls_back) {
  for (const char* header :
       {"", "fr", "*", "en;q=0", "en;q=2", "en;q=abc", "en;q=1.5", ";;;,,,", "english"}) {
    EXPECT_EQ(best_language(header, Language::kZhTw), Language::kZhTw) << header;
  }
}

TEST(Language, X_10_tags) {
  EXPECT_EQ(tag_of(Language::kZhCn), "zh-CN");
  EXPECT_EQ(tag_of(Language::kZhTw), "zh-TW");
  EXPECT_EQ(tag_of(Language::kEn), "en");
}

}  // namespace
}  // namespace taxgate::http
