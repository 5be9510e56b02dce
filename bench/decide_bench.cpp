// Decisions in process: may this agent act for that taxpayer in this function? `decide_bench [SECONDS]`
// prints decisions a CPU-second of one core for an agent with 1, 10, 100, 1,000 and 5,000 mandates, and then
// through an agency. The mandates lie sorted by person and taxpayer, as the index of the store has them.
#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <ctime>
#include <unordered_map>

#include "domain/authority.hpp"

namespace taxgate {
namespace {

constexpr PersonId kAgent{7};
const Time kNow = start_of_day(std::chrono::year{2026} / 11 / 22, Zone{}) + std::chrono::hours{9};

Profile tree() {
  Profile profile;
  for (const std::string root : {"declaration", "payment", "invoice", "inquiry", "personnel"}) {
    profile.functions.push_back({.id = root, .parent = {}});
    for (int leaf = 0; leaf < 6; ++leaf)
      profile.functions.push_back({.id = fmt::format("{}-{}", root, leaf), .parent = root});
  }
  return profile;
}

Mandate mandate(std::int64_t number, TaxpayerId principal) {
  return {.id = MandateId{number},
          .bureau = BureauId{1},
          .principal = principal,
          .delegate = kAgent,
          .role = "tax-handler",
          .functions = {"declaration", "payment", "invoice"},
          .starts = std::chrono::year{2026} / 1 / 1,
          .ends = std::chrono::year{2027} / 12 / 31,
          .state = MandateState::kInForce,
          .version = 1};
}

std::vector<Mandate> mandates(int count) {
  std::vector<Mandate> all;
  for (int i = 1; i <= count; ++i) all.push_back(mandate(i, TaxpayerId{i}));
  return all;
}

using Index = std::unordered_map<TaxpayerId, std::span<const Mandate>>;

Index index_of(const std::vector<Mandate>& all) {
  Index index;
  for (const Mandate& one : all) index[one.principal] = {&one, 1};
  return index;
}

/// How often `decide` ran in a second of this process's CPU time; a wrong answer ends the bench.
template <class Decide>
double rate(double seconds, Decide decide) {
  constexpr int kAtOnce = 1000;
  std::int64_t done = 0;
  const std::clock_t begin = std::clock();
  double took = 0;
  while (took < seconds) {
    for (int i = 0; i < kAtOnce; ++i) {
      if (!decide(done + i)) std::abort();
    }
    done += kAtOnce;
    took = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  }
  return static_cast<double>(done) / took;
}

double own(const Profile& profile, const std::vector<Mandate>& all, double seconds) {
  const auto count = static_cast<std::int64_t>(all.size());
  const Index index = index_of(all);
  Question question{kAgent, {}, "invoice-3"};
  return rate(seconds, [&](std::int64_t turn) {
    question.principal = TaxpayerId{1 + turn * 7919 % count};
    return decide(profile, question, index.at(question.principal), kNow).allowed;
  });
}

double through_agency(const Profile& profile, double seconds) {
  const TaxpayerId agency{1};
  const TaxpayerId client{2};
  const Engagement agreed{.id = EngagementId{1},
                          .bureau = BureauId{1},
                          .agency = agency,
                          .client = client,
                          .agreement = {},
                          .terms = {{"invoice"}, std::nullopt},
                          .amendment = {},
                          .starts = std::chrono::year{2026} / 1 / 1,
                          .state = EngagementState::kInForce};
  const AuthoritySlice slice{.own = {}, .agencies = {{agreed, {mandate(1, agency)}, {}}}};
  const Question question{kAgent, client, "invoice-3"};
  return rate(seconds,
              [&](std::int64_t) { return decide_by_any(profile, question, slice, kNow).decision.allowed; });
}

void run(double seconds) {
  const Profile profile = tree();
  for (const int count : {1, 10, 100, 1000, 5000})
    fmt::print("own {} {:.0f}\n", count, own(profile, mandates(count), seconds));
  fmt::print("agency 1 {:.0f}\n", through_agency(profile, seconds));
}

}  // namespace
}  // namespace taxgate

int main(int count, char** arguments) { taxgate::run(count > 1 ? std::strtod(arguments[1], nullptr) : 1); }
