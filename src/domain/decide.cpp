#include "domain/decide.hpp"

#include "domain/identity.hpp"

namespace taxgate {

Decision decide(const Profile& profile, const Question& question, const std::vector<Mandate>& slice,
                Time now) {
  std::vector<Mandate> theirs;
  for (const auto& mandate : slice) {
    if (mandate.delegate == question.person && mandate.principal == question.principal)
      theirs.push_back(mandate);
  }
  const auto usable = usable_mandates(theirs, now, profile.zone);
  if (usable.empty())
    return {.allowed = false, .because = why_none_usable(theirs, now, profile.zone), .mandates_used = {}};
  Decision decision;
  for (const Mandate* mandate : usable) {
    if (!question.function.empty() && !profile.covers(mandate->functions, question.function)) continue;
    decision.mandates_used.push_back(mandate->id);
    decision.because = {"allowed-as", {{"role", "@role." + mandate->role}}};
  }
  decision.allowed = !decision.mandates_used.empty();
  if (!decision.allowed)
    decision.because = {"function-not-granted", {{"function", "@function." + question.function}}};
  return decision;
}

bool may_manage_personnel(const Profile& profile, const Mandate& mandate, Time now) {
  const Role* role = profile.role(mandate.role);
  return role != nullptr && (role->manages_personnel || mandate.manages) &&
         usable(mandate, now, profile.zone).now;
}

bool comes_with_registration(const Profile& profile, const Mandate& mandate) {
  const Role* role = profile.role(mandate.role);
  return role != nullptr && !role->proposable;
}

MandateChange release(const Profile& profile, Mandate mandate, PersonId by, Time now) {
  const bool proposable = !comes_with_registration(profile, mandate);
  return release(std::move(mandate), by, proposable, now, profile.zone);
}

}  // namespace taxgate
