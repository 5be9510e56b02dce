// What holds of authority whatever happens: made-up worlds, thousands of changes in any order. A failure
// prints the seed, which makes the same world again.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "domain/engagement.hpp"

namespace taxgate {
namespace {

using namespace std::chrono_literals;

constexpr Zone kZone{};
constexpr int kWorlds = 300;
constexpr int kSteps = 60;
constexpr int kPeople = 6;
constexpr TaxpayerId kOffice{1};
constexpr TaxpayerId kAgency{2};
const Time kNow = start_of_day(2026y / 11 / 22, kZone) + 9h;
const std::vector<std::string> kFunctions{"taxes", "filing", "vat", "payment", "invoices", "issue"};

Profile profile() {
  Profile made;
  made.functions = {{.id = "taxes"},
                    {.id = "filing", .parent = "taxes"},
                    {.id = "vat", .parent = "filing"},
                    {.id = "payment", .parent = "taxes"},
                    {.id = "invoices"},
                    {.id = "issue", .parent = "invoices"}};
  made.roles = {{.id = "owner", .manages_personnel = true, .proposable = false, .confirms = false},
                {.id = "finance", .manages_personnel = true, .longest_days = 1000},
                {.id = "handler", .confirms = false, .longest_days = 400, .may_manage = true}};
  return made;
}

class World {
 public:
  explicit World(unsigned seed) : dice_(seed) {
    for (int person = 1; person <= kPeople; ++person) add(kOffice, PersonId{person});
  }

  int pick(int below) { return std::uniform_int_distribution<int>(0, below - 1)(dice_); }
  Mandate& any() { return mandates[static_cast<std::size_t>(pick(static_cast<int>(mandates.size())))]; }
  std::vector<std::string> some_functions() {
    std::vector<std::string> some;
    for (const auto& function : kFunctions) {
      if (pick(3) == 0) some.push_back(function);
    }
    return some;
  }
  std::optional<Date> some_end() {
    return pick(4) == 0 ? std::nullopt : std::optional{plus_days(local_date(now, kZone), pick(900) - 60)};
  }
  Proposal some_proposal() {
    constexpr std::array<std::string_view, 3> kRoles{"owner", "finance", "handler"};
    return {.role = std::string{kRoles.at(static_cast<std::size_t>(pick(3)))},
            .functions = some_functions(),
            .ends = some_end(),
            .manages = pick(4) == 0};
  }
  Mandate& add(TaxpayerId principal, PersonId person) {
    constexpr std::array<std::string_view, 3> kRoles{"owner", "finance", "handler"};
    Mandate mandate{.id = MandateId{static_cast<std::int64_t>(mandates.size()) + 1},
                    .principal = principal,
                    .delegate = person,
                    .role = std::string{kRoles.at(static_cast<std::size_t>(pick(3)))},
                    .functions = some_functions(),
                    .manages = pick(6) == 0,
                    .starts = plus_days(local_date(now, kZone), pick(40) - 35),
                    .ends = some_end(),
                    .state = static_cast<MandateState>(pick(9)),
                    .origin = pick(2) == 0 ? MandateOrigin::kRegistry : MandateOrigin::kEnterprise,
                    .proposed_by = PersonId{1 + pick(kPeople)},
                    .version = 1};
    mandates.push_back(std::move(mandate));
    return mandates.back();
  }
  /// All functions that the person may use for the principal.
  std::vector<std::string> usable_functions(PersonId person, TaxpayerId principal) const {
    std::vector<std::string> found;
    for (const auto& function : kFunctions) {
      if (decide(rules, {person, principal, function}, mandates, now).allowed) found.push_back(function);
    }
    return found;
  }
  std::vector<std::vector<std::string>> everything() const {
    std::vector<std::vector<std::string>> all;
    for (int person = 1; person <= kPeople; ++person)
      all.push_back(usable_functions(PersonId{person}, kOffice));
    return all;
  }

  Profile rules = profile();
  std::vector<Mandate> mandates;
  Time now = kNow;

 private:
  std::mt19937 dice_;
};

bool within(const std::vector<std::string>& part, const std::vector<std::string>& whole) {
  return std::ranges::all_of(part,
                             [&](const auto& item) { return std::ranges::find(whole, item) != whole.end(); });
}

ProposalScene scene(const World& world, PersonId delegate) {
  ProposalScene made{.delegate = delegate, .between = {}, .all = world.mandates, .permissions = {}};
  std::ranges::copy_if(world.mandates, std::back_inserter(made.between),
                       [&](const Mandate& mandate) { return mandate.delegate == delegate; });
  return made;
}

/// One change by `actor` of `target`, by the rules; nothing where they forbid it.
std::optional<Mandate> try_change(World& world, const Mandate& actor, const Mandate& target) {
  const int what = world.pick(5);
  const bool gives = what == 1 || what == 3;
  if (gives ? may_give(world.rules, actor, target, world.now)
            : may_touch(world.rules, actor, target, world.now))
    return std::nullopt;
  const auto value = [](const MandateChange& change) {
    return change ? std::optional{*change} : std::nullopt;
  };
  if (what == 0) return value(freeze(target, actor.delegate, world.now, kZone));
  if (what == 1) return value(thaw(target, actor.delegate, world.now, kZone));
  if (what == 2) return value(withdraw(target, actor.delegate, true, world.now));
  if (what == 3) {
    const auto latest = latest_end(*world.rules.role(target.role), world.now, kZone);
    return value(renew(target, actor.delegate, world.some_end(), latest, world.now, kZone));
  }
  const Proposal wanted = world.some_proposal();
  const auto faults =
      check_change(world.rules, wanted, actor, target, scene(world, target.delegate), world.now);
  return faults.empty() ? std::optional{changed(world.rules, wanted, target, world.now)} : std::nullopt;
}

TEST(AuthorityProperties, LN_18_nobody_ever_grants_to_oneself) {
  int made = 0;
  for (unsigned seed = 0; seed < kWorlds; ++seed) {
    World world(seed);
    for (int step = 0; step < kSteps; ++step) {
      const Mandate actor = world.any();
      const auto before = world.usable_functions(actor.delegate, kOffice);
      Mandate& target = world.any();
      if (auto next = try_change(world, actor, target)) {
        EXPECT_NE(next->delegate, actor.delegate) << seed;
        target = *next;
        ++made;
      }
      const auto proposal = world.some_proposal();
      EXPECT_FALSE(
          check_proposal(world.rules, proposal, actor, scene(world, actor.delegate), world.now).empty());
      EXPECT_EQ(world.usable_functions(actor.delegate, kOffice), before) << seed;
    }
  }
  EXPECT_GT(made, kWorlds / 10);  // the worlds are not all stiff
}

TEST(AuthorityProperties, LN_18_nobody_grants_above_their_own_authority) {
  int granted = 0;
  for (unsigned seed = 0; seed < kWorlds; ++seed) {
    World world(seed);
    for (int step = 0; step < kSteps; ++step) {
      const Mandate actor = world.any();
      const auto own = world.usable_functions(actor.delegate, kOffice);
      Mandate& target = world.any();
      const PersonId person = target.delegate;
      const auto before = world.usable_functions(person, kOffice);
      const auto next = try_change(world, actor, target);
      if (!next) continue;
      target = *next;
      for (const auto& function : world.usable_functions(person, kOffice)) {
        const bool had = std::ranges::find(before, function) != before.end();
        EXPECT_TRUE(had || within({function}, own)) << seed << ' ' << function;
        granted += had ? 0 : 1;
      }
      // Who manages by 管理权限 alone makes nobody else a manager.
      if (next->manages) EXPECT_TRUE(world.rules.role(actor.role)->manages_personnel) << seed;
    }
  }
  EXPECT_GT(granted, 0);
}

TEST(AuthorityProperties, SX_06_there_is_no_authority_after_its_end) {
  for (unsigned seed = 0; seed < kWorlds; ++seed) {
    World world(seed);
    for (const auto& mandate : world.mandates) {
      if (!mandate.ends) continue;
      for (const int days : {1, 2, 400}) {
        const Time later = start_of_day(plus_days(*mandate.ends, days), kZone);
        EXPECT_FALSE(decide(world.rules, {mandate.delegate, kOffice, {}}, {&mandate, 1}, later).allowed)
            << seed;
        EXPECT_FALSE(may_manage_personnel(world.rules, mandate, later)) << seed;
      }
    }
  }
}

TEST(AuthorityProperties, LN_19_LN_20_revocation_is_monotone) {
  for (unsigned seed = 0; seed < kWorlds; ++seed) {
    World world(seed);
    for (int step = 0; step < kSteps; ++step) {
      const auto before = world.everything();
      Mandate& target = world.any();
      const PersonId by{100};
      std::optional<MandateChange> taken;
      const int what = world.pick(5);
      if (what == 0) taken = freeze(target, by, world.now, kZone);
      if (what == 1) taken = withdraw(target, by, true, world.now);
      if (what == 2) taken = release(world.rules, target, target.delegate, world.now);
      if (what == 3) taken = dispute(target, target.delegate, world.now, kZone);
      if (what == 4) taken = refuse(target, target.delegate, world.now, kZone);
      if (!*taken) continue;
      target = **taken;
      EXPECT_FALSE(decide(world.rules, {target.delegate, kOffice, {}}, {&target, 1}, world.now).allowed)
          << seed;
      const auto after = world.everything();
      for (std::size_t person = 0; person < after.size(); ++person)
        EXPECT_TRUE(within(after[person], before[person])) << seed;
    }
  }
}

TEST(AuthorityProperties, NT_03_an_agency_never_exceeds_its_client_nor_its_own) {
  int allowed = 0;
  for (unsigned seed = 0; seed < kWorlds; ++seed) {
    World world(seed);
    for (int person = 1; person <= kPeople; ++person) world.add(kAgency, PersonId{person});
    Engagement engagement{.id = EngagementId{1},
                          .agency = kAgency,
                          .client = kOffice,
                          .agreement = "1",
                          .terms = {world.some_functions(), world.some_end()},
                          .amendment = {},
                          .state = EngagementState::kProposed};
    const Mandate actor = world.any();
    const auto confirmed = confirm(world.rules, engagement, actor, {}, world.now);
    if (confirmed) {
      EXPECT_EQ(actor.principal, kOffice);
      for (const auto& function : confirmed->terms.functions)
        EXPECT_TRUE(world.rules.covers(actor.functions, function)) << seed;
    }
    engagement.state = EngagementState::kInForce;
    for (int person = 1; person <= kPeople; ++person) {
      AgencySlice slice{engagement, world.mandates, world.mandates};
      for (const auto& function : kFunctions) {
        const Question through{PersonId{person}, kOffice, function};
        if (!decide_through(world.rules, through, slice, world.now).allowed) continue;
        ++allowed;
        EXPECT_TRUE(world.rules.covers(engagement.terms.functions, function)) << seed;
        EXPECT_TRUE(
            decide(world.rules, {PersonId{person}, kAgency, function}, world.mandates, world.now).allowed);
        EXPECT_FALSE(
            decide(world.rules, {PersonId{person}, kOffice, function}, world.mandates, world.now).allowed)
            << seed << ": the client's own person";
      }
    }
  }
  EXPECT_GT(allowed, 0);
}

TEST(AuthorityProperties, two_orders_of_independent_changes_agree) {
  int pairs = 0;
  for (unsigned seed = 0; seed < kWorlds; ++seed) {
    World world(seed);
    Mandate actor = world.any();
    actor.state = MandateState::kInForce;
    for (int step = 0; step < kSteps; ++step) {
      const auto a = static_cast<std::size_t>(world.pick(kPeople));
      const auto b = static_cast<std::size_t>(world.pick(kPeople));
      if (a == b) continue;
      // The same two changes of two mandates, in either order: a change looks at its own mandate alone.
      const auto freeze_a = [&](World& w) {
        if (const auto next = freeze(w.mandates[a], PersonId{100}, w.now, kZone)) w.mandates[a] = *next;
      };
      const auto withdraw_b = [&](World& w) {
        if (const auto next = withdraw(w.mandates[b], PersonId{100}, true, w.now)) w.mandates[b] = *next;
      };
      World one = world;
      World other = world;
      freeze_a(one);
      withdraw_b(one);
      withdraw_b(other);
      freeze_a(other);
      EXPECT_EQ(one.everything(), other.everything()) << seed;
      ++pairs;
    }
  }
  EXPECT_GT(pairs, kWorlds);
}

TEST(AuthorityProperties, SX_12_what_a_hand_over_ends_does_not_depend_on_the_order_of_the_rows) {
  for (unsigned seed = 0; seed < kWorlds; ++seed) {
    World world(seed);
    for (int more = 0; more < kPeople; ++more) world.add(kOffice, PersonId{1 + world.pick(kPeople)});
    const auto gone = orphaned(world.rules, world.mandates, PersonId{1}, world.now);
    auto shuffled = world.mandates;
    std::ranges::reverse(shuffled);
    EXPECT_EQ(orphaned(world.rules, shuffled, PersonId{1}, world.now), gone) << seed;
    for (const auto& mandate : world.mandates) {
      if (std::ranges::find(gone, mandate.id) == gone.end()) continue;
      EXPECT_EQ(mandate.origin, MandateOrigin::kEnterprise) << seed;
      EXPECT_TRUE(still_stands(mandate)) << seed;
    }
  }
}

}  // namespace
}  // namespace taxgate
