// Every way to act for somebody at once, over the people and enterprises of the authority cases.
#include <gtest/gtest.h>

#include <algorithm>

#include "domain/authority.hpp"
#include "unit/domain/authority_world.hpp"

namespace taxgate::authority {
namespace {

constexpr Zone kZone{};

std::vector<Mandate> between(const World& world, PersonId person, TaxpayerId principal) {
  std::vector<Mandate> found;
  std::ranges::copy_if(world.mandates, std::back_inserter(found), [&](const Mandate& mandate) {
    return mandate.delegate == person && mandate.principal == principal;
  });
  return found;
}

AuthoritySlice slice_of(const World& world, PersonId person, TaxpayerId principal) {
  AuthoritySlice slice{.own = between(world, person, principal), .agencies = {}};
  for (const auto& [name, engagement] : world.engagements) {
    if (engagement.client == principal)
      slice.agencies.push_back({engagement, between(world, person, engagement.agency), slice.own});
  }
  return slice;
}

/// Calls `visit` with every question that the world's people, enterprises and functions make.
template <class Visit>
void each_question(const World& world, Visit visit) {
  for (const auto& [who, person] : world.people) {
    for (const auto& [whom, principal] : world.taxpayers) {
      const auto slice = slice_of(world, person, principal);
      visit(Question{person, principal, {}}, slice, who + " " + whom);
      for (const auto& function : world.profile.functions)
        visit(Question{person, principal, function.id}, slice, who + " " + whom + " " + function.id);
    }
  }
}

TEST(DecideByAny, NT_03_it_is_allowed_exactly_where_one_of_the_ways_allows_it) {
  int allowed = 0;
  for (const auto& file : case_files()) {
    const World world = read_cases(file).world;
    for (const auto date : {std::chrono::year{2026} / 11 / 22, std::chrono::year{2027} / 7 / 1}) {
      const Time now = start_of_day(date, kZone) + std::chrono::hours{9};
      each_question(world, [&](const Question& question, const AuthoritySlice& slice,
                               const std::string& who) {
        const auto own = decide(world.profile, question, slice.own, now);
        const bool any = own.allowed || std::ranges::any_of(slice.agencies, [&](const AgencySlice& agency) {
                           return decide_through(world.profile, question, agency, now).allowed;
                         });
        const auto answer = decide_by_any(world.profile, question, slice, now);
        EXPECT_EQ(answer.decision.allowed, any) << file << ' ' << who;
        EXPECT_EQ(answer.decision.mandates_used.empty(), !any) << who;
        EXPECT_EQ(any && !answer.engagement, own.allowed) << who;
        EXPECT_FALSE(answer.decision.because.code.empty()) << who;
        allowed += any ? 1 : 0;
      });
    }
  }
  EXPECT_GT(allowed, 100);
}

TEST(DecideByAny, NT_03_the_reason_is_of_the_way_on_which_the_person_stands) {
  for (const auto& file : case_files()) {
    if (file.filename() != "agencies.toml") continue;
    const World world = read_cases(file).world;
    const Time now = start_of_day(std::chrono::year{2026} / 11 / 22, kZone) + std::chrono::hours{9};
    const auto why = [&](const char* who, const char* whom) {
      const PersonId person = world.people.at(who);
      const TaxpayerId principal = world.taxpayers.at(whom);
      const Question question{person, principal, "vat"};
      return decide_by_any(world.profile, question, slice_of(world, person, principal), now)
          .decision.because.code;
    };
    EXPECT_EQ(why("stranger", "client"), "association-none");
    EXPECT_EQ(why("stranger", "waiting"), "association-none");  // and not that somebody's agreement waits
    EXPECT_EQ(why("staff", "waiting"), "engagement-pending");
    EXPECT_EQ(why("out", "client"), "association-frozen");
    EXPECT_EQ(why("pending-kin", "client"), "allowed-as");
  }
}

TEST(DecideByAny, NT_03_allowed_functions_are_those_that_are_allowed) {
  for (const auto& file : case_files()) {
    const World world = read_cases(file).world;
    const Time now = start_of_day(std::chrono::year{2026} / 11 / 22, kZone) + std::chrono::hours{9};
    each_question(world, [&](const Question& question, const AuthoritySlice& slice, const std::string& who) {
      if (question.function.empty()) return;
      const auto all = allowed_functions(world.profile, question.person, question.principal, slice, now);
      const bool listed = std::ranges::find(all, question.function) != all.end();
      EXPECT_EQ(listed, decide_by_any(world.profile, question, slice, now).decision.allowed) << who;
    });
  }
}

}  // namespace
}  // namespace taxgate::authority
