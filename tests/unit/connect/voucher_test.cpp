#include "connect/paper/voucher.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

namespace taxgate {
namespace {

VoucherPage page_for(const std::string& name) {
  return {.bureau = "某省电子税务局",
          .title = "电子税务局办税用户注册凭证",
          .lines = {{"名称", name}, {"密码", "Ab3Cd5Ef7G", true}},
          .note = "请妥善保管。"};
}

/// What `tool` says of the PDF.
std::string said_by(const std::string& tool, const std::string& pdf, const std::string& after = "") {
  const auto* test = testing::UnitTest::GetInstance()->current_test_info();
  const auto file =
      std::filesystem::temp_directory_path() / (std::string{"taxgate-"} + test->name() + ".pdf");
  std::ofstream(file, std::ios::binary) << pdf;
  FILE* pipe = popen((tool + " " + file.string() + " " + after).c_str(), "r");
  std::string text;
  for (int octet = std::fgetc(pipe); octet != EOF; octet = std::fgetc(pipe)) text += static_cast<char>(octet);
  EXPECT_EQ(pclose(pipe), 0) << tool;
  std::filesystem::remove(file);
  return text;
}
std::string fonts_of(const std::string& pdf) { return said_by("pdffonts", pdf); }

TEST(Voucher, LN_25_says_everything_that_stands_on_it) {
  const std::string text = said_by("pdftotext", draw_voucher(page_for("云岭茶业有限公司")), "-");
  for (const auto* part : {"某省电子税务局", "电子税务局办税用户注册凭证", "云岭茶业有限公司", "Ab3Cd5Ef7G"})
    EXPECT_TRUE(text.contains(part)) << part << " in " << text;
}

TEST(Voucher, LN_25_WH_13_a_rare_character_is_taken_from_a_font_that_has_it) {
  const std::string usual = fonts_of(draw_voucher(page_for("吉野")));
  EXPECT_TRUE(usual.contains("NotoSansCJK")) << usual;
  EXPECT_FALSE(usual.contains("HanaMin")) << usual;
  // U+20BB7 stands in Noto Sans CJK; U+2A6D6, the last of Extension B, does not.
  const std::string rare = draw_voucher(page_for("𠮷野𪛖"));
  EXPECT_TRUE(fonts_of(rare).contains("HanaMin")) << fonts_of(rare);
  EXPECT_TRUE(said_by("pdftotext", rare, "-").contains("𠮷野𪛖"));
}

TEST(Voucher, LN_25_a_long_name_goes_on_in_the_next_line) {
  std::string name;
  for (int i = 0; i < 40; ++i) name += "云岭茶业";
  std::string text = said_by("pdftotext", draw_voucher(page_for(name)), "-");
  std::erase(text, '\n');
  EXPECT_TRUE(text.contains(name)) << text;
}

}  // namespace
}  // namespace taxgate
