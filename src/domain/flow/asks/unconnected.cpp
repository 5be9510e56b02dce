// Proofs that a profile may name before they are connected: the step is shown, says so, and cannot be
// entered.
#include <stdexcept>

#include "domain/flow/asks/asks.hpp"

namespace taxgate::asks {
namespace {

class UnconnectedAsk final : public Ask {
 public:
  explicit UnconnectedAsk(Factor factor)
      : traits_{.proves = factor, .requires_known = {}, .makes_known = {}, .may_mark = {}} {}
  const AskTraits& traits() const override { return traits_; }
  void show(const Scene& /*scene*/, std::vector<InputSpec>& /*inputs*/) const override {}
  void examine(const Profile& /*profile*/, const Flow& /*flow*/, const Input& /*input*/, Time /*now*/,
               std::vector<FieldFault>& /*faults*/, Needs& /*needs*/) const override {}
  void check(const Move& /*move*/) const override {
    throw std::logic_error("a proof that is not connected was reached");
  }

 private:
  AskTraits traits_;
};

}  // namespace

const Ask& face() {
  static const UnconnectedAsk kAsk{Factor::kInherence};
  return kAsk;
}
const Ask& scan() {
  static const UnconnectedAsk kAsk{Factor::kPossession};
  return kAsk;
}
const Ask& certificate() {
  static const UnconnectedAsk kAsk{Factor::kPossession};
  return kAsk;
}

}  // namespace taxgate::asks
