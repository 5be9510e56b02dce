#include "app/associations.hpp"

#include "unit/app/app_bench.hpp"

namespace taxgate::app {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Associations : public AppTest {
 protected:
  AssociationService service{bureau, store, vault, clock};
  Mandate boss_mandate = add_mandate(boss, "legal-representative");
  Mandate offer = add_mandate(clerk, "tax-handler", MandateState::kProposed);
  Session mine = add_session(clerk, "mine");
};

TEST_F(Associations, SX_05_a_proposal_is_shown_to_the_person_with_who_made_it) {
  const auto all = service.of(clerk);
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all.front().mandate.id, offer.id);
  EXPECT_EQ(all.front().principal.name, "云岭茶业有限公司");
  EXPECT_EQ(all.front().proposed_by, "张**");
  EXPECT_EQ(service.pending(clerk), 1);
  EXPECT_EQ(service.pending(boss), 0);
}

TEST_F(Associations, SX_05_confirming_puts_it_in_force_records_it_and_tells_the_managers) {
  const auto confirmed = service.confirm(mine, offer.id, 1);
  ASSERT_TRUE(confirmed.has_value());
  EXPECT_EQ(stored(offer.id).state, MandateState::kInForce);
  EXPECT_EQ(stored(offer.id).version, 2);
  EXPECT_THAT(events(), ElementsAre("mandate-confirmed"));
  EXPECT_THAT(told(boss), ElementsAre("association-confirmed"));
  EXPECT_THAT(told(clerk), IsEmpty());
  EXPECT_EQ(service.pending(clerk), 0);
}

TEST_F(Associations, SX_05_refusing_ends_it) {
  ASSERT_TRUE(service.refuse(mine, offer.id, 1).has_value());
  EXPECT_EQ(stored(offer.id).state, MandateState::kRefused);
  EXPECT_THAT(events(), ElementsAre("mandate-refused"));
  const auto again = service.confirm(mine, offer.id, 2);
  ASSERT_FALSE(again.has_value());
  EXPECT_EQ(again.error().kind, MandateRefusal::Kind::kRule);
  EXPECT_EQ(again.error().fault, MandateFault::kNotPending);
}

TEST_F(Associations, SX_07_releasing_ends_the_sessions_under_it_at_once_and_tells_the_enterprise) {
  const Mandate held = add_mandate(clerk, "finance-head");
  add_session(clerk, "acting", held);
  SessionService sessions(bureau, store, vault, clock);
  ASSERT_TRUE(sessions.find("acting").has_value());
  ASSERT_TRUE(service.release(mine, held.id, 1).has_value());
  EXPECT_EQ(sessions.find("acting").error(), SessionFault::kNone);
  EXPECT_TRUE(sessions.find("mine").has_value());
  EXPECT_THAT(told(boss), Contains("association-released"));
}

TEST_F(Associations, SX_12_a_legal_representative_is_changed_in_the_registration_not_released) {
  const Session theirs = add_session(boss, "theirs", boss_mandate);
  const auto refused = service.release(theirs, boss_mandate.id, 1);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().kind, MandateRefusal::Kind::kRule);
  EXPECT_EQ(refused.error().fault, MandateFault::kFromRegistry);
  EXPECT_EQ(stored(boss_mandate.id).state, MandateState::kInForce);
  EXPECT_TRUE(SessionService(bureau, store, vault, clock).find("theirs").has_value());
  EXPECT_THAT(events(), IsEmpty());
}

TEST_F(Associations, SX_05_nobody_answers_for_another) {
  const Session other = add_session(boss, "other");
  for (const auto& answer : {service.confirm(other, offer.id, 1), service.refuse(other, offer.id, 1),
                             service.release(other, offer.id, 1)}) {
    ASSERT_FALSE(answer.has_value());
    EXPECT_EQ(answer.error().kind, MandateRefusal::Kind::kNotFound);
  }
  EXPECT_EQ(stored(offer.id).state, MandateState::kProposed);
  EXPECT_THAT(events(), IsEmpty());
}

TEST_F(Associations, SX_05_what_is_not_there_and_what_has_changed_is_told_apart) {
  EXPECT_EQ(service.confirm(mine, MandateId{999}, 1).error().kind, MandateRefusal::Kind::kNotFound);
  EXPECT_EQ(service.confirm(mine, offer.id, 7).error().kind, MandateRefusal::Kind::kStale);
  EXPECT_EQ(stored(offer.id).version, 1);
}

TEST_F(Associations, a_bureau_sees_none_of_anothers) {
  Bureau elsewhere = bureau;
  elsewhere.id = BureauId{bureau.id.value + 1};
  AssociationService foreign(elsewhere, store, vault, clock);
  EXPECT_EQ(foreign.confirm(mine, offer.id, 1).error().kind, MandateRefusal::Kind::kNotFound);
}

TEST_F(Associations, SX_07_only_managers_in_force_are_told) {
  add_mandate(clerk, "finance-head", MandateState::kWithdrawn);
  const PersonId head = add_person("王五", "110105491231002", "13612341234");
  add_mandate(head, "finance-head");
  ASSERT_TRUE(service.confirm(mine, offer.id, 1).has_value());
  EXPECT_THAT(told(head), ElementsAre("association-confirmed"));
  EXPECT_THAT(told(clerk), IsEmpty());
}

}  // namespace
}  // namespace taxgate::app
