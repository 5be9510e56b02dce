// As what the person acts: for the taxpayer that was named, or for one of all that the person may act for
// (NT-01). Passes by itself with one identity, refuses with the reason when none is usable (SX-06), asks when
// there are several.
#include "domain/identity.hpp"

#include <algorithm>

#include "domain/flow/asks/asks.hpp"

namespace taxgate::asks {
namespace {

constexpr auto kInput = "identity";
constexpr auto kSelf = "self";

/// The taxpayer of a mandate: the one that was named, or one of the person's.
const Taxpayer* principal_of(const Facts& facts, const Mandate& mandate) {
  if (facts.taxpayer && facts.taxpayer->id == mandate.principal) return &*facts.taxpayer;
  const auto found = facts.principals.find(mandate.principal);
  return found == facts.principals.end() ? nullptr : &found->second;
}

/// Whether the mandate may be taken on this way, now; if not, why.
Usable usable_here(const Scene& scene, const Mandate& mandate) {
  const Taxpayer* taxpayer = principal_of(scene.facts, mandate);
  if (taxpayer == nullptr) return {.now = false, .why = {"identity-not-usable", {}}};
  if (const auto other = wrong_entrance(scene.profile, scene.way, *taxpayer))
    return {.now = false, .why = *other};
  if (taxpayer->state == TaxpayerState::kClosed) return {.now = false, .why = {"taxpayer-closed", {}}};
  return usable(mandate, scene.facts.now, scene.profile.zone);
}

std::vector<const Mandate*> usable_identities(const Scene& scene) {
  std::vector<const Mandate*> found;
  for (const auto& mandate : scene.facts.mandates) {
    if (usable_here(scene, mandate).now) found.push_back(&mandate);
  }
  return found;
}

void take(const Move& move, const Mandate& mandate) {
  move.known().mandate = mandate.id;
  move.known().taxpayer = mandate.principal;
}

/// A named taxpayer stands in the page's own words; of many, each choice says its own.
Choice choice_of(const Scene& scene, const Mandate& mandate) {
  const Usable use = usable_here(scene, mandate);
  Choice choice{std::to_string(mandate.id.value), {"role." + mandate.role, {}}, {}, !use.now, use.why};
  const Taxpayer* taxpayer = principal_of(scene.facts, mandate);
  if (scene.facts.taxpayer || taxpayer == nullptr) return choice;
  choice.detail = {"identity-of", {{"role", "@role." + mandate.role}, {"number", taxpayer->taxpayer_number}}};
  choice.title = literal(taxpayer->name);
  return choice;
}

class IdentityAsk final : public Ask {
 public:
  const AskTraits& traits() const override {
    static const AskTraits kTraits{.proves = {},
                                   .requires_known = {Knows::kProvedPerson},
                                   .makes_known = {Knows::kIdentity},
                                   .may_mark = {}};
    return kTraits;
  }

  void show(const Scene& scene, std::vector<InputSpec>& inputs) const override {
    InputSpec spec{.name = kInput, .type = "choice", .label = {"input.identity", {}}};
    if (scene.way.principal == PrincipalKind::kAny)
      spec.choices.push_back({kSelf, {"identity.self", {}}, {"identity.self.detail", {}}, false, {}});
    std::vector<Choice> closed;  // behind what can be taken
    for (const auto& mandate : scene.facts.mandates) {
      Choice choice = choice_of(scene, mandate);
      (choice.disabled ? closed : spec.choices).push_back(std::move(choice));
    }
    spec.choices.insert(spec.choices.end(), closed.begin(), closed.end());
    inputs.push_back(std::move(spec));
  }

  void examine(const Profile& /*profile*/, const Flow& /*flow*/, const Input& input, Time /*now*/,
               std::vector<FieldFault>& faults, Needs& /*needs*/) const override {
    missing(input, kInput, faults);
  }

  void check(const Move& move) const override {
    const std::string& chosen = move.input.text(kInput);
    if (chosen == kSelf && move.way.principal == PrincipalKind::kAny) return;
    const Scene scene{move.profile, move.way, move.flow(), move.facts};
    for (const Mandate* mandate : usable_identities(scene)) {
      if (std::to_string(mandate->id.value) == chosen) return take(move, *mandate);
    }
    move.fault(kInput, "identity-not-usable");
  }

  Settled settle(const Move& move) const override {
    if (move.way.principal == PrincipalKind::kSelf) return Settled::kPassed;
    if (move.way.principal == PrincipalKind::kOffice) return settle_officer(move);
    const Scene scene{move.profile, move.way, move.flow(), move.facts};
    const auto usable = usable_identities(scene);
    if (move.way.principal == PrincipalKind::kAny)
      return move.facts.mandates.empty() ? Settled::kPassed : Settled::kAsk;
    if (usable.empty()) return refuse_flow(move, why_not(scene));
    if (usable.size() > 1) return Settled::kAsk;
    take(move, *usable.front());
    return Settled::kPassed;
  }

 private:
  /// Whoever is an officer now passes; nobody else does.
  static Settled settle_officer(const Move& move) {
    const auto& officer = move.facts.officer;
    const Zone zone = move.profile.zone;
    if (officer && standing(*officer, move.facts.now, zone) == OfficerStanding::kInForce)
      return Settled::kPassed;
    return refuse_flow(move, why_no_officer(officer, move.facts.now, zone));
  }

  /// What a named taxpayer itself forbids goes first; then the mandate that comes nearest.
  static Phrase why_not(const Scene& scene) {
    const auto& [profile, way, flow, facts] = scene;
    if (facts.taxpayer) {
      if (auto other = wrong_entrance(profile, way, *facts.taxpayer)) return *std::move(other);
      if (facts.taxpayer->state == TaxpayerState::kClosed) return {"taxpayer-closed", {}};
    }
    const bool none_by_standing = usable_mandates(facts.mandates, facts.now, profile.zone).empty();
    if (none_by_standing) return why_none_usable(facts.mandates, facts.now, profile.zone);
    return usable_here(scene, facts.mandates.front()).why;
  }
};

}  // namespace

const Ask& identity() {
  static const IdentityAsk kAsk;
  return kAsk;
}

}  // namespace taxgate::asks
