#include <gmock/gmock.h>
#include <unicode/ucnv.h>

#include <random>

#include "base/text.hpp"
#include "unit/connect/registry_fakes.hpp"

namespace taxgate::registry {
namespace {

using testing::ElementsAre;

std::vector<std::vector<std::string>> fields(const ReadFile& file) {
  std::vector<std::vector<std::string>> all;
  for (const auto& row : file.rows) all.push_back(row.fields);
  return all;
}

std::vector<std::uint32_t> lines(const ReadFile& file) {
  std::vector<std::uint32_t> all;
  for (const auto& row : file.rows) all.push_back(row.line);
  return all;
}

std::string gb18030(const std::string& utf8) {
  UErrorCode status = U_ZERO_ERROR;
  std::string out(utf8.size() * 4 + 8, '\0');
  const auto size = ucnv_convert("gb18030", "UTF-8", out.data(), static_cast<int>(out.size()), utf8.data(),
                                 static_cast<int>(utf8.size()), &status);
  EXPECT_TRUE(U_SUCCESS(status));
  out.resize(static_cast<std::size_t>(size));
  return out;
}

using Rows = std::vector<std::vector<std::string>>;

TEST(RegistryCsv, X_02_reads_every_line_break_and_keeps_physical_lines) {
  for (const std::string nl : {"\n", "\r\n", "\r"}) {
    const auto file = read_csv("a,b" + nl + "\"1" + nl + "2\",x" + nl + nl + "3,4");
    EXPECT_EQ(fields(file), (Rows{{"a", "b"}, {"1" + nl + "2", "x"}, {"3", "4"}})) << nl.size();
    EXPECT_THAT(lines(file), ElementsAre(1U, 2U, 5U));
    EXPECT_FALSE(file.trouble);
  }
}

TEST(RegistryCsv, X_02_quotes_double_inside_quotes_and_are_letters_outside) {
  const auto file = read_csv("a,b\n\"say \"\"yes\"\", no\",5\" pipe\n\"\",\"\"\"\"\n\"x\" ,=\"\"\n");
  EXPECT_EQ(fields(file), (Rows{{"a", "b"}, {"say \"yes\", no", "5\" pipe"}, {"", "\""}, {"x", "=\"\""}}));
}

TEST(RegistryCsv, X_02_finds_the_separator) {
  EXPECT_EQ(fields(read_csv("a\tb,c\td\n1\t2\t3\n")), (Rows{{"a", "b,c", "d"}, {"1", "2", "3"}}));
  EXPECT_EQ(fields(read_csv("a;b;c\n1;2;3")), (Rows{{"a", "b", "c"}, {"1", "2", "3"}}));
  EXPECT_EQ(fields(read_csv("\"a;b;c;d\",e\n")), (Rows{{"a;b;c;d", "e"}}));
  EXPECT_EQ(fields(read_csv("a;b,c,d\n", {}, ';')), (Rows{{"a", "b,c,d"}}));
}

TEST(RegistryCsv, X_02_a_byte_order_mark_is_no_part_of_a_heading) {
  EXPECT_EQ(fields(read_csv("\xEF\xBB\xBF姓名,a\n")), (Rows{{"姓名", "a"}}));
  EXPECT_EQ(fields(read_csv("\xEF\xBB\xBF\"姓名\",a\n")), (Rows{{"姓名", "a"}}));
  EXPECT_EQ(fields(read_csv(gb18030("\xEF\xBB\xBF姓名,a\n"), Encoding::kGb18030)), (Rows{{"姓名", "a"}}));
}

TEST(RegistryCsv, X_02_gb18030_and_utf_8_read_the_same_beyond_the_bmp_too) {
  const std::string text = "姓名,证件\n𠮷野一郎,1\n\"王𬎆，\r\n\"\"㐂\"\"\",2\n李䶮,3\n";
  const auto utf8 = read_csv(text);
  EXPECT_EQ(utf8.encoding, Encoding::kUtf8);
  for (const std::size_t piece : {1, 2, 3, 5, 1000}) {
    const auto file = read_csv(gb18030(text), Encoding::kGb18030, {}, piece);
    EXPECT_EQ(file.rows, utf8.rows) << piece;
    EXPECT_EQ(read_csv(text, {}, {}, piece).rows, utf8.rows) << piece;
  }
  const auto guessed = read_csv(gb18030(text));
  EXPECT_EQ(guessed.encoding, Encoding::kGb18030);
  EXPECT_EQ(guessed.rows, utf8.rows);
}

TEST(RegistryCsv, X_02_the_encoding_is_guessed_where_ascii_ends) {
  const std::string ascii(600'000, 'x');
  const auto file = read_csv("a,b\n" + ascii + ",1\n" + gb18030("王,李\n"));
  EXPECT_EQ(file.encoding, Encoding::kGb18030);
  EXPECT_EQ(file.rows.back().fields, (std::vector<std::string>{"王", "李"}));
}

TEST(RegistryCsv, X_02_a_broken_octet_is_seen_where_it_stands) {
  const auto utf8 = read_csv("姓名,证件号码种类\n王\xFF,1\n李,2\n", {}, {}, 3);
  EXPECT_EQ(utf8.rows[1].fields[0], "王\uFFFD");
  EXPECT_EQ(utf8.rows[2].fields[0], "李");
  const auto gb = read_csv(gb18030("姓名\n王") + "\xFF" + gb18030(",1\n李,2\n"), Encoding::kGb18030);
  EXPECT_EQ(gb.rows[1].fields, (std::vector<std::string>{"王\uFFFD", "1"}));
  EXPECT_EQ(gb.rows[2].fields[0], "李");
}

TEST(RegistryCsv, X_02_an_unterminated_quote_is_told_with_the_line_where_it_began) {
  const auto file = read_csv("a,b\n1,2\n3,\"4\n5,6\n7,8\n");
  ASSERT_TRUE(file.trouble);
  EXPECT_EQ(file.trouble->damage, FileDamage::kUnterminatedQuote);
  EXPECT_EQ(file.trouble->line, 3U);
  EXPECT_THAT(lines(file), ElementsAre(1U, 2U));
}

TEST(RegistryCsv, X_02_a_quote_that_never_ends_does_not_take_the_memory) {
  const auto file = read_csv("a,b\n\"" + std::string(4 << 20, 'x') + "\n");
  ASSERT_TRUE(file.trouble);
  EXPECT_EQ(file.trouble->damage, FileDamage::kUnterminatedQuote);
  EXPECT_EQ(file.trouble->line, 2U);
  EXPECT_EQ(read_csv("a,b\n" + std::string(4 << 20, 'x') + "\n").trouble->damage, FileDamage::kRecordTooLong);
}

TEST(RegistryCsv, X_02_nul_and_text_behind_a_quote_damage_their_row_alone) {
  using namespace std::string_literals;
  const auto file = read_csv("a,b\n1,\0\n\"x\"y,2\n\"q\0\",1\n3,4\n"s);
  ASSERT_EQ(file.rows.size(), 5U);
  EXPECT_EQ(file.rows[1].damage, RowDamage::kNul);
  EXPECT_EQ(file.rows[2].damage, RowDamage::kTextAfterQuote);
  EXPECT_EQ(file.rows[3].damage, RowDamage::kNul);
  EXPECT_EQ(file.rows[4].damage, RowDamage::kNone);
  EXPECT_EQ(file.rows[4].line, 5U);
}

TEST(RegistryCsv, X_02_utf_16_is_told_as_such) {
  using namespace std::string_literals;
  EXPECT_EQ(read_csv("\xFF\xFE\x61\0"s).trouble->damage, FileDamage::kUtf16);
}

TEST(RegistryCsv, X_02_blank_rows_and_an_empty_file_are_nothing) {
  EXPECT_TRUE(read_csv("").rows.empty());
  EXPECT_TRUE(read_csv("\n\r\n,,,\n\"\"\n").rows.empty());
}

std::string quoted(std::mt19937& random, const std::string& field) {
  const bool must = field.find_first_of(",\"\r\n") != std::string::npos || field.empty();
  if (!must && random() % 2 == 0) return field;
  std::string text = "\"";
  for (const char c : field) text += c == '"' ? std::string("\"\"") : std::string(1, c);
  return text + "\"";
}

TEST(RegistryCsv, X_02_random_files_come_back_whatever_the_blocks) {
  std::mt19937 random(7);
  const std::vector<std::string> atoms{"a", "王", "𠮷", ",", "\"", "\n", "\r\n", "\t", ";", " ", "1", "é"};
  for (int round = 0; round < 300; ++round) {
    Rows rows{{"x", "y", "z"}};
    for (std::size_t i = random() % 20; i > 0; --i) {
      auto& row = rows.emplace_back(3, "k");
      for (auto& field : row) {
        for (std::size_t k = random() % 6; k > 0; --k) field += atoms[random() % atoms.size()];
      }
    }
    std::string text;
    for (const auto& row : rows) {
      for (std::size_t i = 0; i < row.size(); ++i) text += (i > 0 ? "," : "") + quoted(random, row[i]);
      text += round % 2 == 0 ? "\n" : "\r\n";
    }
    const std::size_t piece = 1 + random() % 50;
    EXPECT_EQ(fields(read_csv(text, {}, ',', piece)), rows) << text;
    EXPECT_EQ(fields(read_csv(gb18030(text), Encoding::kGb18030, ',', piece)), rows) << text;
  }
}

TEST(RegistryCsv, X_02_no_octets_crash_it_and_blocks_do_not_matter) {
  const std::string seed =
      "\xEF\xBB\xBF姓名,身份证件种类,身份证件号码,手机号码,采集日期,采集方式\r\n"
      "\"王\"\"五\n\",居民身份证,11010519491231002X,13800138000,2023-01-01,人脸识别\n";
  std::mt19937 random(11);
  for (int round = 0; round < 3000; ++round) {
    std::string text = seed;
    for (std::size_t k = 1 + random() % 8; k > 0; --k) {
      const auto at = random() % text.size();
      switch (random() % 4) {
        case 0:
          text[at] = static_cast<char>(random());
          break;
        case 1:
          text.insert(at, 1, "\",\r\n\t\0\xFF\x81"[random() % 8]);
          break;
        case 2:
          text.erase(at, 1 + random() % 3);
          break;
        default:
          text.insert(at, text.substr(random() % text.size(), random() % 20));
          break;
      }
    }
    const auto encoding = round % 2 == 0 ? Encoding::kUtf8 : Encoding::kGb18030;
    const auto whole = read_csv(text, encoding, ',');
    const auto pieces = read_csv(text, encoding, ',', 1 + random() % 9);
    EXPECT_EQ(pieces.rows, whole.rows) << round;
    EXPECT_EQ(pieces.trouble.has_value(), whole.trouble.has_value());
    for (const auto& row : whole.rows) {
      for (const auto& field : row.fields) EXPECT_TRUE(is_utf8(field));
    }
    read_csv(text);
  }
}

}  // namespace
}  // namespace taxgate::registry
