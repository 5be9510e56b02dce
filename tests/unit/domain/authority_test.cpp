// Who may act for whom, as data: every line of tests/data/authority is asked and its answer compared.
#include <gtest/gtest.h>

#include "unit/domain/authority_world.hpp"

namespace taxgate::authority {
namespace {

constexpr int kLeastQuestions = 150;

TEST(Authority, SX_05_SX_06_LN_15_LN_18_LN_20_WH_09_NT_03_every_case_has_the_answer_that_its_line_says) {
  int asked = 0;
  for (const auto& file : case_files()) {
    const CaseFile cases = read_cases(file);
    for (const auto& one : cases.cases) {
      EXPECT_EQ(answer(cases.world, one), one.wanted) << one.file << ", " << one.kind << ": " << one.line;
      ++asked;
    }
  }
  EXPECT_GE(asked, kLeastQuestions);
}

}  // namespace
}  // namespace taxgate::authority
