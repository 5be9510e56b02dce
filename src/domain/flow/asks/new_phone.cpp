// A new mobile number for the account. One number belongs to one person (SX-08): a number that somebody else
// has passed verification with is taken over at the counter only, never by an SMS alone.
#include "domain/flow/asks/asks.hpp"
#include "domain/phone.hpp"

namespace taxgate::asks {
namespace {

class NewPhoneAsk final : public Ask {
 public:
  const AskTraits& traits() const override {
    static const AskTraits kTraits{.proves = {},
                                   .requires_known = {Knows::kProvedPerson},
                                   .makes_known = {Knows::kTypedPhone},
                                   .may_mark = {}};
    return kTraits;
  }

  void show(const Scene& /*scene*/, std::vector<InputSpec>& inputs) const override {
    inputs.push_back(text_input("new_phone", "tel"));
    inputs.back().inputmode = "tel";
  }

  void examine(const Profile& /*profile*/, const Flow& /*flow*/, const Input& input, Time /*now*/,
               std::vector<FieldFault>& faults, Needs& needs) const override {
    if (missing(input, "new_phone", faults)) return;
    if (const auto phone = parse_phone(input.text("new_phone"))) {
      needs.new_phone = phone->number;
    } else {
      faults.push_back({"new_phone", {std::string{to_string(phone.error())}, {}}});
    }
  }

  void check(const Move& move) const override {
    if (move.facts.phone_held_by_other) return move.fault("new_phone", "phone-in-use");
    move.known().phone = parse_phone(move.input.text("new_phone"))->number;
  }
};

}  // namespace

const Ask& new_phone() {
  static const NewPhoneAsk kAsk;
  return kAsk;
}

}  // namespace taxgate::asks
