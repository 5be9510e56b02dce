// A password of the taxpayer itself: the enterprise password (LN-02) or the declaration password (WH-06). The
// answer is one and the same for an unknown taxpayer, one without such a password and a wrong one.
#include "domain/flow/asks/asks.hpp"
#include "domain/identity.hpp"

namespace taxgate::asks {
namespace {

class TaxpayerSecret final : public Ask {
 public:
  TaxpayerSecret(SecretKind kind, AskTraits traits)
      : kind_(kind), input_(input_of(kind)), traits_(std::move(traits)) {}

  const AskTraits& traits() const override { return traits_; }

  void show(const Scene& /*scene*/, std::vector<InputSpec>& inputs) const override {
    inputs.push_back(password_input(input_, "current-password"));
  }

  void examine(const Profile& /*profile*/, const Flow& /*flow*/, const Input& input, Time /*now*/,
               std::vector<FieldFault>& faults, Needs& needs) const override {
    const Secret& typed = typed_secret(input, input_);
    if (typed.empty()) {
      faults.push_back({input_, {"missing", {{"input", "@input." + input_}}}});
    } else {
      needs.secrets.insert_or_assign(kind_, typed);
    }
  }

  void check(const Move& move) const override {
    const std::string method{to_string(kind_)};
    if (stop_if_locked(move, method)) return;
    const auto match = move.facts.secrets.find(kind_);
    const bool right = match != move.facts.secrets.end() &&
                       (match->second == PasswordMatch::kRight || match->second == PasswordMatch::kInitial);
    if (!right || !move.facts.taxpayer) {
      move.fault(input_, method + "-wrong");
      return count_failure(move, method);
    }
    if (auto other = wrong_entrance(move.profile, move.way, *move.facts.taxpayer)) {
      move.outcome.faults.push_back({"taxpayer", *std::move(other)});
      return;
    }
    if (move.facts.taxpayer->state == TaxpayerState::kClosed)
      return move.fault("taxpayer", "taxpayer-closed");
    prove(move, method);
  }

 private:
  void prove(const Move& move, const std::string& method) const {
    Known& known = move.known();
    known.taxpayer = move.facts.taxpayer->id;
    known.proofs.push_back({Factor::kKnowledge, method});
    forget_failures(move, method);
    if (move.facts.taxpayer->kind == TaxpayerKind::kSocialInsuranceOnly) {
      known.marks.insert(Mark::kSocialInsuranceOnly);
    }
    if (kind_ == SecretKind::kDeclaration && known.person && !known.mandate) settle_authority(move);
  }

  /// A mandate of the person's own goes first; without one the right password gives the way's role (WH-08).
  static void settle_authority(const Move& move) {
    for (const Mandate* mandate : usable_mandates(move.facts.mandates, move.facts.now, move.profile.zone)) {
      if (mandate->principal != *move.known().taxpayer) continue;
      move.known().mandate = mandate->id;
      return;
    }
    move.known().granted = move.way.unit_role;
  }

  SecretKind kind_;
  std::string input_;
  AskTraits traits_;
};

}  // namespace

const Ask& taxpayer_secret(SecretKind kind) {
  static const TaxpayerSecret kEnterprise{SecretKind::kEnterprise,
                                          {.proves = Factor::kKnowledge,
                                           .requires_known = {Knows::kTaxpayer},
                                           .makes_known = {Knows::kProvedTaxpayer},
                                           .may_mark = {Mark::kSocialInsuranceOnly}}};
  static const TaxpayerSecret kDeclaration{SecretKind::kDeclaration,
                                           {.proves = Factor::kKnowledge,
                                            .requires_known = {Knows::kTaxpayer},
                                            .makes_known = {Knows::kProvedTaxpayer, Knows::kIdentity},
                                            .may_mark = {}}};
  return kind == SecretKind::kEnterprise ? kEnterprise : kDeclaration;
}

}  // namespace taxgate::asks
