// Who may reset and bind whose personal password in an enterprise (LN-21, LN-22).
#include <gtest/gtest.h>

#include "domain/personnel.hpp"

namespace taxgate {
namespace {

constexpr Time kNow{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22}};

class TendPassword : public ::testing::Test {
 protected:
  TendPassword() {
    for (const auto& [id, manages] :
         {std::pair{"legal-representative", true}, {"finance-head", true}, {"tax-handler", false}}) {
      Role role;
      role.id = id;
      role.manages_personnel = manages;
      role.proposable = !manages;
      profile.roles.push_back(role);
    }
  }

  static Mandate of(std::int64_t person, const std::string& role, std::int64_t firm = 5) {
    Mandate mandate;
    mandate.id = {person * 10};
    mandate.principal = {firm};
    mandate.delegate = {person};
    mandate.role = role;
    mandate.state = MandateState::kInForce;
    mandate.starts = Date{std::chrono::year{2026}, std::chrono::month{1}, std::chrono::day{1}};
    return mandate;
  }
  std::optional<MandateFault> ask(const Mandate& actor, const Mandate& target) const {
    return may_tend_password(profile, actor, target, kNow);
  }

  Profile profile;
  Mandate boss = of(1, "legal-representative");
  Mandate head = of(2, "finance-head");
  Mandate clerk = of(3, "tax-handler");
};

TEST_F(TendPassword, LN_22_managers_tend_handlers_and_themselves) {
  for (const auto& manager : {boss, head}) {
    EXPECT_FALSE(ask(manager, clerk));
    EXPECT_FALSE(ask(manager, manager));
  }
}

TEST_F(TendPassword, LN_22_managers_tend_each_other_where_the_bureau_says_so) {
  EXPECT_EQ(ask(boss, head), MandateFault::kOthersPassword);
  EXPECT_EQ(ask(head, boss), MandateFault::kOthersPassword);
  profile.personnel.reset_each_other = true;
  EXPECT_FALSE(ask(boss, head));
}

TEST_F(TendPassword, LN_22_a_handler_tends_nobody_not_even_with_lent_management) {
  EXPECT_EQ(ask(clerk, clerk), MandateFault::kNotYours);
  clerk.manages = true;
  EXPECT_EQ(ask(clerk, of(4, "tax-handler")), MandateFault::kNotYours);
  EXPECT_EQ(ask(clerk, boss), MandateFault::kNotYours);
  EXPECT_FALSE(ask(boss, clerk)) << "a handler all the same";
}

TEST_F(TendPassword, LN_22_nobody_tends_another_enterprises_people_or_who_is_gone) {
  EXPECT_EQ(ask(boss, of(3, "tax-handler", 6)), MandateFault::kNotYours);
  clerk.state = MandateState::kWithdrawn;
  EXPECT_EQ(ask(boss, clerk), MandateFault::kOver);
  boss.state = MandateState::kFrozen;
  EXPECT_EQ(ask(boss, of(4, "tax-handler")), MandateFault::kNotYours);
}

}  // namespace
}  // namespace taxgate
