// As what the person acts for the enterprise: passes by itself with one identity, refuses with the reason
// when none is usable (SX-06), asks when there are several.
#include "domain/identity.hpp"

#include <algorithm>

#include "domain/flow/asks/asks.hpp"

namespace taxgate::asks {
namespace {

Settled refuse(const Move& move, Phrase why) {
  move.flow().notices.push_back({Level::kError, std::move(why)});
  return Settled::kRefuse;
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
    InputSpec spec{.name = "identity", .type = "choice", .label = {"input.identity", {}}};
    for (const auto& mandate : scene.facts.mandates) {
      const Usable use = usable(mandate, scene.facts.now, scene.profile.zone);
      spec.choices.push_back(
          {std::to_string(mandate.id.value), {"role." + mandate.role, {}}, {}, !use.now, use.why});
    }
    inputs.push_back(std::move(spec));
  }

  void examine(const Profile& /*profile*/, const Flow& /*flow*/, const Input& input, Time /*now*/,
               std::vector<FieldFault>& faults, Needs& /*needs*/) const override {
    missing(input, "identity", faults);
  }

  void check(const Move& move) const override {
    for (const Mandate* mandate : usable_mandates(move.facts.mandates, move.facts.now, move.profile.zone)) {
      if (std::to_string(mandate->id.value) == move.input.text("identity")) {
        move.known().mandate = mandate->id;
        return;
      }
    }
    move.fault("identity", "identity-not-usable");
  }

  Settled settle(const Move& move) const override {
    if (move.way.principal == PrincipalKind::kSelf) return Settled::kPassed;
    const auto& taxpayer = move.facts.taxpayer;
    const bool agency = taxpayer && taxpayer->kind == TaxpayerKind::kAgency;
    if (move.way.principal == PrincipalKind::kAgency && !agency) return refuse(move, {"not-an-agency", {}});
    if (taxpayer && taxpayer->state == TaxpayerState::kClosed) return refuse(move, {"taxpayer-closed", {}});
    const auto usable = usable_mandates(move.facts.mandates, move.facts.now, move.profile.zone);
    if (usable.empty())
      return refuse(move, why_none_usable(move.facts.mandates, move.facts.now, move.profile.zone));
    if (usable.size() > 1) return Settled::kAsk;
    move.known().mandate = usable.front()->id;
    return Settled::kPassed;
  }
};

}  // namespace

const Ask& identity() {
  static const IdentityAsk kAsk;
  return kAsk;
}

}  // namespace taxgate::asks
