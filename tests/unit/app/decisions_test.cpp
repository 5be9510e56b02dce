// The decision point over a real store: what a question reads, how a search goes on, what the log says.
#include "app/decisions.hpp"

#include "app/decision_pages.hpp"
#include "unit/app/app_bench.hpp"

namespace taxgate::app {
namespace {

using testing::ElementsAre;
using testing::UnorderedElementsAreArray;

class Decisions : public AppTest {
 protected:
  static constexpr const char* kFirm = "91350100M000100Y43";

  AccessQuestion question(PersonId person, std::string action = std::string{kActAtAll},
                          std::string number = kFirm) const {
    return {.subject = person, .action = std::move(action), .taxpayer = std::move(number)};
  }
  Authority ask(PersonId person, std::string action = std::string{kActAtAll}, std::string number = kFirm) {
    return decisions.evaluate(question(person, std::move(action), std::move(number))).authority;
  }
  std::string why(PersonId person) { return ask(person).decision.because.code; }

  /// A mandate with any taxpayer, with or without the entry of the log.
  Mandate give(PersonId delegate, TaxpayerId principal, const std::string& role, bool told = true) {
    Mandate mandate{.bureau = bureau.id,
                    .principal = principal,
                    .delegate = delegate,
                    .role = role,
                    .functions = bureau.profile.role(role)->functions,
                    .starts = local_date(clock.now(), bureau.profile.zone),
                    .state = MandateState::kInForce,
                    .proposed_at = clock.now(),
                    .version = 1};
    store.commit([&](store::Transaction& transaction) {
      const AuthorityWriter writer{transaction, bureau, vault, clock.now()};
      mandate = writer.insert(std::move(mandate));
      if (told) writer.log(mandate, "proposed", boss);
    });
    return mandate;
  }
  void change(Mandate& mandate, MandateState state) {
    mandate.state = state;
    ++mandate.version;
    store.commit([&](store::Transaction& transaction) {
      AuthorityWriter{transaction, bureau, vault, clock.now()}.save(mandate, "changed", boss);
    });
  }
  Engagement engage(TaxpayerId agency, TaxpayerId client, std::vector<std::string> functions) {
    store::EngagementRow reserved;
    Engagement engagement{.bureau = bureau.id,
                          .agency = agency,
                          .client = client,
                          .agreement = "No. 1",
                          .terms = {std::move(functions), std::nullopt},
                          .amendment = {},
                          .starts = local_date(clock.now(), bureau.profile.zone),
                          .state = EngagementState::kInForce,
                          .proposed_at = clock.now(),
                          .version = 1};
    store.commit([&](store::Transaction& transaction) {
      transaction.reserve_engagement(reserved);
      engagement.id = reserved.id;
      transaction.insert(vault.seal(engagement));
    });
    return engagement;
  }
  /// Every page of a search, one item at a time.
  template <class Item>
  std::vector<Item> all(PageResult<Item> (DecisionService::*search)(const AccessQuestion&,
                                                                    const PageRequest&),
                        const AccessQuestion& asked, int limit = 1) {
    std::vector<Item> found;
    PageRequest page{.token = {}, .limit = limit};
    do {
      auto result = (decisions.*search)(asked, page);
      EXPECT_TRUE(result);
      if (!result) break;
      EXPECT_LE(std::ssize(result->items), limit);
      std::ranges::move(result->items, std::back_inserter(found));
      page.token = result->next;
    } while (!page.token.empty());
    return found;
  }
  std::vector<std::string> numbers(const std::vector<Taxpayer>& taxpayers) {
    std::vector<std::string> found;
    for (const auto& taxpayer : taxpayers) found.push_back(taxpayer.uscc);
    return found;
  }

  DecisionService decisions{bureau, store, vault, clock};
};

TEST_F(Decisions, SX_06_the_answer_is_the_rules_answer_and_follows_each_change_at_once) {
  EXPECT_EQ(why(clerk), "association-none");
  Mandate mandate = give(clerk, firm, "tax-handler");
  EXPECT_TRUE(ask(clerk).decision.allowed);
  EXPECT_THAT(ask(clerk).decision.mandates_used, ElementsAre(mandate.id));
  change(mandate, MandateState::kFrozen);
  EXPECT_EQ(why(clerk), "association-frozen");
}

TEST_F(Decisions, X_04_who_is_unknown_is_a_no_that_says_so) {
  give(clerk, firm, "tax-handler");
  EXPECT_EQ(why(PersonId{999}), "subject-unknown");
  EXPECT_EQ(ask(clerk, "no-function").decision.because.code, "action-unknown");
  EXPECT_EQ(ask(clerk, "act", "91350100M000100Y99").decision.because.code, "resource-unknown");
  AccessQuestion nobody = question(clerk);
  nobody.subject.reset();
  EXPECT_EQ(decisions.evaluate(nobody).authority.decision.because.code, "subject-unknown");
  nobody.subject = Document{DocumentKind::kResidentId, "440524188001010014"};
  EXPECT_EQ(decisions.evaluate(nobody).person, clerk);
}

TEST_F(Decisions, X_04_a_batch_ends_with_the_answer_that_is_enough) {
  give(clerk, firm, "tax-handler");
  const std::vector questions{question(clerk), question(boss), question(clerk)};
  const auto never = [](const AccessAnswer&) { return false; };
  const auto deny = [](const AccessAnswer& answer) { return !answer.authority.decision.allowed; };
  EXPECT_EQ(decisions.evaluate(questions, never).size(), 3U);
  EXPECT_EQ(decisions.evaluate(questions, deny).size(), 2U);
}

TEST_F(Decisions, NT_03_searches_list_everybody_once_whatever_the_ways) {
  const auto agency = add_taxpayer("11320000MB151840XJ", "云岭税务师事务所");
  give(clerk, firm, "tax-handler");
  give(clerk, firm, "tax-handler");  // the same person twice
  give(boss, firm, "legal-representative");
  const auto agent = add_person("王五", "110101199003071516", "13712341234");
  give(agent, agency, "legal-representative");
  give(clerk, agency, "tax-handler");  // of both: the client's own, so not by the engagement
  const auto& functions = bureau.profile.role("tax-handler")->functions;
  engage(agency, firm, functions);
  const AccessQuestion who{.subject = {}, .action = functions.front(), .taxpayer = kFirm};
  EXPECT_THAT(all(&DecisionService::subjects, who), UnorderedElementsAreArray({clerk, boss, agent}));
  EXPECT_THAT(all(&DecisionService::subjects, who, 50), UnorderedElementsAreArray({clerk, boss, agent}));
  for (const auto person : {clerk, boss, agent}) EXPECT_TRUE(ask(person, functions.front()).decision.allowed);
  const auto for_whom = question(agent, functions.front(), {});
  EXPECT_THAT(numbers(all(&DecisionService::resources, for_whom)),
              UnorderedElementsAreArray({"11320000MB151840XJ", kFirm}));
  EXPECT_THAT(numbers(all(&DecisionService::resources, question(clerk, "act", {}), 2)),
              UnorderedElementsAreArray({"11320000MB151840XJ", kFirm}));
  const auto actions = all(&DecisionService::actions, question(agent));
  EXPECT_EQ(actions.front(), kActAtAll);
  for (const auto& function : bureau.profile.functions) {
    const bool listed = std::ranges::find(actions, function.id) != actions.end();
    EXPECT_EQ(listed, ask(agent, function.id).decision.allowed) << function.id;
  }
}

TEST_F(Decisions, X_02_a_page_token_goes_on_with_its_own_question_alone) {
  give(clerk, firm, "tax-handler");
  give(boss, firm, "legal-representative");
  const AccessQuestion who{.subject = {}, .action = std::string{kActAtAll}, .taxpayer = kFirm};
  const auto first = decisions.subjects(who, {.token = {}, .limit = 1});
  ASSERT_TRUE(first);
  ASSERT_FALSE(first->next.empty());
  EXPECT_TRUE(decisions.subjects(who, {.token = first->next, .limit = 1}));
  for (const std::string& bad : {first->next + "A", std::string{"x"}, std::string{"…"},
                                 page_token({1, 1}, fingerprint("subject", {}, "other", firm))})
    EXPECT_FALSE(decisions.subjects(who, {.token = bad, .limit = 1})) << bad;
  EXPECT_FALSE(decisions.resources(question(clerk, "act", {}), {.token = first->next, .limit = 1}));
}

TEST_F(Decisions, X_02_a_search_looks_at_so_many_rows_a_page_and_goes_on) {
  store.commit([&](store::Transaction& transaction) {
    const AuthorityWriter writer{transaction, bureau, vault, clock.now()};
    const auto role = bureau.profile.role("tax-handler");
    for (int i = 0; i < kMostRows; ++i)
      writer.insert({.bureau = bureau.id,
                     .principal = firm,
                     .delegate = boss,
                     .role = role->id,
                     .functions = role->functions,
                     .starts = local_date(clock.now(), bureau.profile.zone),
                     .state = MandateState::kReleased,
                     .version = 1});
  });
  give(clerk, firm, "tax-handler");
  const AccessQuestion who{.subject = {}, .action = std::string{kActAtAll}, .taxpayer = kFirm};
  const auto first = decisions.subjects(who, {.token = {}, .limit = 50});
  ASSERT_TRUE(first);
  EXPECT_TRUE(first->items.empty());
  EXPECT_FALSE(first->next.empty());
  EXPECT_THAT(all(&DecisionService::subjects, who, 50), ElementsAre(clerk));
}

TEST_F(Decisions, X_03_a_row_that_taxgate_did_not_write_is_no_answer) {
  Mandate mandate = give(clerk, firm, "tax-handler");
  auto row = store.reader().mandate(mandate.id).value();
  row.functions = "personnel";
  row.version = 2;
  store.commit([&](store::Transaction& transaction) { transaction.update(row); });
  EXPECT_THROW(ask(clerk), TamperedAuthority);
  // The log is not moved by it.
  const auto explained = decisions.explain(question(clerk, "personnel"), clock.now());
  EXPECT_EQ(explained.authority.decision.because.code, "function-not-granted");
}

TEST_F(Decisions, X_04_the_log_explains_each_former_day) {
  const Time before = clock.now();
  clock.advance(std::chrono::hours{1});
  Mandate mandate = give(clerk, firm, "tax-handler");
  const Time given = clock.now();
  clock.advance(std::chrono::hours{1});
  change(mandate, MandateState::kFrozen);
  const Time frozen = clock.now();
  clock.advance(std::chrono::hours{1});
  change(mandate, MandateState::kReleased);
  const auto at = [&](Time then) { return decisions.explain(question(clerk), then); };
  EXPECT_EQ(at(before).authority.decision.because.code, "association-none");
  EXPECT_TRUE(at(before).recorded);
  EXPECT_TRUE(at(given).authority.decision.allowed);
  EXPECT_EQ(at(given).history.size(), 1U);
  EXPECT_TRUE(at(frozen - Millis{1}).authority.decision.allowed);
  EXPECT_EQ(at(frozen).authority.decision.because.code, "association-frozen");
  EXPECT_EQ(at(clock.now()).authority.decision.because.code, "association-released");
  EXPECT_EQ(at(clock.now()).history.size(), 3U);
  EXPECT_EQ(decisions.explain(question(PersonId{999}), given).authority.decision.because.code,
            "subject-unknown");
}

TEST_F(Decisions, X_04_what_the_log_does_not_say_is_not_made_up) {
  give(clerk, firm, "tax-handler", false);
  EXPECT_TRUE(ask(clerk).decision.allowed);
  const auto explained = decisions.explain(question(clerk), clock.now());
  EXPECT_FALSE(explained.recorded);
  EXPECT_FALSE(explained.authority.decision.allowed);
  EXPECT_EQ(explained.authority.decision.because.code, "not-recorded");
  give(clerk, firm, "tax-handler");  // this one is told, and is enough
  EXPECT_TRUE(decisions.explain(question(clerk), clock.now()).authority.decision.allowed);
}

TEST_F(Decisions, X_04_the_log_of_every_use_case_gives_todays_mandates) {
  const Mandate chief = give(boss, firm, "legal-representative");
  Mandate first = give(clerk, firm, "tax-handler");
  change(first, MandateState::kFrozen);
  Mandate second = give(clerk, firm, "tax-handler");
  change(second, MandateState::kUncollected);
  store.commit([&](store::Transaction& transaction) {
    AuthorityWriter{transaction, bureau, vault, clock.now()}.collected(clerk);
  });
  std::vector<LogEntry> entries;
  for (const auto& row : store.reader().audit_entries(1, 1000))
    entries.push_back(
        {row.seq, row.bureau, row.at, row.kind, row.subject, row.principal, args_from_json(row.detail)});
  const auto replayed = replay(entries, clock.now());
  ASSERT_EQ(replayed.mandates.size(), 3U);
  for (const auto& mandate : replayed.mandates) {
    EXPECT_EQ(image_of(mandate), image_of(stored(mandate.id)));
    EXPECT_EQ(mandate.delegate, stored(mandate.id).delegate);
  }
}

}  // namespace
}  // namespace taxgate::app
