#include "domain/taxpayer_number.hpp"

#include <gtest/gtest.h>

#include <random>

#include "domain/check_digit.hpp"
#include "vectors.hpp"

namespace taxgate {
namespace {

TEST(TaxpayerNumbers, X_01_every_form_by_the_vector_file) {
  for (const auto& [line, columns] : read_vectors("taxpayer_numbers.tsv")) {
    const auto number = parse_taxpayer_number(columns.at(0));
    EXPECT_EQ(number ? number->number : bracketed(to_string(number.error())), columns.at(1))
        << "line " << line;
  }
}

TEST(TaxpayerNumbers, X_01_tells_the_form) {
  EXPECT_EQ(parse_taxpayer_number("91350100M000100Y43")->form, TaxpayerNumberForm::kUscc);
  EXPECT_EQ(parse_taxpayer_number("350100M000100Y4")->form, TaxpayerNumberForm::kOrganisation);
  EXPECT_EQ(parse_taxpayer_number("11010519491231002X01")->form, TaxpayerNumberForm::kResident);
}

TEST(Uscc, X_01_takes_no_other_taxpayer_number) {
  EXPECT_EQ(parse_uscc(" 91350100m000100y43")->code, "91350100M000100Y43");
  EXPECT_EQ(parse_uscc("350100M000100Y4").error(), TaxpayerNumberFault::kWrongLength);
  EXPECT_EQ(parse_uscc("11010519491231002X").error(), TaxpayerNumberFault::kBadCheckDigit);
  EXPECT_EQ(parse_uscc("").error(), TaxpayerNumberFault::kEmpty);
}

TEST(Uscc, X_01_property_generated_codes_parse_and_any_changed_character_is_refused) {
  constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  std::mt19937_64 random{32100};
  for (int i = 0; i < 2000; ++i) {
    auto code = fmt::format("91{:06}MA{:06}", random() % 1'000'000, random() % 1'000'000);
    code += organisation_check(std::string_view(code).substr(8)).value();
    code += credit_code_check(code).value();
    ASSERT_TRUE(parse_uscc(code)) << code;
    for (std::size_t at = 0; at < code.size(); ++at) {
      auto changed = code;
      while (changed[at] == code[at]) changed[at] = kAlphabet[random() % kAlphabet.size()];
      ASSERT_FALSE(parse_uscc(changed)) << code << " " << changed;
    }
  }
}

TEST(OrganCode, X_01_is_eleven_digits_that_begin_with_1) {
  EXPECT_EQ(parse_organ_code(" １3702000000")->code, "13702000000");
  EXPECT_EQ(parse_organ_code("").error(), OrganCodeFault::kEmpty);
  EXPECT_EQ(parse_organ_code("1370200000").error(), OrganCodeFault::kWrongLength);
  EXPECT_EQ(parse_organ_code("1370200000A").error(), OrganCodeFault::kBadCharacter);
  EXPECT_EQ(parse_organ_code("23702000000").error(), OrganCodeFault::kWrongPrefix);
}

}  // namespace
}  // namespace taxgate
