// The enterprise's USCC or taxpayer ID.
#include "base/text.hpp"
#include "domain/flow/asks/asks.hpp"
#include "domain/taxpayer_number.hpp"

namespace taxgate::asks {
namespace {

class TaxpayerAsk final : public Ask {
 public:
  const AskTraits& traits() const override {
    static const AskTraits kTraits{
        .proves = {}, .requires_known = {}, .makes_known = {Knows::kTaxpayer}, .may_mark = {}};
    return kTraits;
  }

  void show(const Scene& /*scene*/, std::vector<InputSpec>& inputs) const override {
    inputs.push_back(text_input("taxpayer", "organization"));
    inputs.back().max_length = 20;
  }

  void examine(const Profile& /*profile*/, const Flow& /*flow*/, const Input& input, Time /*now*/,
               std::vector<FieldFault>& faults, Needs& needs) const override {
    if (missing(input, "taxpayer", faults)) return;
    const auto number = parse_taxpayer_number(input.text("taxpayer"));
    if (!number) {
      faults.push_back({"taxpayer", {std::string{to_string(number.error())}, {}}});
      return;
    }
    needs.taxpayer_number = number->number;
  }

  // Whether it exists is told together with the password: one answer for all three.
  void check(const Move& move) const override {
    if (move.facts.taxpayer) move.known().taxpayer = move.facts.taxpayer->id;
  }
};

}  // namespace

const Ask& taxpayer() {
  static const TaxpayerAsk kAsk;
  return kAsk;
}

}  // namespace taxgate::asks
