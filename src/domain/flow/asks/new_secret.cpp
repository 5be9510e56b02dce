// A new password of the taxpayer (by who manages it, LN-24, WH-07), or of the person in it (LN-07, LN-23).
#include <algorithm>

#include "domain/decide.hpp"
#include "domain/flow/asks/asks.hpp"

namespace taxgate::asks {
namespace {

bool manages(const Move& move) {
  const auto& [profile, way, input, facts, outcome] = move;
  return facts.taxpayer && std::ranges::any_of(facts.mandates, [&](const Mandate& mandate) {
           return mandate.principal == facts.taxpayer->id &&
                  may_manage_personnel(profile, mandate, facts.now);
         });
}

class NewSecret final : public Ask {
 public:
  NewSecret(SecretKind kind, AskTraits traits) : kind_(kind), traits_(std::move(traits)) {}

  const AskTraits& traits() const override { return traits_; }

  /// A flow that goes on for nobody is not stopped here: it never comes so far.
  Settled settle(const Move& move) const override {
    if (!move.known().person) return Settled::kAsk;
    if (!is_personal(kind_))
      return manages(move) ? Settled::kAsk : refuse_flow(move, {"secret-managers-only", {}});
    const bool acts = move.known().taxpayer.has_value();
    return acts ? Settled::kAsk : refuse_flow(move, {"personal-password-no-enterprise", {}});
  }

  void show(const Scene& scene, std::vector<InputSpec>& inputs) const override {
    show_new_password(scene.profile.password, inputs);
    if (!is_personal(kind_)) return;
    const auto first = std::ranges::find(inputs, std::string_view{kNewPassword}, &InputSpec::name);
    first->rules.push_back({"password-rule.unlike-enterprise", {}});
  }

  void examine(const Profile& /*profile*/, const Flow& /*flow*/, const Input& input, Time /*now*/,
               std::vector<FieldFault>& faults, Needs& needs) const override {
    examine_new_password(input, faults, needs);
    needs.unlike_enterprise = is_personal(kind_);
  }

  void check(const Move& move) const override {
    check_new_password(move, context_of(*move.facts.person, typed_secret(move.input, input_of(kind_))));
    if (is_personal(kind_) && move.facts.new_password_is_enterprise)
      move.fault(kNewPassword, "password-same-as-enterprise");
    if (!move.outcome.rejected()) accept(move);
  }

 private:
  void accept(const Move& move) const {
    const std::string word{to_string(kind_)};
    const PersonId person = *move.known().person;
    const TaxpayerId taxpayer = *move.known().taxpayer;
    move.effect(SetSecret{kind_, taxpayer, is_personal(kind_) ? person : PersonId{},
                          typed_secret(move.input, kNewPassword)});
    move.effect(EndSessions{person});
    if (is_personal(kind_)) {
      move.effect(Tell{person, word + "-changed"});
    } else {
      move.effect(TellManagers{taxpayer, word + "-changed"});
    }
    move.record(word + "-changed");
    forget_failures(move, word);
    move.known().marks.erase(Mark::kInitialPassword);
    move.known().marks.erase(Mark::kNoPersonalPassword);
    move.flow().notices.push_back({Level::kSuccess, {"password-changed", {}}});
  }

  SecretKind kind_;
  AskTraits traits_;
};

AskTraits traits_of(std::set<Knows> wanted) {
  return {.proves = {},
          .requires_known = std::move(wanted),
          .makes_known = {Knows::kPasswordSet},
          .may_mark = {}};
}

}  // namespace

const Ask& new_secret(SecretKind kind) {
  static const NewSecret kEnterprise{SecretKind::kEnterprise,
                                     traits_of({Knows::kProvedPerson, Knows::kTaxpayer})};
  static const NewSecret kDeclaration{SecretKind::kDeclaration,
                                      traits_of({Knows::kProvedPerson, Knows::kTaxpayer})};
  static const NewSecret kAgreement{SecretKind::kAgreement,
                                    traits_of({Knows::kProvedPerson, Knows::kTaxpayer})};
  static const NewSecret kPersonal{SecretKind::kPersonal,
                                   traits_of({Knows::kProvedPerson, Knows::kIdentity})};
  if (kind == SecretKind::kAgreement) return kAgreement;
  if (kind == SecretKind::kEnterprise) return kEnterprise;
  return kind == SecretKind::kDeclaration ? kDeclaration : kPersonal;
}

}  // namespace taxgate::asks
