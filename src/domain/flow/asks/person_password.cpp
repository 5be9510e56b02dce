// The personal password: for signing in, and (as the old one) for changing the account.
#include "domain/flow/asks/asks.hpp"

namespace taxgate::asks {
namespace {

constexpr std::string_view kMethod = "password";

bool right(PasswordMatch match) { return match == PasswordMatch::kRight || match == PasswordMatch::kInitial; }

void prove(const Move& move) {
  move.known().person = move.facts.person->id;
  move.known().proofs.push_back({Factor::kKnowledge, std::string{kMethod}});
  if (move.facts.password == PasswordMatch::kInitial) move.known().marks.insert(Mark::kInitialPassword);
  forget_failures(move, kMethod);
}

class PasswordAsk : public Ask {
 public:
  PasswordAsk(std::string input, std::string fault, AskTraits traits)
      : input_(std::move(input)), fault_(std::move(fault)), traits_(std::move(traits)) {}

  const AskTraits& traits() const override { return traits_; }

  void show(const Scene& /*scene*/, std::vector<InputSpec>& inputs) const override {
    inputs.push_back(password_input(input_, "current-password"));
  }

  void examine(const Profile& /*profile*/, const Flow& /*flow*/, const Input& input, Time /*now*/,
               std::vector<FieldFault>& faults, Needs& needs) const override {
    const auto found = input.fields.find(input_);
    if (found == input.fields.end() || found->second.empty()) {
      faults.push_back({input_, {"missing", {{"input", "@input." + input_}}}});
    } else {
      needs.password = found->second;
    }
  }

  /// One answer for an unknown enterprise, an unknown account and a wrong password.
  void check(const Move& move) const override {
    if (stop_if_locked(move, kMethod)) return;
    if (move.facts.person && right(move.facts.password) && knows_principal(move)) return prove(move);
    move.fault(input_, fault_);
    count_failure(move, kMethod);
  }

 protected:
  virtual bool knows_principal(const Move& /*move*/) const { return true; }

 private:
  std::string input_;
  std::string fault_;
  AskTraits traits_;
};

class SignInPassword final : public PasswordAsk {
 public:
  using PasswordAsk::PasswordAsk;

 private:
  bool knows_principal(const Move& move) const override {
    return !asks_for(move.way, AskKind::kTaxpayer) || move.facts.taxpayer.has_value();
  }
};

}  // namespace

const Ask& person_password() {
  static const SignInPassword kAsk{"password",
                                   "credentials-wrong",
                                   {.proves = Factor::kKnowledge,
                                    .requires_known = {Knows::kAccountHolder},
                                    .makes_known = {Knows::kProvedPerson},
                                    .may_mark = {Mark::kInitialPassword}}};
  return kAsk;
}

const Ask& old_password() {
  static const PasswordAsk kAsk{"old_password",
                                "old-password-wrong",
                                {.proves = Factor::kKnowledge,
                                 .requires_known = {Knows::kProvedPerson},
                                 .makes_known = {},
                                 .may_mark = {Mark::kInitialPassword}}};
  return kAsk;
}

}  // namespace taxgate::asks
