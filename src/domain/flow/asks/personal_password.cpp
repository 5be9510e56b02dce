// The personal password of one person in one enterprise (LN-08). Whatever was typed instead, the enterprise
// password too, the answer only says which password is asked for.
#include "domain/flow/asks/asks.hpp"

namespace taxgate::asks {
namespace {

const std::string method{to_string(SecretKind::kPersonal)};
const std::string input_name = input_of(SecretKind::kPersonal);

class PersonalPassword final : public Ask {
 public:
  const AskTraits& traits() const override {
    static const AskTraits kTraits{.proves = Factor::kKnowledge,
                                   .requires_known = {Knows::kProvedPerson, Knows::kIdentity},
                                   .makes_known = {},
                                   .may_mark = {Mark::kInitialPassword}};
    return kTraits;
  }

  /// A session of the person alone has no enterprise whose password it could be.
  Settled settle(const Move& move) const override {
    if (!move.known().taxpayer) return refuse_flow(move, {"personal-password-no-enterprise", {}});
    const bool changes = move.way.kind == FlowKind::kChangePassword;
    if (changes && move.facts.personal_password_bound)
      return refuse_flow(move, {"personal-password-bound", {}});
    return Settled::kAsk;
  }

  void show(const Scene& /*scene*/, std::vector<InputSpec>& inputs) const override {
    inputs.push_back(password_input(input_name, "current-password"));
  }

  void examine(const Profile& /*profile*/, const Flow& /*flow*/, const Input& input, Time /*now*/,
               std::vector<FieldFault>& faults, Needs& needs) const override {
    const Secret& typed = typed_secret(input, input_name);
    if (typed.empty()) {
      faults.push_back({input_name, {"missing", {{"input", "@input." + input_name}}}});
    } else {
      needs.secrets.insert_or_assign(SecretKind::kPersonal, typed);
    }
  }

  void check(const Move& move) const override {
    if (stop_if_locked(move, method)) return;
    const auto found = move.facts.secrets.find(SecretKind::kPersonal);
    const auto match = found == move.facts.secrets.end() ? PasswordMatch::kNotAsked : found->second;
    if (match == PasswordMatch::kUnset) return move.fault(input_name, "personal-password-unset");
    if (match != PasswordMatch::kRight && match != PasswordMatch::kInitial) {
      const bool spent = match == PasswordMatch::kSpent;
      move.fault(input_name, spent ? "personal-password-spent" : "personal-password-wrong");
      return count_failure(move, method);
    }
    move.known().proofs.push_back({Factor::kKnowledge, method});
    if (match == PasswordMatch::kInitial) use_up(move);
    forget_failures(move, method);
  }

 private:
  /// What somebody else has set opens the page that changes it, once (LN-22).
  static void use_up(const Move& move) {
    move.known().marks.insert(Mark::kInitialPassword);
    if (!move.facts.personal_password_bound)
      move.effect(SpendSecret{SecretKind::kPersonal, *move.known().taxpayer, *move.known().person});
  }
};

}  // namespace

const Ask& personal_password() {
  static const PersonalPassword kAsk;
  return kAsk;
}

}  // namespace taxgate::asks
