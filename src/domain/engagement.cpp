#include "domain/engagement.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "domain/identity.hpp"
#include "domain/words.hpp"

namespace taxgate {
namespace {

constexpr std::array<Word<EngagementState>, 5> kStates{{{EngagementState::kProposed, "proposed"},
                                                        {EngagementState::kInForce, "in-force"},
                                                        {EngagementState::kRefused, "refused"},
                                                        {EngagementState::kWithdrawn, "withdrawn"},
                                                        {EngagementState::kEnded, "ended"}}};
constexpr std::array<Word<EngagementStanding>, 7> kStandings{{{EngagementStanding::kPending, "pending"},
                                                              {EngagementStanding::kInForce, "in-force"},
                                                              {EngagementStanding::kAmended, "amended"},
                                                              {EngagementStanding::kExpired, "expired"},
                                                              {EngagementStanding::kRefused, "refused"},
                                                              {EngagementStanding::kWithdrawn, "withdrawn"},
                                                              {EngagementStanding::kEnded, "ended"}}};
constexpr std::array<Word<EngagementFault>, 6> kFaults{
    {{EngagementFault::kNotPending, "engagement-not-pending"},
     {EngagementFault::kNotInForce, "engagement-not-in-force"},
     {EngagementFault::kOver, "engagement-over"},
     {EngagementFault::kNotYours, "engagement-not-yours"},
     {EngagementFault::kAboveOwn, "engagement-above-own"},
     {EngagementFault::kOwnPeople, "engagement-own-people"}}};

Engagement decided(Engagement engagement, EngagementState state, PersonId by, Time now) {
  engagement.state = state;
  engagement.amendment.reset();
  engagement.decided_by = by;
  engagement.decided_at = now;
  ++engagement.version;
  return engagement;
}

bool over(EngagementState state) {
  return state != EngagementState::kProposed && state != EngagementState::kInForce;
}

/// Whether the client is asked something.
bool waits(const Engagement& engagement) {
  return engagement.state == EngagementState::kProposed ||
         (engagement.state == EngagementState::kInForce && engagement.amendment);
}

bool any_covered(const Profile& profile, const std::vector<std::string>& roots,
                 const std::vector<std::string>& functions) {
  return std::ranges::any_of(functions,
                             [&](const std::string& function) { return profile.covers(roots, function); });
}

/// 「For the same business」: who manages the client is of every business; others where functions meet.
bool conflicts(const Profile& profile, const Mandate& own, const Engagement& engagement, Time now) {
  const Standing worth = standing(own, now, profile.zone);
  if (worth != Standing::kInForce && worth != Standing::kNotYet && worth != Standing::kFrozen) return false;
  const Role* role = profile.role(own.role);
  if (own.manages || (role != nullptr && role->manages_personnel)) return true;
  return any_covered(profile, own.functions, engagement.terms.functions) ||
         any_covered(profile, engagement.terms.functions, own.functions);
}

Decision refused(Phrase because) {
  return {.allowed = false, .because = std::move(because), .mandates_used = {}};
}

}  // namespace

std::string_view to_string(EngagementState state) { return word_of(kStates, state); }
std::optional<EngagementState> engagement_state(std::string_view word) { return meaning_of(kStates, word); }
std::string_view to_string(EngagementStanding standing) { return word_of(kStandings, standing); }
std::string_view to_string(EngagementFault fault) { return word_of(kFaults, fault); }

EngagementStanding standing(const Engagement& engagement, Time now, Zone zone) {
  switch (engagement.state) {
    case EngagementState::kRefused:
      return EngagementStanding::kRefused;
    case EngagementState::kWithdrawn:
      return EngagementStanding::kWithdrawn;
    case EngagementState::kEnded:
      return EngagementStanding::kEnded;
    case EngagementState::kProposed:
    case EngagementState::kInForce:
      break;
  }
  const auto& ends = engagement.terms.ends;
  if (ends && local_date(now, zone) > *ends) return EngagementStanding::kExpired;
  if (engagement.state == EngagementState::kProposed) return EngagementStanding::kPending;
  return engagement.amendment ? EngagementStanding::kAmended : EngagementStanding::kInForce;
}

Usable usable(const Engagement& engagement, Time now, Zone zone) {
  const auto worth = standing(engagement, now, zone);
  if (worth == EngagementStanding::kInForce || worth == EngagementStanding::kAmended)
    return {.now = true, .why = {}};
  Args args;
  if (worth == EngagementStanding::kExpired) args.emplace("date", format_date(*engagement.terms.ends));
  return {.now = false, .why = {"engagement-" + std::string{to_string(worth)}, std::move(args)}};
}

std::vector<ProposalFault> check_amendment(const Profile& profile, const EngagementTerms& terms,
                                           const Mandate& proposer, Time now) {
  std::vector<ProposalFault> faults;
  if (terms.functions.empty()) faults.push_back({"functions", {"functions-none", {}}});
  for (const auto& function : terms.functions) {
    if (profile.function(function) == nullptr) {
      faults.push_back({"functions", {"not-a-choice", {}}});
    } else if (!profile.covers(proposer.functions, function)) {
      faults.push_back({"functions", {"function-above-own", {{"function", "@function." + function}}}});
    }
  }
  if (terms.ends && *terms.ends < local_date(now, profile.zone))
    faults.push_back({"ends", {"mandate-ends-too-early", {}}});
  return faults;
}

std::vector<ProposalFault> check_engagement(const Profile& profile, const EngagementForm& form,
                                            const Mandate& proposer, TaxpayerId client,
                                            const std::vector<Engagement>& existing, Time now) {
  auto faults = check_amendment(profile, form.terms, proposer, now);
  if (trim(form.agreement).empty()) faults.push_back({"agreement", {"agreement-none", {}}});
  if (count_code_points(form.agreement) > kLongestAgreement)
    faults.push_back({"agreement", {"too-long", {{"most", std::to_string(kLongestAgreement)}}}});
  if (client == proposer.principal) faults.push_back({"client", {"engagement-with-oneself", {}}});
  const bool twice = std::ranges::any_of(existing, [&](const Engagement& other) {
    return !over(other.state) && standing(other, now, profile.zone) != EngagementStanding::kExpired;
  });
  if (twice) faults.push_back({"client", {"engagement-exists", {}}});
  return faults;
}

EngagementChange amend(Engagement engagement, const EngagementTerms& terms, const Mandate& actor, Time now,
                       Zone zone) {
  if (actor.principal != engagement.agency) return std::unexpected(EngagementFault::kNotYours);
  if (!usable(engagement, now, zone).now) return std::unexpected(EngagementFault::kNotInForce);
  engagement.amendment = terms;
  ++engagement.version;
  return engagement;
}

EngagementChange withdraw(Engagement engagement, const Mandate& actor, Time now) {
  if (actor.principal != engagement.agency) return std::unexpected(EngagementFault::kNotYours);
  if (!waits(engagement)) return std::unexpected(EngagementFault::kNotPending);
  if (engagement.amendment) {  // what was agreed before stays
    engagement.amendment.reset();
    ++engagement.version;
    return engagement;
  }
  return decided(std::move(engagement), EngagementState::kWithdrawn, actor.delegate, now);
}

EngagementChange confirm(const Profile& profile, Engagement engagement, const Mandate& actor,
                         const std::vector<PersonId>& agency_people, Time now) {
  if (actor.principal != engagement.client) return std::unexpected(EngagementFault::kNotYours);
  if (!waits(engagement)) return std::unexpected(EngagementFault::kNotPending);
  if (std::ranges::find(agency_people, actor.delegate) != agency_people.end())
    return std::unexpected(EngagementFault::kOwnPeople);
  const EngagementTerms terms = engagement.amendment.value_or(engagement.terms);
  if (terms.ends && local_date(now, profile.zone) > *terms.ends)
    return std::unexpected(EngagementFault::kOver);
  const bool covered = std::ranges::all_of(terms.functions, [&](const std::string& function) {
    return profile.covers(actor.functions, function);
  });
  if (!covered) return std::unexpected(EngagementFault::kAboveOwn);
  engagement.terms = terms;
  return decided(std::move(engagement), EngagementState::kInForce, actor.delegate, now);
}

EngagementChange refuse(Engagement engagement, const Mandate& actor, Time now, Zone zone) {
  if (actor.principal != engagement.client) return std::unexpected(EngagementFault::kNotYours);
  if (!waits(engagement)) return std::unexpected(EngagementFault::kNotPending);
  if (engagement.amendment) {
    if (standing(engagement, now, zone) == EngagementStanding::kExpired)
      return std::unexpected(EngagementFault::kOver);
    engagement.amendment.reset();
    ++engagement.version;
    return engagement;
  }
  return decided(std::move(engagement), EngagementState::kRefused, actor.delegate, now);
}

EngagementChange end(Engagement engagement, const Mandate& actor, Time now) {
  if (actor.principal != engagement.client && actor.principal != engagement.agency)
    return std::unexpected(EngagementFault::kNotYours);
  if (over(engagement.state)) return std::unexpected(EngagementFault::kOver);
  if (engagement.state != EngagementState::kInForce) return std::unexpected(EngagementFault::kNotInForce);
  return decided(std::move(engagement), EngagementState::kEnded, actor.delegate, now);
}

Decision decide_through(const Profile& profile, const Question& question, const AgencySlice& slice,
                        Time now) {
  const Engagement& engagement = slice.engagement;
  if (engagement.client != question.principal) return refused({"engagement-none", {}});
  if (const auto use = usable(engagement, now, profile.zone); !use.now) return refused(use.why);
  const Question at_agency{question.person, engagement.agency, question.function};
  Decision decision = decide(profile, at_agency, slice.at_agency, now);
  if (!decision.allowed) return decision;
  for (const auto& own : slice.at_client) {
    const bool theirs = own.delegate == question.person && own.principal == engagement.client;
    if (theirs && conflicts(profile, own, engagement, now))
      return refused({"engagement-own-person", {{"role", "@role." + own.role}}});
  }
  if (!question.function.empty() && !profile.covers(engagement.terms.functions, question.function))
    return refused({"engagement-function", {{"function", "@function." + question.function}}});
  return decision;
}

std::vector<std::string> common_functions(const Profile& profile, const std::vector<std::string>& a,
                                          const std::vector<std::string>& b) {
  std::vector<std::string> common;
  const auto add = [&](const std::vector<std::string>& from, const std::vector<std::string>& within) {
    for (const auto& function : from) {
      if (profile.covers(within, function) && std::ranges::find(common, function) == common.end())
        common.push_back(function);
    }
  };
  add(a, b);
  add(b, a);
  return common;
}

}  // namespace taxgate
