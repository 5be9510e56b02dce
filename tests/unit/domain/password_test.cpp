#include "domain/password.hpp"

#include <gmock/gmock.h>

namespace taxgate {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using enum PasswordFault;

bool is_common(std::string_view password) { return password == "passw0rd!"; }

std::vector<PasswordFault> faults(const char* password, const PasswordContext& context = {}) {
  return check_password({}, Secret{password}, context, is_common);
}

class OwnData : public testing::Test {
 protected:
  Document document_ = *parse_document(DocumentKind::kResidentId, "11010519491231002X");
  Secret former_{"Tax-2026-gate"};
  PasswordContext context_{.document = &document_,
                           .phone = "13812341234",
                           .username = "Wang_X",
                           .name = "王小明",
                           .former = &former_};
};

TEST(PasswordRules, WH_12_eight_to_fifteen_of_three_classes) {
  EXPECT_THAT(faults("Abcd-efg"), IsEmpty());
  EXPECT_THAT(faults("abcdefg1-zyxwvu"), IsEmpty());
  EXPECT_THAT(faults("Abc-efg"), ElementsAre(kTooShort));
  EXPECT_THAT(faults("Abcd-efgh-ijklmn"), ElementsAre(kTooLong));
  EXPECT_THAT(faults("abcdefg1"), ElementsAre(kTooFewClasses));
  EXPECT_THAT(faults("Abc -efg1"), ElementsAre(kSpace));
  EXPECT_THAT(faults("Abc\u3000efg1"), ElementsAre(kSpace));
}

TEST(PasswordRules, WH_12_all_broken_rules_at_once) {
  EXPECT_THAT(faults(""), ElementsAre(kTooShort, kTooFewClasses));
  EXPECT_THAT(faults("a a\x01"), ElementsAre(kTooShort, kTooFewClasses, kSpace, kControlCharacter));
}

TEST(PasswordRules, WH_12_length_is_counted_in_characters) {
  EXPECT_THAT(faults("Ab一二三四五六"), IsEmpty());
  EXPECT_THAT(faults("Ab一二三四五"), ElementsAre(kTooShort));
}

TEST(PasswordRules, broken_utf8_is_refused) {
  EXPECT_THAT(faults("Abcdefg1\xFF"), ElementsAre(kControlCharacter));
}

TEST(PasswordRules, what_everybody_tries_first_is_refused_in_any_case) {
  EXPECT_THAT(faults("Passw0rd!"), ElementsAre(kCommon));
  EXPECT_THAT(check_password({.common = true}, Secret{"Passw0rd!"}, {}, is_common), IsEmpty());
  EXPECT_THAT(check_password({}, Secret{"Passw0rd!"}, {}, nullptr), IsEmpty());
}

TEST_F(OwnData, QD_06_a_new_password_does_not_contain_the_initial_one) {
  EXPECT_THAT(faults("Ab-31002x-", context_), ElementsAre(kContainsDocument));
  EXPECT_THAT(faults("Ab-31002X-", context_), ElementsAre(kContainsDocument));
}

TEST_F(OwnData, does_not_contain_the_birth_date_the_phone_or_a_name) {
  EXPECT_THAT(faults("Ab-491231", context_), ElementsAre(kContainsBirthDate));
  EXPECT_THAT(faults("Ab-19491231", context_), ElementsAre(kContainsBirthDate));
  EXPECT_THAT(faults("Ab-341234", context_), ElementsAre(kContainsPhone));
  EXPECT_THAT(faults("wANG_x-20", context_), ElementsAre(kContainsUsername));
  EXPECT_THAT(faults("Ab12王小明xy", context_), ElementsAre(kContainsName));
  EXPECT_THAT(faults("Ab-345612", context_), IsEmpty());
}

TEST_F(OwnData, differs_from_the_former_one) {
  EXPECT_THAT(faults("Tax-2026-gate", context_), ElementsAre(kSameAsFormer));
  EXPECT_THAT(faults("Tax-2026-Gate", context_), Not(Contains(kSameAsFormer)));
}

TEST_F(OwnData, a_profile_may_allow_it) {
  const PasswordRules lax{.personal = true, .same_as_former = true};
  EXPECT_THAT(check_password(lax, Secret{"Ab-31002x-"}, context_, nullptr), IsEmpty());
  EXPECT_THAT(check_password(lax, Secret{"Tax-2026-gate"}, context_, nullptr), IsEmpty());
}

TEST(PasswordRules, a_short_name_that_occurs_by_chance_does_not_count) {
  EXPECT_THAT(faults("Abcd-efg", {.username = "ab", .name = "D"}), IsEmpty());
}

TEST(PasswordRules, every_fault_has_its_own_code) {
  EXPECT_EQ(to_string(kTooShort), "password-too-short");
  EXPECT_EQ(to_string(kSameAsFormer), "password-same-as-former");
}

}  // namespace
}  // namespace taxgate
