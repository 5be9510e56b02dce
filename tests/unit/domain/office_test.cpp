// The rule of the second person, and what an appointment is worth.
#include "domain/office.hpp"

#include <gtest/gtest.h>

namespace taxgate {
namespace {

constexpr Zone kZone{};
const Time kNow = start_of_day(std::chrono::year{2026} / 11 / 22, kZone) + std::chrono::hours{10};
const Date kToday = local_date(kNow, kZone);

Officer officer(std::int64_t person, OfficerRole role = OfficerRole::kClerk) {
  return {.person = PersonId{person}, .role = role, .office = "一所", .starts = kToday, .version = 1};
}

OfficeRequest request(OfficeAction action = OfficeAction::kPasswordReset) {
  return {.id = OfficeRequestId{1},
          .task = {.action = action, .person = PersonId{9}},
          .reason = "because",
          .maker = PersonId{1},
          .made_at = kNow,
          .expires_at = kNow + std::chrono::hours{24}};
}

template <class Result>
std::string fault_of(const Result& result) {
  return result ? "" : std::string{to_string(result.error())};
}

TEST(Office, X_09_another_officer_approves_and_the_maker_never) {
  const auto approved = approve(request(), officer(1), officer(2), kNow, kZone);
  ASSERT_TRUE(approved);
  EXPECT_EQ(approved->state, OfficeRequestState::kApproved);
  EXPECT_EQ(approved->checker, PersonId{2});
  EXPECT_EQ(approved->version, 2);
  EXPECT_EQ(fault_of(approve(request(), officer(1), officer(1), kNow, kZone)), "office-own-request");
}

TEST(Office, X_09_whom_it_is_about_neither_begins_nor_decides_it) {
  EXPECT_EQ(fault_of(approve(request(), officer(1), officer(9), kNow, kZone)), "office-own-account");
  EXPECT_EQ(fault_of(may_begin(officer(9), request().task)), "office-own-account");
  EXPECT_TRUE(may_begin(officer(1), request().task));
}

TEST(Office, X_09_each_role_begins_its_own_work) {
  for (const OfficeAction action : kOfficeActions) {
    EXPECT_NE(may_begin(OfficerRole::kClerk, action), may_begin(OfficerRole::kAdministrator, action));
  }
  const auto dismissal = request(OfficeAction::kOfficerDismiss);
  EXPECT_EQ(fault_of(may_begin(officer(1), dismissal.task)), "office-role");
  const auto boss = officer(1, OfficerRole::kAdministrator);
  EXPECT_EQ(fault_of(approve(dismissal, boss, officer(2), kNow, kZone)), "office-role");
  EXPECT_TRUE(approve(dismissal, boss, officer(2, OfficerRole::kAdministrator), kNow, kZone));
  EXPECT_TRUE(approve(request(), officer(1), officer(2, OfficerRole::kAdministrator), kNow, kZone));
}

TEST(Office, X_09_a_request_runs_out) {
  const Time late = kNow + std::chrono::hours{24};
  EXPECT_EQ(state_at(request(), late - Millis{1}), OfficeRequestState::kOpen);
  EXPECT_EQ(state_at(request(), late), OfficeRequestState::kExpired);
  EXPECT_EQ(fault_of(approve(request(), officer(1), officer(2), late, kZone)), "office-request-expired");
  EXPECT_EQ(fault_of(withdraw(request(), PersonId{1}, late)), "office-request-expired");
}

TEST(Office, X_09_what_is_decided_stays_decided) {
  const auto refused = refuse(request(), officer(2), "no", kNow);
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->answer, "no");
  EXPECT_EQ(fault_of(approve(*refused, officer(1), officer(3), kNow, kZone)), "office-request-over");
  EXPECT_EQ(fault_of(withdraw(*refused, PersonId{1}, kNow)), "office-request-over");
  EXPECT_EQ(fault_of(withdraw(request(), PersonId{2}, kNow)), "office-not-maker");
  EXPECT_TRUE(withdraw(request(), PersonId{1}, kNow));
}

TEST(Office, X_09_who_was_dismissed_asks_for_nothing_any_more) {
  Officer gone = officer(1);
  gone.state = OfficerState::kDismissed;
  EXPECT_EQ(fault_of(approve(request(), gone, officer(2), kNow, kZone)), "office-maker-gone");
  EXPECT_EQ(fault_of(approve(request(), std::nullopt, officer(2), kNow, kZone)), "office-maker-gone");
  const Officer other_work = officer(1, OfficerRole::kAdministrator);
  EXPECT_EQ(fault_of(approve(request(), other_work, officer(2), kNow, kZone)), "office-maker-gone");
}

TEST(Office, X_09_an_appointment_holds_between_its_days) {
  Officer one = officer(1);
  EXPECT_EQ(standing(one, kNow, kZone), OfficerStanding::kInForce);
  one.ends = kToday;
  EXPECT_EQ(standing(one, kNow, kZone), OfficerStanding::kInForce);
  EXPECT_EQ(standing(one, next_midnight(kNow, kZone), kZone), OfficerStanding::kExpired);
  one.starts = plus_days(kToday, 1);
  EXPECT_EQ(standing(one, kNow, kZone), OfficerStanding::kNotYet);
  EXPECT_EQ(why_no_officer(one, kNow, kZone).code, "officer-not-yet");
  one.state = OfficerState::kDismissed;
  EXPECT_EQ(why_no_officer(one, kNow, kZone).code, "officer-dismissed");
  EXPECT_EQ(why_no_officer(std::nullopt, kNow, kZone).code, "officer-none");
}

TEST(Office, X_09_the_default_wants_a_second_person_for_what_opens_an_account) {
  const OfficeRules rules;
  EXPECT_TRUE(rules.wants_second(OfficeAction::kPasswordReset));
  EXPECT_TRUE(rules.wants_second(OfficeAction::kPhoneChange));
  EXPECT_TRUE(rules.wants_second(OfficeAction::kOfficerAdd));
  EXPECT_FALSE(rules.wants_second(OfficeAction::kHallCode));
}

}  // namespace
}  // namespace taxgate
