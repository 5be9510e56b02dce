// What one table of the profile promises, a way must keep.
#include <algorithm>

#include "profile/load/sections.hpp"

namespace taxgate::load {
namespace {

bool some_way_asks(const Profile& profile, AskKind kind) {
  return std::ranges::any_of(profile.ways, [&](const Way& way) { return asks_for(way, kind); });
}

bool confirms(const Profile& profile) {
  return std::ranges::find(profile.ways, FlowKind::kConfirm, &Way::kind) != profile.ways.end();
}

}  // namespace

void check_promises(Section& root, const Profile& profile) {
  const PersonnelRules& people = profile.personnel;
  const bool invites = people.first_password == FirstPassword::kInvitation;
  if (invites != some_way_asks(profile, AskKind::kInvitation))
    root.fault("personnel", "no-way",
               "first_password is `invitation` where a way asks for one, and only there");
  const bool personal = some_way_asks(profile, AskKind::kPersonalPassword);
  if (!personal && (!people.reset_password.empty() || people.first_password == FirstPassword::kGiven))
    root.fault("personnel", "no-way", "no way asks for the personal password that managers give or reset");
  const SocialInsuranceRules& insurance = profile.social_insurance;
  if ((insurance.client_password || !insurance.card_initial_password.empty()) && !confirms(profile))
    root.fault("social_insurance", "no-way", "what it shows needs a way of the kind `confirm`");
}

}  // namespace taxgate::load
