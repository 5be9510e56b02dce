#include "domain/person_name.hpp"

#include <gtest/gtest.h>

#include "vectors.hpp"

namespace taxgate {
namespace {

std::string outcome(std::string_view text) {
  const auto name = parse_person_name(text);
  return name ? *name : bracketed(to_string(name.error()));
}

TEST(PersonNames, every_form_by_the_vector_file) {
  for (const auto& [line, columns] : read_vectors("names.tsv")) {
    EXPECT_EQ(outcome(columns.at(0)), columns.at(1)) << "line " << line;
  }
}

TEST(PersonNames, a_parsed_name_parses_to_itself) {
  for (const auto& [line, columns] : read_vectors("names.tsv")) {
    if (!columns.at(1).starts_with('[')) EXPECT_EQ(outcome(columns.at(1)), columns.at(1)) << "line " << line;
  }
}

TEST(PersonNames, what_cannot_be_seen_is_refused) {
  for (const std::string_view text :
       {"王\x01", "王\x7F", "王\u200B明", "\u202E明王", "王\uFEFF", "王\uFE00", "王\U000E0041"}) {
    EXPECT_EQ(outcome(text), "[name-control-character]");
  }
  EXPECT_EQ(outcome("王\uE000"), "[name-private-use]");
  EXPECT_EQ(outcome("王\U000F0000"), "[name-private-use]");
  EXPECT_EQ(outcome("王\xE4"), "[name-not-utf8]");
}

TEST(PersonNames, length_is_counted_in_code_points) {
  std::string name;
  for (std::size_t i = 0; i < kLongestName; ++i) name += "𠮷";
  EXPECT_TRUE(parse_person_name(name));
  EXPECT_EQ(parse_person_name(name + "𠮷").error(), NameFault::kTooLong);
}

TEST(SameName, dots_are_alike_and_case_does_not_count) {
  EXPECT_TRUE(same_name("阿卜杜·热合曼", "阿卜杜•热合曼"));
  EXPECT_TRUE(same_name("阿卜杜・热合曼", "阿卜杜.热合曼"));
  EXPECT_TRUE(same_name("阿卜杜 · 热合曼", "阿卜杜·热合曼"));
  EXPECT_TRUE(same_name("John Smith", "JOHN SMITH"));
  EXPECT_TRUE(same_name("Núñez", "NÚÑEZ"));
}

TEST(SameName, another_name_is_another) {
  EXPECT_FALSE(same_name("王小明", "王小名"));
  EXPECT_FALSE(same_name("崎山", "﨑山"));  // NFKC would make them one
  EXPECT_FALSE(same_name("阿卜杜·热合曼", "阿卜杜热合曼"));
  EXPECT_FALSE(same_name("JOHN SMITH", "JOHNSMITH"));
  EXPECT_FALSE(same_name("", "王"));
}

}  // namespace
}  // namespace taxgate
