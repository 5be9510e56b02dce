// Registration by hall code (WH-10, WH-11): the code that the counter gave to this person, then an account.
#include <algorithm>

#include "base/text.hpp"
#include "domain/flow/asks/asks.hpp"
#include "domain/person_name.hpp"

namespace taxgate::asks {
namespace {

constexpr std::string_view kMethod = "hall-code";
constexpr auto kCode = "hall_code";
constexpr auto kUsername = "new_username";
constexpr auto kHousehold = "household";

std::string fault_of(HallCodeMatch match) {
  if (match == HallCodeMatch::kExpired) return "hall-code-expired";
  return match == HallCodeMatch::kUsed ? "hall-code-used" : "hall-code-wrong";
}

class HallCode final : public Ask {
 public:
  const AskTraits& traits() const override {
    static const AskTraits kTraits{.proves = {},
                                   .requires_known = {Knows::kCaptchaPassed},
                                   .makes_known = {Knows::kRegistrant},
                                   .may_mark = {}};
    return kTraits;
  }

  void show(const Scene& scene, std::vector<InputSpec>& inputs) const override {
    inputs.push_back(text_input("hall_code", "off"));
    inputs.back().max_length = 6;
    show_stated_person(scene.profile, inputs);
  }

  void examine(const Profile& /*profile*/, const Flow& /*flow*/, const Input& input, Time /*now*/,
               std::vector<FieldFault>& faults, Needs& needs) const override {
    examine_stated_person(input, faults, needs);
    if (missing(input, kCode, faults)) return;
    needs.hall_code = ascii_upper(trim(narrow(input.text(kCode))));
    if (const auto name = parse_person_name(input.text("name"))) needs.hall_code_name = *name;
  }

  void check(const Move& move) const override {
    if (stop_if_locked(move, kMethod)) return;
    const auto& person = move.facts.person;
    if (move.facts.hall_code != HallCodeMatch::kRight) {
      move.fault(kCode, fault_of(move.facts.hall_code));
      return count_failure(move, kMethod);
    }
    if (person && person->secret != SecretState::kInitial)
      return move.fault("document_number", "already-registered");
    forget_failures(move, kMethod);
    const auto kind = document_kind(move.input.text("document_kind"));
    move.known().registrant = *parse_document(*kind, move.input.text("document_number"));
    move.known().registrant_name = *parse_person_name(move.input.text("name"));
  }
};

class NewAccount final : public Ask {
 public:
  const AskTraits& traits() const override {
    static const AskTraits kTraits{.proves = {},
                                   .requires_known = {Knows::kRegistrant, Knows::kTypedPhone},
                                   .makes_known = {Knows::kPasswordSet},
                                   .may_mark = {}};
    return kTraits;
  }

  void show(const Scene& scene, std::vector<InputSpec>& inputs) const override {
    inputs.push_back(text_input("new_username", "username"));
    inputs.back().max_length = static_cast<std::size_t>(scene.profile.username.max_length);
    show_new_password(scene.profile.password, inputs);
    inputs.push_back(text_input("household", "off"));
  }

  void examine(const Profile& profile, const Flow& /*flow*/, const Input& input, Time /*now*/,
               std::vector<FieldFault>& faults, Needs& needs) const override {
    examine_username(profile, input, faults, needs);
    examine_new_password(input, faults, needs);
    missing(input, kHousehold, faults);
  }

  void check(const Move& move) const override {
    const Known& known = move.known();
    const std::string username = parse_username(move.input.text(kUsername), move.profile.username)->text;
    if (move.facts.username_taken) return move.fault(kUsername, "username-taken");
    check_new_password(move, {.document = &*known.registrant,
                              .phone = known.phone,
                              .username = username,
                              .name = known.registrant_name,
                              .former = nullptr});
    if (move.outcome.rejected()) return;
    move.effect(Register{known.registrant_name, *known.registrant, known.phone, username,
                         typed_secret(move.input, kNewPassword),
                         std::string{trim(move.input.text(kHousehold))}});
    for (const auto& consent : move.profile.consents) {  // the account that was just made gives them
      const bool agreed = std::ranges::find(known.consents, consent.id) != known.consents.end();
      if (agreed) move.effect(GiveConsent{PersonId{}, consent.id, consent.version});
    }
    move.record("registered");
    move.flow().notices.push_back({Level::kSuccess, {"registered", {}}});
  }

 private:
  static void examine_username(const Profile& profile, const Input& input, std::vector<FieldFault>& faults,
                               Needs& needs) {
    if (missing(input, kUsername, faults)) return;
    const auto username = parse_username(input.text(kUsername), profile.username);
    if (username) {
      needs.username = username->text;
      return;
    }
    for (const auto fault : username.error()) {
      faults.push_back({kUsername, {std::string{to_string(fault)}, {}}});
    }
  }
};

}  // namespace

const Ask& hall_code() {
  static const HallCode kAsk;
  return kAsk;
}

const Ask& new_account() {
  static const NewAccount kAsk;
  return kAsk;
}

}  // namespace taxgate::asks
