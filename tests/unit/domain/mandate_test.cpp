#include "domain/mandate.hpp"

#include <gtest/gtest.h>

#include "domain/decide.hpp"
#include "domain/personnel.hpp"

namespace taxgate {
namespace {

using namespace std::chrono_literals;

constexpr Zone kZone{};
constexpr PersonId kWorker{1};
constexpr PersonId kBoss{2};
constexpr TaxpayerId kOffice{7};
const Time kNow = start_of_day(2026y / 11 / 22, kZone) + 9h;

Mandate mandate(MandateState state, std::optional<Date> ends = 2026y / 12 / 31) {
  return {.id = MandateId{5},
          .bureau = BureauId{1},
          .principal = kOffice,
          .delegate = kWorker,
          .role = "tax-handler",
          .functions = {"filing"},
          .starts = 2026y / 1 / 1,
          .ends = ends,
          .state = state,
          .proposed_by = kBoss,
          .version = 1};
}

Profile profile() {
  Profile made;
  made.functions = {
      {.id = "filing", .parent = ""}, {.id = "vat", .parent = "filing"}, {.id = "invoices", .parent = ""}};
  made.roles = {{.id = "tax-handler", .validity_days = 365, .longest_days = 365, .functions = {"filing"}},
                {.id = "legal-representative",
                 .manages_personnel = true,
                 .proposable = false,
                 .functions = {"filing"}}};
  return made;
}

TEST(Mandate, SX_05_only_its_person_confirms_and_only_a_proposal) {
  const auto confirmed = confirm(mandate(MandateState::kProposed), kWorker, kNow, kZone);
  ASSERT_TRUE(confirmed);
  EXPECT_EQ(confirmed->state, MandateState::kInForce);
  EXPECT_EQ(confirmed->version, 2);
  EXPECT_EQ(confirm(mandate(MandateState::kProposed), kBoss, kNow, kZone).error(), MandateFault::kNotYours);
  EXPECT_EQ(confirm(*confirmed, kWorker, kNow, kZone).error(), MandateFault::kNotPending);
}

TEST(Mandate, SX_05_a_proposal_past_its_last_day_is_not_confirmed) {
  const auto late = confirm(mandate(MandateState::kProposed, 2026y / 11 / 21), kWorker, kNow, kZone);
  EXPECT_EQ(late.error(), MandateFault::kOver);
}

TEST(Mandate, SX_06_it_holds_to_the_end_of_its_last_day_in_the_bureaus_zone) {
  const Mandate today = mandate(MandateState::kInForce, 2026y / 11 / 22);
  EXPECT_EQ(standing(today, next_midnight(kNow, kZone) - 1ms, kZone), Standing::kInForce);
  EXPECT_EQ(standing(today, next_midnight(kNow, kZone), kZone), Standing::kExpired);
}

TEST(Mandate, SX_07_a_released_one_never_comes_back) {
  const auto released = release(mandate(MandateState::kInForce), kWorker, true, kNow, kZone);
  ASSERT_TRUE(released);
  EXPECT_EQ(standing(*released, kNow, kZone), Standing::kReleased);
  EXPECT_EQ(release(*released, kWorker, true, kNow, kZone).error(), MandateFault::kOver);
  EXPECT_EQ(renew(*released, kBoss, std::nullopt, std::nullopt, kNow, kZone).error(),
            MandateFault::kNotInForce);
  EXPECT_EQ(withdraw(*released, kBoss, true, kNow).error(), MandateFault::kOver);
}

TEST(Mandate, SX_12_what_comes_with_the_registration_is_not_released_here) {
  Mandate own = mandate(MandateState::kInForce, std::nullopt);
  EXPECT_EQ(release(own, kWorker, false, kNow, kZone).error(), MandateFault::kFromRegistry);
  own.role = "legal-representative";
  EXPECT_TRUE(comes_with_registration(profile(), own));
  EXPECT_EQ(release(profile(), own, kWorker, kNow).error(), MandateFault::kFromRegistry);
  own.role = "tax-handler";
  EXPECT_FALSE(comes_with_registration(profile(), own));
  EXPECT_TRUE(release(profile(), own, kWorker, kNow));
  own.role = "a role that the bureau had once";
  EXPECT_TRUE(release(profile(), own, kWorker, kNow)) << "nobody is held";
}

TEST(Mandate, SX_12_nobody_renews_or_withdraws_their_own) {
  EXPECT_EQ(renew(mandate(MandateState::kInForce), kWorker, std::nullopt, std::nullopt, kNow, kZone).error(),
            MandateFault::kOwnAuthority);
  EXPECT_EQ(withdraw(mandate(MandateState::kInForce), kWorker, true, kNow).error(),
            MandateFault::kOwnAuthority);
}

TEST(Mandate, SX_12_a_renewal_stays_within_the_roles_limit) {
  const auto limit = std::optional<Date>{2027y / 11 / 22};
  const Mandate now = mandate(MandateState::kInForce);
  EXPECT_EQ(renew(now, kBoss, 2027y / 11 / 23, limit, kNow, kZone).error(), MandateFault::kEndsTooLate);
  EXPECT_EQ(renew(now, kBoss, std::nullopt, limit, kNow, kZone).error(), MandateFault::kEndsTooLate);
  EXPECT_EQ(renew(now, kBoss, 2026y / 11 / 21, limit, kNow, kZone).error(), MandateFault::kEndsTooEarly);
  EXPECT_TRUE(renew(now, kBoss, 2027y / 11 / 22, limit, kNow, kZone));
}

TEST(Decide, allows_within_the_granted_subtree_alone) {
  const std::vector slice{mandate(MandateState::kInForce)};
  const auto ask = [&](std::string function) {
    return decide(profile(), {kWorker, kOffice, std::move(function)}, slice, kNow);
  };
  EXPECT_TRUE(ask("").allowed);
  EXPECT_TRUE(ask("vat").allowed);
  EXPECT_FALSE(ask("invoices").allowed);
  EXPECT_EQ(ask("invoices").because.code, "function-not-granted");
}

TEST(Decide, SX_06_each_reason_has_its_own_code) {
  const auto why = [](MandateState state) {
    return decide(profile(), {kWorker, kOffice, ""}, std::vector{mandate(state)}, kNow).because.code;
  };
  EXPECT_EQ(why(MandateState::kProposed), "association-pending");
  EXPECT_EQ(why(MandateState::kFrozen), "association-frozen");
  EXPECT_EQ(why(MandateState::kReleased), "association-released");
  EXPECT_EQ(decide(profile(), {kWorker, kOffice, ""}, {}, kNow).because.code, "association-none");
  EXPECT_EQ(decide(profile(), {kBoss, kOffice, ""}, std::vector{mandate(MandateState::kInForce)}, kNow)
                .because.code,
            "association-none");
}

TEST(Proposal, SX_05_nobody_grants_above_their_own_or_to_themselves) {
  Mandate boss = mandate(MandateState::kInForce, std::nullopt);
  boss.delegate = kBoss;
  boss.role = "legal-representative";
  const auto codes = [&](const Proposal& proposal, PersonId delegate) {
    std::vector<std::string> found;
    for (const auto& fault : check_proposal(profile(), proposal, boss, delegate, {}, kNow))
      found.push_back(fault.phrase.code);
    return found;
  };
  const Date soon = 2026y / 12 / 31;
  EXPECT_TRUE(codes({"tax-handler", {"vat"}, soon}, kWorker).empty());
  EXPECT_EQ(codes({"tax-handler", {"invoices"}, soon}, kWorker),
            std::vector<std::string>{"function-above-own"});
  EXPECT_EQ(codes({"tax-handler", {"vat"}, soon}, kBoss), std::vector<std::string>{"mandate-own-authority"});
  EXPECT_EQ(codes({"legal-representative", {"vat"}, soon}, kWorker),
            std::vector<std::string>{"not-a-choice"});
  EXPECT_EQ(codes({"tax-handler", {"vat"}, std::nullopt}, kWorker),
            std::vector<std::string>{"mandate-ends-too-late"});
}

}  // namespace
}  // namespace taxgate
