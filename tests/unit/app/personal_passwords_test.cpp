// What a manager hands over, as the clock sees it (LN-17, LN-22), and that of two uses at once one is
// refused.
#include "app/personal_passwords.hpp"

#include "app/perform.hpp"
#include "unit/app/app_bench.hpp"

namespace taxgate::app {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;

class ResetPasswords : public AppTest {
 protected:
  ResetPasswords() { bureau.profile = real_profile("liaoning-2020"); }

  /// What somebody who types `typed` at the page of the personal password is told.
  PasswordMatch typing(const std::string& typed) {
    Gatherer gatherer{bureau, vault, hashes, {}};
    Flow flow;
    flow.way = "ordinary";
    flow.known.person = clerk;
    flow.known.taxpayer = firm;
    Needs needs;
    needs.secrets.emplace(SecretKind::kPersonal, Secret{typed});
    Matches none;
    const auto gathered = gatherer.gather(store.reader(), flow, needs, {}, clock.now(), none);
    return gathered->facts.secrets.at(SecretKind::kPersonal);
  }

  HashPool hashes{{.params = {7168, 1}}, keyring.key(KeyUse::kPepper)};
  PersonnelService personnel{bureau, store, vault, clock};
  PersonalPasswords service{bureau, store, vault, hashes, clock, {}, personnel};
  Session manager = add_session(boss, "boss", add_mandate(boss, "legal-representative"));
  Mandate handler = add_mandate(clerk, "tax-handler");
};

TEST_F(ResetPasswords, LN_22_a_reset_password_is_over_after_its_hours) {
  const auto reset = service.reset(manager, handler.id, handler.version);
  ASSERT_TRUE(reset && *reset);
  EXPECT_EQ((*reset)->one_time->secret.reveal(), "111111");
  EXPECT_THAT(events(), Contains("personal-password-reset"));
  EXPECT_THAT(told(clerk), Contains("personal-password-reset"));
  EXPECT_EQ(typing("111111"), PasswordMatch::kInitial);
  clock.set(clock.now() + std::chrono::hours{24} - std::chrono::milliseconds{1});
  EXPECT_EQ(typing("111111"), PasswordMatch::kInitial);
  clock.set(clock.now() + std::chrono::milliseconds{1});
  EXPECT_EQ(typing("111111"), PasswordMatch::kSpent);
  EXPECT_EQ(typing("111112"), PasswordMatch::kWrong);
}

TEST_F(ResetPasswords, LN_22_of_two_uses_at_once_one_is_refused) {
  ASSERT_TRUE(service.reset(manager, handler.id, handler.version));
  Outcome outcome;
  outcome.flow.known.person = clerk;
  outcome.flow.known.taxpayer = firm;
  outcome.effects.emplace_back(SpendSecret{SecretKind::kPersonal, firm, clerk});
  Gathered gathered;
  gathered.facts.now = clock.now();
  const Performer performer{bureau, vault, hashes};
  const auto use = [&] {
    store.commit(
        [&](store::Transaction& transaction) { performer.perform(transaction, outcome, gathered, {}, {}); });
  };
  EXPECT_NO_THROW(use());
  EXPECT_THROW(use(), store::Conflict);
  EXPECT_EQ(typing("111111"), PasswordMatch::kSpent);
}

TEST_F(ResetPasswords, LN_22_a_bureau_without_a_reset_password_resets_nobody) {
  bureau.profile.personnel.reset_password.clear();
  const auto reset = service.reset(manager, handler.id, handler.version);
  ASSERT_TRUE(reset);
  EXPECT_EQ(reset->error().fault, MandateFault::kNoReset);
  EXPECT_THAT(events(), IsEmpty());
}

TEST_F(ResetPasswords, LN_21_unbinding_leaves_the_former_password_and_none_where_there_was_none) {
  auto row = store.reader().person(clerk).value();
  row.password_hash = hashes.hash(Secret{"Own-Pass-1"})->phc;
  store.commit([&](store::Transaction& transaction) { transaction.update(row); });
  ASSERT_TRUE(*service.bind(manager, handler.id, handler.version));
  EXPECT_EQ(typing("Own-Pass-1"), PasswordMatch::kRight);
  const auto unbound = service.unbind(manager, handler.id, handler.version);
  ASSERT_TRUE(unbound && *unbound);
  EXPECT_EQ((*unbound)->member.password, PersonalPassword::kInitial) << "to be set by SMS";
  EXPECT_EQ(typing("Own-Pass-1"), PasswordMatch::kWrong);
}

TEST_F(ResetPasswords, LN_17_an_invitation_opens_no_page_but_its_own) {
  const auto invited = service.invite(manager, handler.id, handler.version);
  ASSERT_TRUE(invited && *invited);
  EXPECT_EQ((*invited)->one_time->expires, clock.now() + std::chrono::days{7});
  EXPECT_EQ(typing((*invited)->one_time->secret.reveal()), PasswordMatch::kUnset);
}

}  // namespace
}  // namespace taxgate::app
