#include "domain/initial_secret.hpp"

#include <gtest/gtest.h>

namespace taxgate {
namespace {

const Document& holder() {
  static const Document document = *parse_document(DocumentKind::kResidentId, "11010519491231002x");
  return document;
}

TEST(InitialSecret, QD_06_is_the_last_six_of_the_document_number) {
  EXPECT_EQ(initial_secret(holder()).reveal(), "31002X");
  EXPECT_EQ(initial_secret({.kind = DocumentKind::kForeignPassport, .number = "P1234"}).reveal(), "P1234");
}

TEST(InitialSecret, SX_04_x_counts_upper_or_lower_case) {
  EXPECT_TRUE(is_initial_secret(holder(), Secret{"31002X"}));
  EXPECT_TRUE(is_initial_secret(holder(), Secret{"31002x"}));
}

TEST(InitialSecret, SX_04_nothing_else_matches) {
  for (const auto* wrong : {"", "31002", "31002Y", "131002X", "1002X", "31002X ", "21002X"}) {
    EXPECT_FALSE(is_initial_secret(holder(), Secret{wrong})) << wrong;
  }
}

}  // namespace
}  // namespace taxgate
