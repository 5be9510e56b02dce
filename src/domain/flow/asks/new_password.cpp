// A new personal password, twice (LN-07, SX-04, QD-06, QD-08).
#include "domain/flow/asks/asks.hpp"

namespace taxgate::asks {
namespace {

class NewPasswordAsk final : public Ask {
 public:
  const AskTraits& traits() const override {
    static const AskTraits kTraits{.proves = {},
                                   .requires_known = {Knows::kProvedPerson},
                                   .makes_known = {Knows::kPasswordSet},
                                   .may_mark = {}};
    return kTraits;
  }

  void show(const Scene& scene, std::vector<InputSpec>& inputs) const override {
    show_new_password(scene.profile.password, inputs);
  }

  void examine(const Profile& /*profile*/, const Flow& /*flow*/, const Input& input, Time /*now*/,
               std::vector<FieldFault>& faults, Needs& needs) const override {
    examine_new_password(input, faults, needs);
  }

  void check(const Move& move) const override {
    const Person& person = *move.facts.person;  // kProvedPerson is required: the loader has seen to it
    check_new_password(move, context_of(person, typed_secret(move.input, "old_password")));
    if (!move.outcome.rejected()) accept(move, person.id, typed_secret(move.input, kNewPassword));
  }

 private:
  static void accept(const Move& move, PersonId person, const Secret& wanted) {
    move.effect(SetPassword{person, wanted});
    move.effect(EndSessions{person});
    move.effect(Tell{person, "password-changed"});
    move.record("password-changed");
    forget_failures(move, "password");  // 忘记密码 unlocks at once (QD-16)
    move.known().marks.erase(Mark::kInitialPassword);
    move.flow().notices.push_back({Level::kSuccess, {"password-changed", {}}});
  }
};

}  // namespace

Args numbers_of(const PasswordRules& rules) {
  return {{"min", std::to_string(rules.min_length)},
          {"max", std::to_string(rules.max_length)},
          {"classes", std::to_string(rules.classes)}};
}

void show_new_password(const PasswordRules& rules, std::vector<InputSpec>& inputs) {
  inputs.push_back(password_input(kNewPassword, "new-password"));
  inputs.back().min_length = static_cast<std::size_t>(rules.min_length);
  inputs.back().max_length = static_cast<std::size_t>(rules.max_length);
  inputs.back().rules = {{"password-rule.length", numbers_of(rules)},
                         {"password-rule.classes", numbers_of(rules)}};
  if (!rules.spaces) inputs.back().rules.push_back({"password-rule.spaces", {}});
  if (!rules.personal) inputs.back().rules.push_back({"password-rule.personal", {}});
  inputs.push_back(password_input(kRepeatPassword, "new-password"));
  inputs.back().max_length = static_cast<std::size_t>(rules.max_length);
}

void examine_new_password(const Input& input, std::vector<FieldFault>& faults, Needs& needs) {
  const Secret& wanted = typed_secret(input, kNewPassword);
  if (wanted.empty()) {
    faults.push_back({kNewPassword, {"missing", {{"input", "@input.new_password"}}}});
  } else if (!same_secret(wanted.reveal(), typed_secret(input, kRepeatPassword).reveal())) {
    faults.push_back({kRepeatPassword, {"password-repeat-differs", {}}});
  } else {
    needs.new_password = wanted;
  }
}

void check_new_password(const Move& move, const PasswordContext& context) {
  const auto is_common = [&](std::string_view) { return move.facts.password_is_common; };
  const Secret& wanted = typed_secret(move.input, kNewPassword);
  for (const auto fault : check_password(move.profile.password, wanted, context, is_common)) {
    move.fault(kNewPassword, std::string{to_string(fault)}, numbers_of(move.profile.password));
  }
}

PasswordContext context_of(const Person& person, const Secret& former) {
  return {.document = &person.document,
          .phone = person.phone ? std::string_view{*person.phone} : std::string_view{},
          .username = person.username ? std::string_view{*person.username} : std::string_view{},
          .name = person.name,
          .former = former.empty() ? nullptr : &former};
}

const Ask& new_password() {
  static const NewPasswordAsk kAsk;
  return kAsk;
}

}  // namespace taxgate::asks
