#pragma once
// May this person act for this principal by whatever way there is: as one of its own, or as the person of an
// agency that serves it?
#include "domain/engagement.hpp"

namespace taxgate {

/// All that may let the person act for the principal.
struct AuthoritySlice {
  std::vector<Mandate> own;           // between the two
  std::vector<AgencySlice> agencies;  // one an engagement of the principal, in the order of their ids
};

struct Authority {
  Decision decision;
  EngagementId engagement;  // what allows or forbids it; none: the person's own mandates
};

/// Their own mandates first, then each agency; the first that allows it is the answer. Where none does, the
/// reason is that of the way on which the person stands at all.
Authority decide_by_any(const Profile& profile, const Question& question, const AuthoritySlice& slice,
                        Time now);

/// The nodes of the profile's tree that the person may use, in its order.
std::vector<std::string> allowed_functions(const Profile& profile, PersonId person, TaxpayerId principal,
                                           const AuthoritySlice& slice, Time now);

}  // namespace taxgate
