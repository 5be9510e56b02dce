#include "domain/personnel.hpp"

#include <algorithm>

namespace taxgate {
namespace {

std::optional<Date> days_from_today(std::optional<int> days, Time now, Zone zone) {
  if (!days) return std::nullopt;
  return plus_days(local_date(now, zone), *days);
}

bool stands(const Mandate& mandate, Time now, Zone zone) {
  switch (standing(mandate, now, zone)) {
    case Standing::kPending:
    case Standing::kNotYet:
    case Standing::kInForce:
    case Standing::kFrozen:
      return true;
    case Standing::kExpired:
    case Standing::kRefused:
    case Standing::kWithdrawn:
    case Standing::kReleased:
    case Standing::kEnded:
      return false;
  }
  return false;
}

void check_functions(const Profile& profile, const Proposal& proposal, const Mandate& proposer,
                     std::vector<ProposalFault>& faults) {
  if (proposal.functions.empty()) faults.push_back({"functions", {"functions-none", {}}});
  for (const auto& function : proposal.functions) {
    if (profile.function(function) == nullptr) {
      faults.push_back({"functions", {"not-a-choice", {}}});
    } else if (!profile.covers(proposer.functions, function)) {
      faults.push_back({"functions", {"function-above-own", {{"function", "@function." + function}}}});
    }
  }
}

void check_end(const Role& role, const Proposal& proposal, Time now, Zone zone,
               std::vector<ProposalFault>& faults) {
  if (proposal.ends && *proposal.ends < local_date(now, zone)) {
    faults.push_back({"ends", {"mandate-ends-too-early", {}}});
  }
  const auto latest = latest_end(role, now, zone);
  if (latest && (!proposal.ends || *proposal.ends > *latest)) {
    faults.push_back({"ends", {"mandate-ends-too-late", {{"date", format_date(*latest)}}}});
  }
}

}  // namespace

std::optional<Date> latest_end(const Role& role, Time now, Zone zone) {
  return days_from_today(role.longest_days, now, zone);
}

std::optional<Date> default_end(const Role& role, Time now, Zone zone) {
  return days_from_today(role.validity_days, now, zone);
}

std::vector<ProposalFault> check_proposal(const Profile& profile, const Proposal& proposal,
                                          const Mandate& proposer, PersonId delegate,
                                          const std::vector<Mandate>& existing, Time now) {
  std::vector<ProposalFault> faults;
  if (delegate == proposer.delegate) faults.push_back({"person", {"mandate-own-authority", {}}});
  const Role* role = profile.role(proposal.role);
  if (role == nullptr || !role->proposable) {
    faults.push_back({"role", {"not-a-choice", {}}});
  } else {
    check_end(*role, proposal, now, profile.zone, faults);
  }
  check_functions(profile, proposal, proposer, faults);
  const bool twice = std::ranges::any_of(existing, [&](const Mandate& mandate) {
    return mandate.role == proposal.role && stands(mandate, now, profile.zone);
  });
  if (twice) faults.push_back({"role", {"mandate-exists", {{"role", "@role." + proposal.role}}}});
  return faults;
}

Mandate propose(const Profile& profile, const Proposal& proposal, const Mandate& proposer, PersonId delegate,
                Time now) {
  const Role* role = profile.role(proposal.role);
  Mandate mandate{.bureau = proposer.bureau,
                  .principal = proposer.principal,
                  .delegate = delegate,
                  .role = proposal.role,
                  .functions = proposal.functions,
                  .starts = local_date(now, profile.zone),
                  .ends = proposal.ends,
                  .state = role->confirms ? MandateState::kProposed : MandateState::kInForce,
                  .origin = MandateOrigin::kEnterprise,
                  .proposed_by = proposer.delegate,
                  .proposed_at = now};
  if (!role->confirms) mandate.decided_at = now;
  mandate.version = 1;
  return mandate;
}

}  // namespace taxgate
