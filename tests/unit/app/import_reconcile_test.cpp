#include <gtest/gtest.h>

#include "app/import/reconcile.hpp"
#include "app/import/texts.hpp"
#include "domain/person_name.hpp"
#include "domain/phone.hpp"
#include "domain/taxpayer_number.hpp"

namespace taxgate::app {
namespace {

using Kind = MandateStep::Kind;

Date day(int year, unsigned month, unsigned on) {
  return std::chrono::year{year} / static_cast<int>(month) / static_cast<int>(on);
}
const ImportTime kNow{.now = start_of_day(day(2026, 11, 22), Zone{}), .today = day(2026, 11, 22)};
const Role kHandler{.id = "tax-handler", .validity_days = 365};

Mandate stored(MandateState state, MandateOrigin origin = MandateOrigin::kRegistry) {
  Mandate mandate;
  mandate.role = "tax-handler";
  mandate.starts = day(2026, 1, 1);
  mandate.ends = day(2026, 12, 31);
  mandate.state = state;
  mandate.origin = origin;
  mandate.decided_at = start_of_day(day(2026, 6, 1), Zone{});
  mandate.version = 3;
  return mandate;
}
registry::Association row(MandateState state, Date starts = day(2026, 1, 1),
                          std::optional<Date> ends = day(2026, 12, 31)) {
  return {.state = state, .starts = starts, .ends = {.said = true, .day = ends}};
}
MandateStep step(const Mandate& mandate, const registry::Association& association) {
  return reconcile(&mandate, association, kHandler, kNow, Zone{});
}

TEST(ImportReconcile, SX_07_what_was_decided_here_stays_decided) {
  for (const auto state : {MandateState::kReleased, MandateState::kRefused, MandateState::kWithdrawn}) {
    const auto same = step(stored(state), row(MandateState::kInForce));
    EXPECT_EQ(same.kind, Kind::kSame);
    EXPECT_EQ(same.remark, "association-decided-here");
    EXPECT_EQ(step(stored(state), row(MandateState::kEnded)).kind, Kind::kSame);
    EXPECT_EQ(step(stored(state), row(MandateState::kInForce, day(2026, 6, 1))).kind, Kind::kSame);
    const auto anew = step(stored(state), row(MandateState::kInForce, day(2026, 6, 2)));
    EXPECT_EQ(anew.kind, Kind::kInsert);
    EXPECT_EQ(anew.mandate.state, MandateState::kInForce);
  }
}

TEST(ImportReconcile, X_02_the_registry_confirms_and_ends_but_does_not_unconfirm) {
  const auto confirmed = step(stored(MandateState::kProposed), row(MandateState::kInForce));
  EXPECT_EQ(confirmed.kind, Kind::kUpdate);
  EXPECT_EQ(confirmed.mandate.state, MandateState::kInForce);
  EXPECT_EQ(confirmed.mandate.version, 4);
  EXPECT_EQ(confirmed.mandate.decided_at, kNow.now);
  EXPECT_EQ(step(stored(MandateState::kInForce), row(MandateState::kProposed)).kind, Kind::kSame);
  const auto ended = step(stored(MandateState::kFrozen), row(MandateState::kEnded));
  EXPECT_EQ(ended.mandate.state, MandateState::kEnded);
  EXPECT_EQ(ended.mandate.version, 4);
  EXPECT_EQ(step(stored(MandateState::kFrozen), row(MandateState::kInForce)).kind, Kind::kSame);
  EXPECT_EQ(step(stored(MandateState::kEnded), row(MandateState::kEnded)).kind, Kind::kSame);
  EXPECT_EQ(step(stored(MandateState::kEnded), row(MandateState::kInForce)).kind, Kind::kInsert);
}

TEST(ImportReconcile, SX_12_an_end_renewed_here_is_not_drawn_back) {
  const auto later =
      step(stored(MandateState::kInForce), row(MandateState::kInForce, day(2026, 1, 1), day(2027, 6, 1)));
  EXPECT_EQ(later.kind, Kind::kUpdate);
  EXPECT_EQ(later.mandate.ends, day(2027, 6, 1));
  const auto forever =
      step(stored(MandateState::kInForce), row(MandateState::kInForce, day(2026, 1, 1), std::nullopt));
  EXPECT_EQ(forever.mandate.ends, std::nullopt);
  const auto earlier =
      step(stored(MandateState::kInForce), row(MandateState::kInForce, day(2026, 1, 1), day(2026, 6, 1)));
  EXPECT_EQ(earlier.kind, Kind::kSame);
  EXPECT_EQ(earlier.remark, "association-end-kept");
  const auto ours = step(stored(MandateState::kInForce, MandateOrigin::kEnterprise),
                         row(MandateState::kInForce, day(2026, 2, 2), day(2030, 1, 1)));
  EXPECT_EQ(ours.kind, Kind::kSame);
}

TEST(ImportReconcile, SX_12_the_profile_gives_the_end_that_the_row_does_not_say) {
  registry::Association silent{.state = MandateState::kInForce, .starts = day(2020, 1, 1)};
  EXPECT_EQ(reconcile(nullptr, silent, kHandler, kNow, Zone{}).mandate.ends, day(2027, 11, 21));
  EXPECT_EQ(reconcile(nullptr, silent, Role{.id = "legal-representative"}, kNow, Zone{}).mandate.ends,
            std::nullopt);
  const auto proposed = reconcile(nullptr, row(MandateState::kProposed), kHandler, kNow, Zone{}).mandate;
  EXPECT_EQ(proposed.state, MandateState::kProposed);
  EXPECT_FALSE(proposed.decided_at);
}

TEST(ImportReconcile, SX_08_the_newer_verification_of_a_phone_wins) {
  const registry::RegisteredPerson line{.document_number = "11010519491231002X",
                                        .name = "王五",
                                        .phone = 13800138000,
                                        .collected_on = day(2026, 5, 1),
                                        .level = 3};
  auto person = merged(std::nullopt, line, Zone{});
  EXPECT_EQ(person.phone, "13800138000");
  EXPECT_EQ(person.level, 3);
  person.level = 4;
  person.phone = "13900139000";
  person.phone_verified_at = start_of_day(day(2026, 6, 1), Zone{});
  EXPECT_EQ(merged(person, line, Zone{}).phone, "13900139000");
  EXPECT_EQ(merged(person, line, Zone{}).level, 4);
  person.phone.reset();  // given to another person since
  EXPECT_EQ(merged(person, line, Zone{}).phone, std::nullopt);
  person.phone_verified_at = start_of_day(day(2026, 4, 1), Zone{});
  EXPECT_EQ(merged(person, line, Zone{}).phone, "13800138000");
}

TEST(ImportTexts, X_10_every_reason_has_its_text) {
  std::vector<std::string_view> codes;
  for (int i = 0; i <= static_cast<int>(DocumentFault::kBadCheckDigit); ++i)
    codes.push_back(to_string(DocumentFault(i)));
  for (int i = 0; i <= static_cast<int>(PhoneFault::kWrongPrefix); ++i)
    codes.push_back(to_string(PhoneFault(i)));
  for (int i = 0; i <= static_cast<int>(NameFault::kPrivateUse); ++i)
    codes.push_back(to_string(NameFault(i)));
  for (int i = 0; i <= static_cast<int>(OrganCodeFault::kWrongPrefix); ++i)
    codes.push_back(to_string(OrganCodeFault(i)));
  for (int i = 0; i <= static_cast<int>(TaxpayerNumberFault::kBadOrganisationCheckDigit); ++i) {
    codes.push_back(to_string(TaxpayerNumberFault(i)));
  }
  for (const auto code : codes) {
    EXPECT_NE(import_text(code, Locale::kZhCn), code);
    EXPECT_NE(import_text(code, Locale::kEn), code);
  }
}

}  // namespace
}  // namespace taxgate::app
