#include "domain/document.hpp"

#include <gtest/gtest.h>

#include <random>
#include <set>

#include "domain/check_digit.hpp"
#include "vectors.hpp"

namespace taxgate {
namespace {

using namespace std::chrono_literals;

constexpr Date kToday = 2026y / 11 / 22;

std::string outcome(DocumentKind kind, std::string_view text) {
  const auto document = parse_document(kind, text, kToday);
  return document ? document->number : bracketed(to_string(document.error()));
}

TEST(Documents, X_01_every_kind_by_the_vector_file) {
  std::set<DocumentKind> seen;
  for (const auto& [line, columns] : read_vectors("documents.tsv")) {
    const auto kind = document_kind(columns.at(0));
    ASSERT_TRUE(kind) << "line " << line;
    EXPECT_EQ(outcome(*kind, columns.at(1)), columns.at(2)) << "line " << line;
    seen.insert(*kind);
  }
  EXPECT_EQ(seen.size(), kDocumentKinds.size());
}

TEST(Documents, QD_04_there_are_eleven_kinds_with_stable_codes) {
  std::set<std::string_view> codes;
  for (const auto kind : kDocumentKinds) {
    EXPECT_EQ(document_kind(to_string(kind)), kind);
    codes.insert(to_string(kind));
  }
  EXPECT_EQ(codes.size(), 11U);
  EXPECT_FALSE(document_kind("resident_id"));
}

TEST(Documents, QD_04_foreign_passport_and_work_permits_begin_at_the_counter) {
  EXPECT_EQ(std::ranges::count_if(kDocumentKinds, counter_first), 4);
  EXPECT_TRUE(counter_first(DocumentKind::kForeignPassport));
  EXPECT_FALSE(counter_first(DocumentKind::kTaiwanResidencePermit));
}

TEST(Documents, X_01_without_today_a_future_date_is_not_noticed) {
  EXPECT_TRUE(parse_document(DocumentKind::kResidentId, "110105202611230015"));
}

TEST(Documents, X_01_fifteen_digits_and_eighteen_are_one_person) {
  EXPECT_EQ(parse_document(DocumentKind::kResidentId, "110105491231002"),
            parse_document(DocumentKind::kResidentId, "11010519491231002x"));
}

TEST(Documents, birth_date_is_told_by_numbers_of_eighteen) {
  EXPECT_EQ(birth_date(*parse_document(DocumentKind::kResidentId, "110105491231002")), 1949y / 12 / 31);
  EXPECT_EQ(birth_date(*parse_document(DocumentKind::kForeignPermanentResidentId, "911124198108030024")),
            1981y / 8 / 3);
  EXPECT_FALSE(birth_date(*parse_document(DocumentKind::kForeignPermanentResidentId, "USA110087122004")));
  EXPECT_FALSE(birth_date(*parse_document(DocumentKind::kChinesePassport, "E12345678")));
}

TEST(Documents, odd_octets_are_refused_and_not_read_beyond) {
  for (const auto kind : kDocumentKinds) {
    for (const std::string_view odd : {"\xFF", "\xE4\xB8", "", "\0\0\0", "X", "15", "H"}) {
      EXPECT_FALSE(parse_document(kind, odd));
    }
    EXPECT_FALSE(parse_document(kind, std::string(100'000, '1')));
  }
}

std::string random_resident(std::mt19937_64& random) {
  const auto below = [&](std::uint64_t n) { return random() % n; };
  auto number = fmt::format("{}{:04}{}{:02}{:02}{:03}", 11 + below(5), below(10'000), 1900 + below(126),
                            1 + below(12), 1 + below(28), below(1000));
  return number + resident_check(number).value();
}

TEST(Documents, X_01_property_generated_numbers_parse_and_any_changed_digit_is_refused) {
  std::mt19937_64 random{11643};
  for (int i = 0; i < 2000; ++i) {
    const auto number = random_resident(random);
    ASSERT_EQ(outcome(DocumentKind::kResidentId, number), number);
    for (std::size_t at = 0; at < number.size(); ++at) {
      auto changed = number;
      changed[at] =
          number[at] == 'X' ? '0' : static_cast<char>('0' + (number[at] - '0' + 1 + random() % 9) % 10);
      ASSERT_FALSE(parse_document(DocumentKind::kResidentId, changed)) << number << " " << changed;
    }
  }
}

TEST(CheckDigits, are_none_for_foreign_characters_and_lengths) {
  EXPECT_FALSE(resident_check("1101051949123100"));
  EXPECT_FALSE(resident_check("1101051949123100A"));
  EXPECT_FALSE(organisation_check("M000100y"));
  EXPECT_FALSE(credit_code_check("91350100M000100I4"));
}

}  // namespace
}  // namespace taxgate
