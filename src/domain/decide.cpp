#include "domain/decide.hpp"

#include "domain/identity.hpp"

namespace taxgate {

namespace {

bool between(const Mandate& mandate, const Question& question) {
  return mandate.delegate == question.person && mandate.principal == question.principal;
}

Phrase why_none(const Profile& profile, const Question& question, std::span<const Mandate> slice, Time now) {
  std::vector<Mandate> theirs;
  for (const Mandate& mandate : slice) {
    if (between(mandate, question)) theirs.push_back(mandate);
  }
  return why_none_usable(theirs, now, profile.zone);
}

}  // namespace

Decision decide(const Profile& profile, const Question& question, std::span<const Mandate> slice, Time now) {
  Decision decision;
  const Mandate* granting = nullptr;
  bool acts = false;
  for (const Mandate& mandate : slice) {
    if (!between(mandate, question) || !usable(mandate, now, profile.zone).now) continue;
    acts = true;
    if (!question.function.empty() && !profile.covers(mandate.functions, question.function)) continue;
    decision.mandates_used.push_back(mandate.id);
    granting = &mandate;
  }
  decision.allowed = granting != nullptr;
  if (granting != nullptr)
    decision.because = {"allowed-as", {{"role", "@role." + granting->role}}};
  else if (acts)
    decision.because = {"function-not-granted", {{"function", "@function." + question.function}}};
  else
    decision.because = why_none(profile, question, slice, now);
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
