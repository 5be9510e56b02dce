#pragma once
// What an enterprise's managers may do with its people (SX-05, LN-14 to LN-20, WH-09): pure rules, for a
// proposal before it becomes a mandate and for every later change of one.
#include "domain/mandate.hpp"
#include "domain/permission.hpp"
#include "domain/profile.hpp"
#include "domain/records.hpp"

namespace taxgate {

/// What a manager gives: to somebody new, or as a change of what somebody has.
struct Proposal {
  std::string role;
  std::vector<std::string> functions;  // not looked at where `permission` says them
  std::optional<Date> ends;            // none = long-term
  PermissionId permission;             // none: the functions one by one
  bool manages = false;
};

struct ProposalFault {
  std::string input;  // "role", "functions", "ends", "person", "permission", "manages"
  Phrase phrase;
  bool operator==(const ProposalFault&) const = default;
};

/// The last day that a mandate of the role may have when it is given today; none = no limit.
std::optional<Date> latest_end(const Role& role, Time now, Zone zone);
/// The last day that the role has by default; none = long-term (SX-12).
std::optional<Date> default_end(const Role& role, Time now, Zone zone);

/// What stands around a proposal.
struct ProposalScene {
  PersonId delegate;
  std::vector<Mandate> between;                 // what the person has with the same principal
  std::vector<Mandate> all;                     // everybody's with the principal, for the count of a role
  std::vector<PermissionIdentity> permissions;  // the principal's
};

/// Every rule that the proposal breaks. `proposer` is the mandate in whose name it is made.
std::vector<ProposalFault> check_proposal(const Profile& profile, const Proposal& proposal,
                                          const Mandate& proposer, const ProposalScene& scene, Time now);
/// The same without permission identities and without a count.
std::vector<ProposalFault> check_proposal(const Profile& profile, const Proposal& proposal,
                                          const Mandate& proposer, PersonId delegate,
                                          const std::vector<Mandate>& existing, Time now);

/// The functions that it gives: its permission identity's, or its own.
std::vector<std::string> functions_of(const Proposal& proposal,
                                      const std::vector<PermissionIdentity>& permissions);

/// The mandate that a proposal without faults becomes: waiting for the person, or in force where the role
/// needs no confirmation. Its functions are the proposal's.
Mandate propose(const Profile& profile, const Proposal& proposal, const Mandate& proposer, PersonId delegate,
                Time now);

/// Why `actor` may not touch `target` at all: another enterprise's, one's own, the registry's, or that of
/// somebody who manages while the actor's management was only lent (管理权限).
std::optional<MandateFault> may_touch(const Profile& profile, const Mandate& actor, const Mandate& target,
                                      Time now);
/// The same for what gives authority (renewing, thawing): nothing above the actor's own.
std::optional<MandateFault> may_give(const Profile& profile, const Mandate& actor, const Mandate& target,
                                     Time now);

/// Why `actor` may not reset or bind the personal password of `target`'s person (LN-21, LN-22): for who
/// manages by their role. They do it for handlers and for themselves; for each other where the bureau says
/// so.
std::optional<MandateFault> may_tend_password(const Profile& profile, const Mandate& actor,
                                              const Mandate& target, Time now);

/// Every rule that a change of `target` into `wanted` breaks (LN-18). Ask `may_touch` first. `scene.between`
/// holds the target, too.
std::vector<ProposalFault> check_change(const Profile& profile, const Proposal& wanted, const Mandate& actor,
                                        const Mandate& target, const ProposalScene& scene, Time now);
/// The changed mandate: at once, but for a role that its person must confirm: then it waits for them.
Mandate changed(const Profile& profile, const Proposal& wanted, Mandate target, Time now);

/// What ends because `leaver` does not manage `all`'s principal any more: what they gave, what those gave in
/// turn, and so on; not what somebody gave who still manages.
std::vector<MandateId> orphaned(const Profile& profile, const std::vector<Mandate>& all, PersonId leaver,
                                Time now);

}  // namespace taxgate
