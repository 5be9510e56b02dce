#pragma once
// May this person act for this principal, now, in this function? The only place where the question is
// answered.
#include <span>

#include "domain/mandate.hpp"
#include "domain/profile.hpp"

namespace taxgate {

struct Question {
  PersonId person;
  TaxpayerId principal;
  std::string function;  // a node of the function tree; empty: act for it at all
};

struct Decision {
  bool allowed = false;
  Phrase because;                        // what allows it, or what is missing and what to do
  std::vector<MandateId> mandates_used;  // those that allow it
};

/// `slice`: the mandates between the two. Nothing outside it is looked at, and nothing of it is copied: the
/// answer costs what the few mandates between the two cost, however many each of them has.
Decision decide(const Profile& profile, const Question& question, std::span<const Mandate> slice, Time now);

/// Whether a mandate in force lets its delegate propose, renew and withdraw people (人员权限管理).
bool may_manage_personnel(const Profile& profile, const Mandate& mandate, Time now);

/// Whether the mandate comes with the registration alone, so that neither side ends it here (SX-12).
bool comes_with_registration(const Profile& profile, const Mandate& mandate);

/// 解除绑定 by the rules of the mandate's role in this bureau (mandate.hpp).
MandateChange release(const Profile& profile, Mandate mandate, PersonId by, Time now);

}  // namespace taxgate
