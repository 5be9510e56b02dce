#include "app/sessions.hpp"

#include "unit/app/app_bench.hpp"

namespace taxgate::app {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Sessions : public AppTest {
 protected:
  SessionService service{bureau, store, vault, clock};

  void end_mandate(Mandate mandate, MandateState state) {
    mandate.state = state;
    ++mandate.version;
    store.commit([&](store::Transaction& transaction) { transaction.update(vault.seal(mandate)); });
  }
};

TEST_F(Sessions, SX_02_a_session_is_found_by_its_bearer_alone) {
  add_session(clerk, "bearer");
  EXPECT_EQ(service.find("bearer").value().person(), clerk);
  EXPECT_EQ(service.find("Bearer").error(), SessionFault::kNone);
  EXPECT_EQ(service.find("").error(), SessionFault::kNone);
}

TEST_F(Sessions, a_session_ends_after_its_idle_time) {
  add_session(clerk, "bearer");
  clock.advance(bureau.profile.session.idle - Millis{1});
  EXPECT_TRUE(service.find("bearer").has_value());
  clock.advance(Millis{1});
  EXPECT_EQ(service.find("bearer").error(), SessionFault::kNone);
}

TEST_F(Sessions, use_prolongs_it_up_to_its_longest_time) {
  const auto& rules = bureau.profile.session;
  Session session = add_session(clerk, "bearer");
  const Time started = clock.now();
  while (clock.now() < started + rules.longest) {
    const auto found = service.find("bearer");
    ASSERT_TRUE(found.has_value());
    service.touch(*found);
    store.commit([](store::Transaction&) {});  // behind the touch, which nobody waits for
    clock.advance(std::chrono::minutes{29});
  }
  EXPECT_EQ(service.find("bearer").error(), SessionFault::kNone);
}

TEST_F(Sessions, it_is_touched_at_most_once_a_minute) {
  const Session session = add_session(clerk, "bearer");
  clock.advance(std::chrono::seconds{59});
  service.touch(session);
  store.commit([](store::Transaction&) {});
  EXPECT_EQ(service.find("bearer").value().row.seen_at, session.row.seen_at);
}

TEST_F(Sessions, LN_18_LN_20_a_mandate_that_ends_ends_the_session_with_the_next_request) {
  const Mandate held = add_mandate(clerk, "tax-handler");
  add_session(clerk, "bearer", held);
  EXPECT_EQ(service.find("bearer").value().principal(), firm);
  end_mandate(held, MandateState::kFrozen);
  EXPECT_EQ(service.find("bearer").error(), SessionFault::kAuthority);
}

TEST_F(Sessions, SX_12_a_mandate_that_expires_ends_the_session) {
  Mandate held = add_mandate(clerk, "tax-handler");
  held.ends = local_date(clock.now(), bureau.profile.zone);
  end_mandate(held, MandateState::kInForce);
  add_session(clerk, "bearer", held);
  EXPECT_TRUE(service.find("bearer").has_value());
  const Time midnight = next_midnight(clock.now(), bureau.profile.zone);
  store.commit([&](store::Transaction& transaction) {
    transaction.touch_session(service.find("bearer").value().row.id, clock.now(),
                              midnight + std::chrono::hours{1});
  });
  clock.set(midnight - Millis{1});
  EXPECT_TRUE(service.find("bearer").has_value());
  clock.set(midnight);
  EXPECT_EQ(service.find("bearer").error(), SessionFault::kAuthority);
}

TEST_F(Sessions, SX_10_one_switches_to_an_own_usable_identity_and_back) {
  const Mandate held = add_mandate(clerk, "tax-handler");
  const Session session = add_session(clerk, "bearer");
  ASSERT_TRUE(service.switch_to(session, held.id).has_value());
  const auto acting = service.find("bearer").value();
  EXPECT_EQ(acting.principal(), firm);
  ASSERT_TRUE(service.switch_to(acting, std::nullopt).has_value());
  EXPECT_FALSE(service.find("bearer").value().mandate.has_value());
  EXPECT_THAT(events(), ElementsAre("identity-switched", "identity-switched"));
}

TEST_F(Sessions, SX_10_SX_06_nobody_switches_to_anothers_or_an_unusable_identity) {
  const Mandate foreign = add_mandate(boss, "legal-representative");
  const Mandate offered = add_mandate(clerk, "tax-handler", MandateState::kProposed);
  const Session session = add_session(clerk, "bearer");
  EXPECT_EQ(service.switch_to(session, foreign.id).error().code, "association-none");
  EXPECT_EQ(service.switch_to(session, MandateId{999}).error().code, "association-none");
  EXPECT_EQ(service.switch_to(session, offered.id).error().code, "association-pending");
  EXPECT_FALSE(service.find("bearer").value().mandate.has_value());
  EXPECT_THAT(events(), IsEmpty());
}

TEST_F(Sessions, X_08_one_ends_own_sessions_and_nobody_elses) {
  const Session mine = add_session(clerk, "one");
  const Session second = add_session(clerk, "two");
  add_session(clerk, "three");
  const Session foreign = add_session(boss, "foreign");
  EXPECT_EQ(service.list(clerk).size(), 3U);
  EXPECT_TRUE(service.end(mine, second.row.id));
  EXPECT_FALSE(service.end(mine, second.row.id));
  EXPECT_FALSE(service.end(mine, foreign.row.id));
  EXPECT_EQ(service.end_others(mine), 1);
  EXPECT_EQ(service.list(clerk).size(), 1U);
  EXPECT_TRUE(service.find("foreign").has_value());
  service.sign_out(mine);
  EXPECT_EQ(service.find("one").error(), SessionFault::kNone);
  EXPECT_THAT(events(), ElementsAre("session-ended", "sessions-ended", "signed-out"));
}

TEST_F(Sessions, X_04_what_was_done_under_a_mandate_names_the_principal) {
  const Mandate held = add_mandate(clerk, "tax-handler");
  service.sign_out(add_session(clerk, "bearer", held));
  const auto rows = store.reader().activity_of(clerk, 0, 10);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows.front().principal, firm);
}

TEST_F(Sessions, X_03_a_forged_mandate_opens_nothing) {
  const Mandate held = add_mandate(clerk, "tax-handler");
  add_session(clerk, "bearer", held);
  auto row = store.reader().mandate(held.id).value();
  row.role = "legal-representative";
  ++row.version;
  store.commit([&](store::Transaction& transaction) { transaction.update(row); });
  EXPECT_THROW(static_cast<void>(service.find("bearer")), TamperedAuthority);
}

}  // namespace
}  // namespace taxgate::app
