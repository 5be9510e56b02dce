#include "domain/phone.hpp"

#include <gtest/gtest.h>

#include "vectors.hpp"

namespace taxgate {
namespace {

TEST(Phones, LN_09_every_form_by_the_vector_file) {
  for (const auto& [line, columns] : read_vectors("phones.tsv")) {
    const auto phone = parse_phone(columns.at(0));
    EXPECT_EQ(phone ? phone->number : bracketed(to_string(phone.error())), columns.at(1)) << "line " << line;
  }
}

TEST(Phones, a_huge_text_is_refused) { EXPECT_FALSE(parse_phone(std::string(100'000, '0'))); }

}  // namespace
}  // namespace taxgate
