#include "domain/account.hpp"

#include <gmock/gmock.h>

namespace taxgate {
namespace {

using testing::ElementsAre;
using enum DocumentKind;
using enum UsernameFault;

std::vector<DocumentKind> all_kinds() { return {kDocumentKinds.begin(), kDocumentKinds.end()}; }

std::vector<UsernameFault> faults(std::string_view text) {
  const auto username = parse_username(text);
  return username ? std::vector<UsernameFault>{} : username.error();
}

TEST(Usernames, WH_12_accepts_letters_digits_han_and_underscore) {
  for (const auto* good :
       {"ab", "王小明", "a_1", "𠮷田", "ABCDEFGHIJKLMNOP", "一二三四五六七八九十一二三四五六"}) {
    EXPECT_TRUE(faults(good).empty()) << good;
  }
  EXPECT_EQ(parse_username(" Ab ")->text, "Ab");  // case matters, blanks at the ends do not
}

TEST(Usernames, WH_12_names_each_broken_rule) {
  EXPECT_THAT(faults(""), ElementsAre(kTooShort));
  EXPECT_THAT(faults("1"), ElementsAre(kTooShort, kDigitsAlone));
  EXPECT_THAT(faults("-"), ElementsAre(kTooShort, kBadCharacter));
  EXPECT_THAT(faults("a b"), ElementsAre(kBadCharacter));
  EXPECT_THAT(faults("ａｂ"), ElementsAre(kBadCharacter));
  EXPECT_THAT(faults("é_é"), ElementsAre(kBadCharacter));
  EXPECT_THAT(faults("a\xFF"), ElementsAre(kBadCharacter));
  EXPECT_THAT(faults("12345678901234567"), ElementsAre(kTooLong, kDigitsAlone));
  EXPECT_THAT(faults("ABCDEFGHIJKLMNOPQ"), ElementsAre(kTooLong));
}

TEST(Usernames, WH_12_never_look_like_a_document_or_a_mobile_number) {
  EXPECT_THAT(faults("h12345678"), ElementsAre(kLooksLikeDocument));
  EXPECT_THAT(faults("EA1234567"), ElementsAre(kLooksLikeDocument));
  EXPECT_THAT(faults("USA110087122004"), ElementsAre(kLooksLikeDocument));
  EXPECT_THAT(faults("11010519491231002X"), ElementsAre(kTooLong, kLooksLikeDocument));
  EXPECT_THAT(faults("11010519491231003x"),
              ElementsAre(kTooLong, kLooksLikeDocument));  // whatever its check digit
  EXPECT_THAT(faults("13812341234"), ElementsAre(kDigitsAlone));
}

TEST(Accounts, SX_02_a_document_number_is_only_a_document) {
  const auto found = classify_account("11010519491231002x", {kResidentId});
  EXPECT_THAT(found.documents, ElementsAre(Document{.kind = kResidentId, .number = "11010519491231002X"}));
  EXPECT_FALSE(found.phone);
  EXPECT_FALSE(found.username);
}

TEST(Accounts, SX_02_a_mobile_number_is_a_phone) {
  const auto found = classify_account("+86 138 1234 1234", {kResidentId});
  EXPECT_EQ(found.phone, Phone{"13812341234"});
  EXPECT_TRUE(found.documents.empty());
  EXPECT_FALSE(found.username);
}

TEST(Accounts, SX_02_a_username_is_a_username) {
  const auto found = classify_account("王小明_1", all_kinds());
  EXPECT_EQ(found.username, Username{"王小明_1"});
  EXPECT_TRUE(found.documents.empty());
}

TEST(Accounts, SX_02_only_the_kinds_of_the_bureau_are_tried) {
  EXPECT_TRUE(classify_account("P1234567", {kResidentId}).documents.empty());
  const auto found = classify_account("P1234567", {kForeignPassport, kForeignWorkPermitA});
  EXPECT_EQ(found.documents.size(), 2U);
  EXPECT_TRUE(found.username);
}

TEST(Accounts, SX_02_what_is_nothing_is_nothing) { EXPECT_TRUE(classify_account("!", all_kinds()).none()); }

}  // namespace
}  // namespace taxgate
