// 单位办税验证: for which unit the signed-in person acts (WH-06). One passes by itself, of several one is
// chosen; who is associated with none names it by its number. Whether the person is authorised shows here:
// the declaration password is for the others (WH-08).
#include <algorithm>

#include "base/text.hpp"
#include "domain/flow/asks/asks.hpp"
#include "domain/identity.hpp"
#include "domain/taxpayer_number.hpp"

namespace taxgate::asks {
namespace {

constexpr auto kUnit = "unit";
constexpr auto kNumber = "taxpayer";

/// Whether the mandate is what the declaration password itself gave: no authorisation by the unit.
bool by_password(const Way& way, const Mandate& mandate) {
  return !way.unit_role.empty() && mandate.role == way.unit_role;
}

/// The units that the person has to do with, each once.
std::vector<const Taxpayer*> units_of(const Facts& facts) {
  std::vector<const Taxpayer*> units;
  units.reserve(facts.principals.size());
  for (const auto& [id, taxpayer] : facts.principals) units.push_back(&taxpayer);
  std::ranges::sort(units, {}, [](const Taxpayer* unit) { return std::string_view{unit->name}; });
  return units;
}

void take(const Move& move, const Taxpayer& unit) {
  move.known().taxpayer = unit.id;
  for (const Mandate* mandate : usable_mandates(move.facts.mandates, move.facts.now, move.profile.zone)) {
    if (mandate->principal != unit.id || by_password(move.way, *mandate)) continue;
    move.known().mandate = mandate->id;
    move.known().marks.insert(Mark::kAuthorised);
    return;
  }
}

class UnitAsk final : public Ask {
 public:
  const AskTraits& traits() const override {
    static const AskTraits kTraits{.proves = {},
                                   .requires_known = {Knows::kProvedPerson},
                                   .makes_known = {Knows::kTaxpayer},
                                   .may_mark = {Mark::kAuthorised}};
    return kTraits;
  }

  Settled settle(const Move& move) const override {
    const auto units = units_of(move.facts);
    if (units.size() != 1 || units.front()->state == TaxpayerState::kClosed) return Settled::kAsk;
    take(move, *units.front());
    return Settled::kPassed;
  }

  void show(const Scene& scene, std::vector<InputSpec>& inputs) const override {
    const auto units = units_of(scene.facts);
    if (units.empty()) {
      inputs.push_back(text_input("taxpayer", "organization"));
      inputs.back().max_length = 20;
      return;
    }
    InputSpec spec{.name = kUnit, .type = "choice", .label = {"input.unit", {}}};
    for (const Taxpayer* unit : units) {
      const bool closed = unit->state == TaxpayerState::kClosed;
      spec.choices.push_back({std::to_string(unit->id.value),
                              literal(unit->name),
                              literal(unit->taxpayer_number),
                              closed,
                              {closed ? "taxpayer-closed" : "", {}}});
    }
    inputs.push_back(std::move(spec));
  }

  void examine(const Profile& /*profile*/, const Flow& /*flow*/, const Input& input, Time /*now*/,
               std::vector<FieldFault>& faults, Needs& needs) const override {
    if (!trim(input.text(kUnit)).empty()) return;
    if (missing(input, kNumber, faults)) {
      faults.back().input = kUnit;
      return;
    }
    const auto number = parse_taxpayer_number(input.text(kNumber));
    if (number) {
      needs.taxpayer_number = number->number;
    } else {
      faults.push_back({kNumber, {std::string{to_string(number.error())}, {}}});
    }
  }

  /// A number that is not there is not told: its declaration password will be wrong.
  void check(const Move& move) const override {
    const std::string& chosen = move.input.text(kUnit);
    if (chosen.empty()) {
      if (move.facts.taxpayer) take(move, *move.facts.taxpayer);
      return;
    }
    for (const Taxpayer* unit : units_of(move.facts)) {
      if (std::to_string(unit->id.value) == chosen && unit->state != TaxpayerState::kClosed)
        return take(move, *unit);
    }
    move.fault(kUnit, "not-a-choice");
  }
};

}  // namespace

const Ask& unit() {
  static const UnitAsk kAsk;
  return kAsk;
}

}  // namespace taxgate::asks
