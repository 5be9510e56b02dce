#include "domain/authority.hpp"

namespace taxgate {

Authority decide_by_any(const Profile& profile, const Question& question, const AuthoritySlice& slice,
                        Time now) {
  Authority own{.decision = decide(profile, question, slice.own, now), .engagement = {}};
  if (own.decision.allowed) return own;
  std::optional<Authority> nearest;
  for (const AgencySlice& agency : slice.agencies) {
    Authority through{.decision = decide_through(profile, question, agency, now),
                      .engagement = agency.engagement.id};
    if (through.decision.allowed) return through;
    if (!nearest && !agency.at_agency.empty()) nearest = std::move(through);
  }
  return slice.own.empty() && nearest ? *std::move(nearest) : own;
}

std::vector<std::string> allowed_functions(const Profile& profile, PersonId person, TaxpayerId principal,
                                           const AuthoritySlice& slice, Time now) {
  std::vector<std::string> allowed;
  for (const Function& function : profile.functions) {
    if (decide_by_any(profile, {person, principal, function.id}, slice, now).decision.allowed)
      allowed.push_back(function.id);
  }
  return allowed;
}

}  // namespace taxgate
