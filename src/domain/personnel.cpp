#include "domain/personnel.hpp"

#include <algorithm>
#include <set>

#include "domain/decide.hpp"

namespace taxgate {
namespace {

std::optional<Date> days_from_today(std::optional<int> days, Time now, Zone zone) {
  if (!days) return std::nullopt;
  return plus_days(local_date(now, zone), *days);
}

bool stands(const Mandate& mandate, Time now, Zone zone) {
  return still_stands(mandate) && standing(mandate, now, zone) != Standing::kExpired;
}

bool manages_by_role(const Profile& profile, const Mandate& mandate) {
  const Role* role = profile.role(mandate.role);
  return role != nullptr && role->manages_personnel;
}

bool manages(const Profile& profile, const Mandate& mandate) {
  return mandate.manages || manages_by_role(profile, mandate);
}

const PermissionIdentity* find_permission(PermissionId id, const std::vector<PermissionIdentity>& among) {
  const auto found = std::ranges::find(among, id, &PermissionIdentity::id);
  return found == among.end() ? nullptr : &*found;
}

void check_covered(const Profile& profile, const std::vector<std::string>& functions, const Mandate& actor,
                   std::string_view input, std::vector<ProposalFault>& faults) {
  for (const auto& function : functions) {
    if (profile.function(function) == nullptr) {
      faults.push_back({std::string{input}, {"not-a-choice", {}}});
    } else if (!profile.covers(actor.functions, function)) {
      faults.push_back({std::string{input}, {"function-above-own", {{"function", "@function." + function}}}});
    }
  }
}

void check_functions(const Profile& profile, const Role* role, const Proposal& proposal, const Mandate& actor,
                     const std::vector<PermissionIdentity>& permissions, std::vector<ProposalFault>& faults) {
  if (proposal.permission) {
    const PermissionIdentity* permission = find_permission(proposal.permission, permissions);
    if (permission == nullptr) {
      faults.push_back({"permission", {"not-a-choice", {}}});
    } else {
      check_covered(profile, permission->functions, actor, "permission", faults);
    }
    return;
  }
  if (role != nullptr && role->by_identity) {
    const bool none = permissions.empty();
    faults.push_back({"permission", {none ? "permission-make-first" : "permission-none", {}}});
    return;
  }
  if (proposal.functions.empty()) faults.push_back({"functions", {"functions-none", {}}});
  check_covered(profile, proposal.functions, actor, "functions", faults);
}

/// 管理权限 is given where the role allows it, by those who manage by their role.
void check_management(const Profile& profile, const Role* role, const Proposal& proposal,
                      const Mandate& actor, std::vector<ProposalFault>& faults) {
  const bool gives = proposal.manages || (role != nullptr && role->manages_personnel);
  if (gives && !manages_by_role(profile, actor)) faults.push_back({"manages", {"management-above-own", {}}});
  if (proposal.manages && role != nullptr && !role->may_manage)
    faults.push_back({"manages", {"management-not-allowed", {{"role", "@role." + role->id}}}});
}

/// How many different people hold the role, but for `except`.
int holders(const std::vector<Mandate>& all, std::string_view role, PersonId except, Time now, Zone zone) {
  std::set<PersonId> people;
  for (const auto& mandate : all) {
    if (mandate.role == role && mandate.delegate != except && stands(mandate, now, zone))
      people.insert(mandate.delegate);
  }
  return static_cast<int>(people.size());
}

void check_count(const Role& role, const ProposalScene& scene, Time now, Zone zone,
                 std::vector<ProposalFault>& faults) {
  if (!role.most_delegates) return;
  if (holders(scene.all, role.id, scene.delegate, now, zone) < *role.most_delegates) return;
  faults.push_back(
      {"role",
       {"mandate-too-many", {{"role", "@role." + role.id}, {"most", std::to_string(*role.most_delegates)}}}});
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

/// Who manages by 管理权限 alone gives nothing that outlasts it.
void check_own_end(const Profile& profile, const Proposal& proposal, const Mandate& actor,
                   std::vector<ProposalFault>& faults) {
  if (manages_by_role(profile, actor) || !actor.ends) return;
  if (proposal.ends && *proposal.ends <= *actor.ends) return;
  faults.push_back({"ends", {"ends-after-own", {{"date", format_date(*actor.ends)}}}});
}

void check_terms(const Profile& profile, const Proposal& proposal, const Mandate& actor,
                 const ProposalScene& scene, Time now, std::vector<ProposalFault>& faults) {
  const Role* role = profile.role(proposal.role);
  if (role == nullptr || !role->proposable) {
    faults.push_back({"role", {"not-a-choice", {}}});
  } else {
    check_end(*role, proposal, now, profile.zone, faults);
    check_own_end(profile, proposal, actor, faults);
    check_count(*role, scene, now, profile.zone, faults);
  }
  check_functions(profile, role, proposal, actor, scene.permissions, faults);
  check_management(profile, role, proposal, actor, faults);
}

}  // namespace

std::optional<Date> latest_end(const Role& role, Time now, Zone zone) {
  return days_from_today(role.longest_days, now, zone);
}

std::optional<Date> default_end(const Role& role, Time now, Zone zone) {
  return days_from_today(role.validity_days, now, zone);
}

std::vector<ProposalFault> check_proposal(const Profile& profile, const Proposal& proposal,
                                          const Mandate& proposer, const ProposalScene& scene, Time now) {
  std::vector<ProposalFault> faults;
  if (scene.delegate == proposer.delegate) faults.push_back({"person", {"mandate-own-authority", {}}});
  check_terms(profile, proposal, proposer, scene, now, faults);
  const bool twice = std::ranges::any_of(scene.between, [&](const Mandate& mandate) {
    return mandate.role == proposal.role && stands(mandate, now, profile.zone);
  });
  if (twice) faults.push_back({"role", {"mandate-exists", {{"role", "@role." + proposal.role}}}});
  return faults;
}

std::vector<ProposalFault> check_proposal(const Profile& profile, const Proposal& proposal,
                                          const Mandate& proposer, PersonId delegate,
                                          const std::vector<Mandate>& existing, Time now) {
  return check_proposal(profile, proposal, proposer,
                        {.delegate = delegate, .between = existing, .all = {}, .permissions = {}}, now);
}

std::vector<std::string> functions_of(const Proposal& proposal,
                                      const std::vector<PermissionIdentity>& permissions) {
  const PermissionIdentity* permission = find_permission(proposal.permission, permissions);
  return permission == nullptr ? proposal.functions : permission->functions;
}

Mandate propose(const Profile& profile, const Proposal& proposal, const Mandate& proposer, PersonId delegate,
                Time now) {
  const Role* role = profile.role(proposal.role);
  Mandate mandate{.bureau = proposer.bureau,
                  .principal = proposer.principal,
                  .delegate = delegate,
                  .role = proposal.role,
                  .functions = proposal.functions,
                  .permission = proposal.permission,
                  .manages = proposal.manages,
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

std::optional<MandateFault> may_touch(const Profile& profile, const Mandate& actor, const Mandate& target,
                                      Time now) {
  if (actor.principal != target.principal || !may_manage_personnel(profile, actor, now))
    return MandateFault::kNotYours;
  if (actor.delegate == target.delegate) return MandateFault::kOwnAuthority;
  const Role* role = profile.role(target.role);
  if (role == nullptr || !role->proposable) return MandateFault::kFromRegistry;
  if (manages(profile, target) && !manages_by_role(profile, actor)) return MandateFault::kAboveOwn;
  return std::nullopt;
}

std::optional<MandateFault> may_give(const Profile& profile, const Mandate& actor, const Mandate& target,
                                     Time now) {
  if (const auto fault = may_touch(profile, actor, target, now)) return fault;
  const bool covered = std::ranges::all_of(target.functions, [&](const std::string& function) {
    return profile.function(function) == nullptr || profile.covers(actor.functions, function);
  });
  return covered ? std::nullopt : std::optional{MandateFault::kAboveOwn};
}

std::optional<MandateFault> may_tend_password(const Profile& profile, const Mandate& actor,
                                              const Mandate& target, Time now) {
  if (actor.principal != target.principal || !may_manage_personnel(profile, actor, now) ||
      !manages_by_role(profile, actor))
    return MandateFault::kNotYours;
  if (!stands(target, now, profile.zone)) return MandateFault::kOver;
  const bool another = target.delegate != actor.delegate;
  const bool allowed = !another || !manages_by_role(profile, target) || profile.personnel.reset_each_other;
  return allowed ? std::nullopt : std::optional{MandateFault::kOthersPassword};
}

std::vector<ProposalFault> check_change(const Profile& profile, const Proposal& wanted, const Mandate& actor,
                                        const Mandate& target, const ProposalScene& scene, Time now) {
  std::vector<ProposalFault> faults;
  if (!stands(target, now, profile.zone) || target.state == MandateState::kDisputed)
    faults.push_back({"person", {"mandate-not-in-force", {}}});
  check_terms(profile, wanted, actor, scene, now, faults);
  const bool twice = std::ranges::any_of(scene.between, [&](const Mandate& mandate) {
    return mandate.id != target.id && mandate.role == wanted.role && stands(mandate, now, profile.zone);
  });
  if (twice) faults.push_back({"role", {"mandate-exists", {{"role", "@role." + wanted.role}}}});
  return faults;
}

Mandate changed(const Profile& profile, const Proposal& wanted, Mandate target, Time now) {
  const Role* role = profile.role(wanted.role);
  if (target.role != wanted.role && role->confirms && target.state == MandateState::kInForce) {
    target.state = MandateState::kProposed;
    target.decided_at.reset();
  } else if (target.role != wanted.role && !role->confirms && target.state == MandateState::kProposed) {
    target.state = MandateState::kInForce;
    target.decided_at = now;
  }
  target.role = wanted.role;
  target.functions = wanted.functions;
  target.permission = wanted.permission;
  target.manages = wanted.manages;
  target.ends = wanted.ends;
  ++target.version;
  return target;
}

std::vector<MandateId> orphaned(const Profile& profile, const std::vector<Mandate>& all, PersonId leaver,
                                Time now) {
  std::set<MandateId> gone;
  std::vector<PersonId> leavers{leaver};
  const auto still_manages = [&](PersonId person) {
    return std::ranges::any_of(all, [&](const Mandate& mandate) {
      return mandate.delegate == person && !gone.contains(mandate.id) && manages(profile, mandate) &&
             stands(mandate, now, profile.zone);
    });
  };
  while (!leavers.empty()) {
    const PersonId giver = leavers.back();
    leavers.pop_back();
    if (still_manages(giver)) continue;
    for (const auto& mandate : all) {
      const bool given = mandate.origin == MandateOrigin::kEnterprise && mandate.proposed_by == giver;
      if (!given || !still_stands(mandate) || !gone.insert(mandate.id).second) continue;
      if (manages(profile, mandate)) leavers.push_back(mandate.delegate);
    }
  }
  return {gone.begin(), gone.end()};
}

}  // namespace taxgate
