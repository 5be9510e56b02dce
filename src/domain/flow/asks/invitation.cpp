// The one-time code by which somebody who was added to an enterprise sets the personal password there
// (LN-17). Whoever names the wrong person, enterprise or code gets one and the same answer.
#include <algorithm>

#include "base/text.hpp"
#include "domain/flow/asks/asks.hpp"
#include "domain/identity.hpp"
#include "domain/person_name.hpp"

namespace taxgate::asks {
namespace {

const std::string method{to_string(SecretKind::kInvitation)};
const std::string input_name = input_of(SecretKind::kInvitation);

class Invitation final : public Ask {
 public:
  const AskTraits& traits() const override {
    static const AskTraits kTraits{.proves = Factor::kKnowledge,
                                   .requires_known = {Knows::kTaxpayer, Knows::kCaptchaPassed},
                                   .makes_known = {Knows::kProvedPerson, Knows::kIdentity},
                                   .may_mark = {}};
    return kTraits;
  }

  void show(const Scene& scene, std::vector<InputSpec>& inputs) const override {
    show_stated_person(scene.profile, inputs);
    inputs.push_back(text_input(input_name, "one-time-code"));
  }

  void examine(const Profile& /*profile*/, const Flow& /*flow*/, const Input& input, Time /*now*/,
               std::vector<FieldFault>& faults, Needs& needs) const override {
    examine_stated_person(input, faults, needs);
    if (missing(input, input_name, faults)) return;
    const Secret typed{ascii_upper(trim(narrow(input.text(input_name))))};
    needs.secrets.insert_or_assign(SecretKind::kInvitation, typed);
  }

  void check(const Move& move) const override {
    if (stop_if_locked(move, method)) return;
    const auto& facts = move.facts;
    const auto found = facts.secrets.find(SecretKind::kInvitation);
    const auto match = found == facts.secrets.end() ? PasswordMatch::kNotAsked : found->second;
    const bool same = facts.taxpayer && facts.person &&
                      same_name(facts.person->name, *parse_person_name(move.input.text("name")));
    if (same && match == PasswordMatch::kSpent) return move.fault(input_name, "invitation-spent");
    if (!same || match != PasswordMatch::kInitial) {
      move.fault(input_name, "invitation-wrong");
      return count_failure(move, method);
    }
    accept(move);
  }

 private:
  static void accept(const Move& move) {
    const auto& facts = move.facts;
    const auto mandates = usable_mandates(facts.mandates, facts.now, move.profile.zone);
    if (mandates.empty()) {
      const Phrase why = why_none_usable(facts.mandates, facts.now, move.profile.zone);
      move.outcome.faults.push_back({input_name, why});
      return;
    }
    Known& known = move.known();
    known.person = facts.person->id;
    known.taxpayer = facts.taxpayer->id;
    known.mandate = mandates.front()->id;
    known.proofs.push_back({Factor::kKnowledge, method});
    move.effect(SpendSecret{SecretKind::kInvitation, facts.taxpayer->id, facts.person->id});
    forget_failures(move, method);
  }
};

}  // namespace

const Ask& invitation() {
  static const Invitation kAsk;
  return kAsk;
}

}  // namespace taxgate::asks
