// The log alone says what held when: whatever happens to mandates and engagements, folding the entries up to
// an instant gives what they were at that instant.
#include "domain/replay.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace taxgate {
namespace {

using namespace std::chrono_literals;

constexpr Zone kZone{};
constexpr BureauId kBureau{1};
constexpr PersonId kWorker{1};
constexpr PersonId kBoss{2};
constexpr TaxpayerId kOffice{7};
constexpr TaxpayerId kAgency{8};
const Time kStart = start_of_day(2026y / 1 / 1, kZone) + 9h;

bool same(const Mandate& a, const Mandate& b) {
  return image_of(a) == image_of(b) && a.bureau == b.bureau && a.principal == b.principal &&
         a.delegate == b.delegate;
}

Mandate proposal(MandateId id, PersonId delegate, TaxpayerId principal, Time now) {
  return {.id = id,
          .bureau = kBureau,
          .principal = principal,
          .delegate = delegate,
          .role = "handler",
          .functions = {"filing", "invoices"},
          .starts = local_date(now, kZone),
          .ends = plus_days(local_date(now, kZone), 90),
          .state = MandateState::kProposed,
          .proposed_by = kBoss,
          .proposed_at = now,
          .version = 1};
}

Engagement engagement(EngagementState state) {
  return {.id = EngagementId{3},
          .bureau = kBureau,
          .agency = kAgency,
          .client = kOffice,
          .agreement = {},
          .terms = {{"filing"}, 2026y / 12 / 31},
          .amendment = {},
          .starts = 2026y / 1 / 1,
          .state = state,
          .proposed_by = kBoss,
          .proposed_at = kStart,
          .version = 2};
}

/// A log that grows with every change.
struct Journal {
  std::vector<LogEntry> entries;

  LogEntry& add(std::string kind, Time at, TaxpayerId principal, Args detail) {
    return entries.emplace_back(LogEntry{.seq = static_cast<std::int64_t>(entries.size()) + 1,
                                         .bureau = kBureau,
                                         .at = at,
                                         .kind = std::move(kind),
                                         .principal = principal,
                                         .detail = std::move(detail)});
  }
  void add(const Mandate& mandate, const std::string& what, Time at) {
    add("mandate-" + what, at, mandate.principal, image_of(mandate)).subject = mandate.delegate;
  }
};

/// One change that the rules allow, by chance; the number of the change.
std::optional<Mandate> step(const Mandate& mandate, int what, Time now) {
  const auto value = [](const MandateChange& change) {
    return change ? std::optional{*change} : std::nullopt;
  };
  const Date later = plus_days(local_date(now, kZone), 30);
  switch (what) {
    case 0:
      return value(confirm(mandate, mandate.delegate, now, kZone));
    case 1:
      return value(refuse(mandate, mandate.delegate, now, kZone));
    case 2:
      return value(release(mandate, mandate.delegate, true, now, kZone));
    case 3:
      return value(dispute(mandate, mandate.delegate, now, kZone));
    case 4:
      return value(settle(mandate, now.time_since_epoch().count() % 2 == 0, now));
    case 5:
      return value(freeze(mandate, kBoss, now, kZone));
    case 6:
      return value(thaw(mandate, kBoss, now, kZone));
    case 7:
      return value(withdraw(mandate, kBoss, true, now));
    default:
      return value(renew(mandate, kBoss, later, std::nullopt, now, kZone));
  }
}

TEST(Replay, X_04_at_every_instant_the_fold_gives_what_the_mandates_were) {
  std::mt19937 dice(4);
  const auto pick = [&](int below) { return std::uniform_int_distribution<int>(0, below - 1)(dice); };
  for (int world = 0; world < 50; ++world) {
    Journal journal;
    std::map<MandateId, Mandate> today;
    std::vector<std::pair<Time, std::map<MandateId, Mandate>>> moments;
    Time now = kStart;
    for (int turn = 0; turn < 60; ++turn, now += std::chrono::hours{1 + pick(200)} + Millis{pick(2)}) {
      const MandateId id{1 + pick(8)};
      if (!today.contains(id)) {
        today[id] = proposal(id, PersonId{1 + pick(3)}, pick(2) == 0 ? kOffice : kAgency, now);
        journal.add(today[id], "proposed", now);
      } else if (const auto next = step(today[id], pick(9), now)) {
        today[id] = *next;
        journal.add(*next, "changed", now);
      }
      moments.emplace_back(now, today);
    }
    for (const auto& [at, then] : moments) {
      const auto replayed = replay(journal.entries, at).mandates;
      ASSERT_EQ(replayed.size(), then.size()) << world;
      for (const auto& mandate : replayed) EXPECT_TRUE(same(mandate, then.at(mandate.id))) << world;
    }
  }
}

TEST(Replay, X_04_an_image_keeps_every_member) {
  Mandate mandate = proposal(MandateId{5}, kWorker, kOffice, kStart);
  mandate.permission = PermissionId{9};
  mandate.manages = true;
  mandate.origin = MandateOrigin::kEnterprise;
  mandate.decided_at = kStart + 1ms;
  mandate.version = 12;
  Journal journal;
  journal.add(mandate, "confirmed", kStart);
  const auto back = replay(journal.entries, kStart).mandates.at(0);
  EXPECT_TRUE(same(back, mandate));
  EXPECT_EQ(back.functions, mandate.functions);
  EXPECT_EQ(back.ends, mandate.ends);
  EXPECT_EQ(back.permission, mandate.permission);
  EXPECT_EQ(back.decided_at, mandate.decided_at);
  EXPECT_EQ(back.proposed_at, mandate.proposed_at);
  EXPECT_EQ(back.version, 12);
  EXPECT_TRUE(back.manages);
}

TEST(Replay, X_04_an_entry_of_an_older_version_leaves_its_mandate_unrecorded_until_the_next_image) {
  Journal journal;
  const Mandate mandate = proposal(MandateId{5}, kWorker, kOffice, kStart);
  journal.add("mandate-proposed", kStart, kOffice, {{"mandate", "5"}, {"role", "handler"}}).subject = kWorker;
  const Time later = kStart + 1h;
  journal.add(*confirm(mandate, kWorker, later, kZone), "confirmed", later);
  EXPECT_TRUE(replay(journal.entries, kStart).mandates.empty());
  EXPECT_EQ(replay(journal.entries, kStart).unrecorded, std::vector{MandateId{5}});
  EXPECT_EQ(replay(journal.entries, later).mandates.size(), 1U);
  EXPECT_TRUE(replay(journal.entries, later).unrecorded.empty());
  EXPECT_TRUE(replay(journal.entries, kStart - 1ms).unrecorded.empty());
}

TEST(Replay, NT_03_an_engagement_and_the_mandate_with_the_agency_make_the_slice) {
  Journal journal;
  Mandate staff = proposal(MandateId{5}, kWorker, kAgency, kStart);
  staff.state = MandateState::kInForce;
  journal.add(staff, "confirmed", kStart);
  Engagement agreed = engagement(EngagementState::kInForce);
  agreed.amendment = {{"invoices"}, std::nullopt};
  journal.add("engagement-amended", kStart, kOffice, image_of(agreed));
  journal.add("engagement-ended", kStart + 48h, kOffice, image_of(engagement(EngagementState::kEnded)));
  Profile profile;
  profile.functions = {{.id = "filing", .parent = ""}, {.id = "invoices", .parent = ""}};
  const auto decided = [&](const std::string& function, Time at) {
    const auto slice = slice_of(replay(journal.entries, at), kWorker, kOffice);
    return decide_by_any(profile, {kWorker, kOffice, function}, slice, at).decision;
  };
  EXPECT_TRUE(decided("filing", kStart).allowed);
  EXPECT_EQ(decided("invoices", kStart).because.code, "engagement-function");
  EXPECT_EQ(decided("filing", kStart + 48h).because.code, "engagement-ended");
  EXPECT_EQ(decided("filing", kStart - 1ms).because.code, "association-none");
  EXPECT_EQ(image_of(replay(journal.entries, kStart).engagements.at(0)), image_of(agreed));
}

TEST(Replay, X_04_other_events_change_nothing) {
  Journal journal;
  journal.add("session-opened", kStart, kOffice, {{"mandate", "5"}});
  journal.add("engagement-ended", kStart, kOffice, {{"engagement", "3"}, {"agency", "8"}});
  const auto replayed = replay(journal.entries, kStart);
  EXPECT_TRUE(replayed.mandates.empty());
  EXPECT_TRUE(replayed.unrecorded.empty());
  EXPECT_EQ(replayed.unrecorded_engagements, std::vector{EngagementId{3}});
}

}  // namespace
}  // namespace taxgate
