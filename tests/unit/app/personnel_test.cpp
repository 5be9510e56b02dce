#include "app/personnel.hpp"

#include "unit/app/app_bench.hpp"

namespace taxgate::app {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Personnel : public AppTest {
 protected:
  ProposalForm form() const {
    return {{.name = "李小四", .document_kind = "resident-id", .document_number = "440524188001010014"},
            {.role = "tax-handler",
             .functions = {"declaration-vat"},
             .ends = plus_days(local_date(clock.now(), bureau.profile.zone), 30)}};
  }
  std::vector<std::string> faults(const ProposalForm& proposed) {
    std::vector<std::string> found;
    const auto result = service.propose(manager, proposed);
    if (result) return {"none"};
    for (const auto& fault : result.error()) found.push_back(fault.input + ": " + fault.phrase.code);
    return found;
  }

  PersonnelService service{bureau, store, vault, clock};
  Session manager = add_session(boss, "boss", add_mandate(boss, "legal-representative"));
};

TEST_F(Personnel, SX_05_a_proposal_waits_for_the_person_who_is_told) {
  const auto made = service.propose(manager, form());
  ASSERT_TRUE(made.has_value());
  EXPECT_EQ(made->person.id, clerk);
  EXPECT_EQ(made->proposed_by, "张**");
  const Mandate mandate = stored(made->mandate.id);
  EXPECT_EQ(mandate.state, MandateState::kProposed);
  EXPECT_EQ(mandate.functions, std::vector<std::string>{"declaration-vat"});
  EXPECT_THAT(events(), ElementsAre("mandate-proposed"));
  EXPECT_THAT(told(clerk), ElementsAre("association-proposed"));
  EXPECT_EQ(service.list(firm).size(), 2U);
}

TEST_F(Personnel, LN_16_only_a_collected_person_whose_name_fits_is_found) {
  ProposalForm wrong = form();
  wrong.name = "王小明";
  EXPECT_THAT(faults(wrong), Contains("document_number: person-not-found"));
  wrong = form();
  wrong.document_number = "110105200002290011";
  EXPECT_THAT(faults(wrong), Contains(::testing::StartsWith("document_number: ")));
  EXPECT_THAT(events(), IsEmpty());
}

TEST_F(Personnel, SX_05_everything_wrong_with_a_proposal_is_told_at_once) {
  ProposalForm wrong = form();
  wrong.name = "";
  wrong.document_kind = "passport-of-the-moon";
  wrong.proposal = {.role = "legal-representative", .functions = {}, .ends = {}};
  EXPECT_THAT(faults(wrong), ElementsAre("name: name-empty", "document_kind: not-a-choice",
                                         "role: not-a-choice", "functions: functions-none"));
}

TEST_F(Personnel, SX_05_nobody_proposes_oneself) {
  ProposalForm own = form();
  own.name = "张三丰";
  own.document_number = "11010519491231002X";
  EXPECT_THAT(faults(own), Contains("document_number: mandate-own-authority"));
}

TEST_F(Personnel, SX_05_one_role_is_not_proposed_twice) {
  ASSERT_TRUE(service.propose(manager, form()).has_value());
  EXPECT_THAT(faults(form()), ElementsAre("role: mandate-exists"));
}

TEST_F(Personnel, LN_19_withdrawing_ends_the_rights_and_the_sessions_at_once) {
  const Mandate held = add_mandate(clerk, "tax-handler");
  add_session(clerk, "acting", held);
  ASSERT_TRUE(service.withdraw(manager, held.id, 1).has_value());
  EXPECT_EQ(stored(held.id).state, MandateState::kWithdrawn);
  SessionService sessions(bureau, store, vault, clock);
  EXPECT_EQ(sessions.find("acting").error(), SessionFault::kNone);
  EXPECT_THAT(events(), ElementsAre("mandate-withdrawn"));
  EXPECT_THAT(told(clerk), ElementsAre("association-withdrawn"));
}

TEST_F(Personnel, SX_12_renewing_moves_the_end_and_keeps_the_sessions) {
  const Mandate held = add_mandate(clerk, "tax-handler");
  add_session(clerk, "acting", held);
  const Date ends = plus_days(local_date(clock.now(), bureau.profile.zone), 100);
  ASSERT_TRUE(service.renew(manager, held.id, 1, ends).has_value());
  EXPECT_EQ(stored(held.id).ends, ends);
  SessionService sessions(bureau, store, vault, clock);
  EXPECT_TRUE(sessions.find("acting").has_value());
  const auto endless = service.renew(manager, held.id, 2, std::nullopt);
  EXPECT_EQ(endless.error().fault, MandateFault::kEndsTooLate);
}

TEST_F(Personnel, SX_12_what_the_registry_says_and_ones_own_stay) {
  const auto own = service.withdraw(manager, manager.mandate->id, 1);
  EXPECT_EQ(own.error().fault, MandateFault::kOwnAuthority);
  const Mandate other_head = add_mandate(clerk, "legal-representative");
  EXPECT_EQ(service.withdraw(manager, other_head.id, 1).error().fault, MandateFault::kFromRegistry);
}

TEST_F(Personnel, LN_14_nobody_touches_another_enterprises_people) {
  const Mandate held = add_mandate(clerk, "tax-handler");
  Session foreign = manager;
  foreign.mandate->principal = add_taxpayer("11320000MB151840XJ", "别家企业");
  EXPECT_EQ(service.withdraw(foreign, held.id, 1).error().kind, MandateRefusal::Kind::kNotFound);
  EXPECT_EQ(service.renew(foreign, held.id, 1, {}).error().kind, MandateRefusal::Kind::kNotFound);
  EXPECT_EQ(service.withdraw(manager, held.id, 9).error().kind, MandateRefusal::Kind::kStale);
  EXPECT_EQ(stored(held.id).state, MandateState::kInForce);
}

}  // namespace
}  // namespace taxgate::app
