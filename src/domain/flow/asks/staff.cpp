// The people who may act for a taxpayer whose own password was right: chosen from the list (LN-03), or named
// by role and mobile number on the page of the quick sign-in (LN-10).
#include <algorithm>

#include "domain/decide.hpp"
#include "domain/flow/asks/asks.hpp"
#include "domain/identity.hpp"
#include "domain/phone.hpp"

namespace taxgate::asks {
namespace {

constexpr auto kPerson = "person";
constexpr auto kSync = "sync_staff";
constexpr auto kRole = "role";
constexpr auto kPhoneInput = "phone";

bool collected(const Profile& profile, const StaffMember& member) {
  return member.person.level >= profile.personnel.collected_level;
}

/// Whether the member is on the page: added by the enterprise, or taken over from the registry, which takes
/// whose real-name data were collected (LN-03, LN-04).
bool listed(const Scene& scene, const StaffMember& member) {
  if (!scene.way.synced || member.mandate.origin == MandateOrigin::kEnterprise) return true;
  const auto& at = scene.facts.staff_synced;
  const bool taken = scene.flow.known.synced || (at && member.mandate.proposed_at <= *at);
  return taken && collected(scene.profile, member);
}

/// A handler first needs what the enterprise itself gives: a permission identity where the role works by one
/// (LN-11).
bool granted(const Profile& profile, const Mandate& mandate) {
  const Role* role = profile.role(mandate.role);
  if (role != nullptr && role->manages_personnel) return true;
  if (role != nullptr && role->by_identity) return static_cast<bool>(mandate.permission);
  return mandate.origin == MandateOrigin::kEnterprise;
}

void take(const Move& move, const StaffMember& member) {
  Known& known = move.known();
  known.person = member.person.id;
  known.mandate = member.mandate.id;
  if (!member.has_password) known.marks.insert(Mark::kNoPersonalPassword);
}

class ChoosePerson final : public Ask {
 public:
  const AskTraits& traits() const override {
    static const AskTraits kTraits{.proves = {},
                                   .requires_known = {Knows::kProvedTaxpayer},
                                   .makes_known = {Knows::kProvedPerson, Knows::kIdentity},
                                   .may_mark = {Mark::kNoPersonalPassword}};
    return kTraits;
  }

  void show(const Scene& scene, std::vector<InputSpec>& inputs) const override {
    InputSpec spec{.name = kPerson, .type = "choice", .label = {"input.person", {}}};
    for (const auto& member : scene.facts.staff) {
      if (listed(scene, member)) spec.choices.push_back(choice_of(scene, member));
    }
    if (spec.choices.empty()) spec.hint = {"input.person.none", {}};
    if (scene.way.synced) spec.request = CodeRequest{kSync, scene.facts.now, {}};
    inputs.push_back(std::move(spec));
  }

  void examine(const Profile& /*profile*/, const Flow& /*flow*/, const Input& input, Time /*now*/,
               std::vector<FieldFault>& faults, Needs& /*needs*/) const override {
    if (!input.ticked(kSync)) missing(input, kPerson, faults);
  }

  bool request(const Move& move) const override {
    if (!move.way.synced || !move.input.ticked(kSync)) return false;
    move.known().synced = true;
    move.effect(SyncStaff{*move.known().taxpayer});
    move.record("staff-synced");
    auto& notices = move.flow().notices;
    notices.push_back({Level::kSuccess, {"staff-synced", {}}});
    const auto left_out = [&](const StaffMember& member) { return !collected(move.profile, member); };
    if (std::ranges::any_of(move.facts.staff, left_out) || move.facts.staff.empty())
      notices.push_back({Level::kWarning, {"staff-mismatch", {}}});
    return true;
  }

  void check(const Move& move) const override {
    const Scene scene{move.profile, move.way, move.flow(), move.facts};
    for (const auto& member : move.facts.staff) {
      if (std::to_string(member.mandate.id.value) != move.input.text(kPerson) || !listed(scene, member))
        continue;
      if (const auto why = why_not(move, member)) {
        move.outcome.faults.push_back({kPerson, *why});
      } else {
        take(move, member);
      }
      return;
    }
    move.fault(kPerson, "not-a-choice");
  }

 private:
  static std::optional<Phrase> why_not(const Move& move, const StaffMember& member) {
    const Usable use = usable(member.mandate, move.facts.now, move.profile.zone);
    const bool frozen = standing(member.mandate, move.facts.now, move.profile.zone) == Standing::kFrozen;
    if (frozen) return Phrase{"person-frozen", {}};
    if (!use.now) return use.why;
    const auto& first = move.way.first_roles;
    const bool may_be_first = first.empty() || std::ranges::find(first, member.mandate.role) != first.end();
    if (!move.facts.activated && !may_be_first) return Phrase{"first-sign-in-by-managers", {}};
    return std::nullopt;
  }

  /// Who is frozen can be chosen, and is told so (LN-20).
  static Choice choice_of(const Scene& scene, const StaffMember& member) {
    const Usable use = usable(member.mandate, scene.facts.now, scene.profile.zone);
    const bool frozen = standing(member.mandate, scene.facts.now, scene.profile.zone) == Standing::kFrozen;
    return {std::to_string(member.mandate.id.value),
            literal(member.person.name),
            {"role." + member.mandate.role, {}},
            !use.now && !frozen,
            use.why};
  }
};

class PersonByPhone final : public Ask {
 public:
  const AskTraits& traits() const override {
    static const AskTraits kTraits{
        .proves = {},
        .requires_known = {Knows::kProvedTaxpayer},
        .makes_known = {Knows::kProvedPerson, Knows::kIdentity, Knows::kTypedPhone},
        .may_mark = {Mark::kNoPersonalPassword}};
    return kTraits;
  }

  void show(const Scene& scene, std::vector<InputSpec>& inputs) const override {
    InputSpec spec{.name = kRole, .type = "choice", .label = {"input.role", {}}};
    for (const auto& role : scene.profile.roles) {
      if (role.id != scene.way.unit_role)
        spec.choices.push_back({role.id, {"role." + role.id, {}}, {}, false, {}});
    }
    inputs.push_back(std::move(spec));
    inputs.push_back(text_input("phone", "tel"));
    inputs.back().inputmode = "tel";
  }

  void examine(const Profile& profile, const Flow& /*flow*/, const Input& input, Time /*now*/,
               std::vector<FieldFault>& faults, Needs& needs) const override {
    if (!missing(input, kRole, faults) && profile.role(input.text(kRole)) == nullptr)
      faults.push_back({kRole, {"not-a-choice", {}}});
    if (missing(input, kPhoneInput, faults)) return;
    if (const auto phone = parse_phone(input.text(kPhoneInput))) {
      needs.phone = phone->number;
    } else {
      faults.push_back({kPhoneInput, {std::string{to_string(phone.error())}, {}}});
    }
  }

  void check(const Move& move) const override {
    if (move.way.after_first && !move.facts.activated)
      return move.fault("taxpayer", "ordinary-sign-in-first");
    const std::string phone = parse_phone(move.input.text(kPhoneInput))->number;
    const auto fits = [&](const StaffMember& member) {
      return member.mandate.role == move.input.text(kRole) && member.person.phone == phone;
    };
    const auto found = std::ranges::find_if(move.facts.staff, fits);
    if (found == move.facts.staff.end()) return move.fault(kPhoneInput, "phone-not-of-identity");
    if (const auto use = usable(found->mandate, move.facts.now, move.profile.zone); !use.now) {
      move.outcome.faults.push_back({kRole, use.why});
      return;
    }
    if (move.way.after_first && !granted(move.profile, found->mandate))
      return move.fault(kRole, "handler-not-added");
    take(move, *found);
    move.known().phone = phone;
  }
};

}  // namespace

const Ask& choose_person() {
  static const ChoosePerson kAsk;
  return kAsk;
}

const Ask& person_by_phone() {
  static const PersonByPhone kAsk;
  return kAsk;
}

}  // namespace taxgate::asks
