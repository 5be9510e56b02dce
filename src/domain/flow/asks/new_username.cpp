// The username: at most one change in the profile's number of days, and the page says from when (QD-15).
#include "domain/flow/asks/asks.hpp"
#include "domain/identity.hpp"
#include "domain/username.hpp"

namespace taxgate::asks {
namespace {

constexpr auto kInput = "new_username";

class NewUsernameAsk final : public Ask {
 public:
  const AskTraits& traits() const override {
    static const AskTraits kTraits{
        .proves = {}, .requires_known = {Knows::kProvedPerson}, .makes_known = {}, .may_mark = {}};
    return kTraits;
  }

  Settled settle(const Move& move) const override {
    const auto& person = move.facts.person;
    if (!person) return Settled::kAsk;
    const auto from = username_changeable_from(*person, move.profile.username_change_days, move.profile.zone);
    if (!from || local_date(move.facts.now, move.profile.zone) >= *from) return Settled::kAsk;
    move.flow().notices.push_back({Level::kWarning, {"username-too-soon", {{"date", format_date(*from)}}}});
    return Settled::kRefuse;
  }

  void show(const Scene& scene, std::vector<InputSpec>& inputs) const override {
    inputs.push_back(text_input(kInput, "username"));
    inputs.back().max_length = static_cast<std::size_t>(scene.profile.username.max_length);
  }

  void examine(const Profile& profile, const Flow& /*flow*/, const Input& input, Time /*now*/,
               std::vector<FieldFault>& faults, Needs& needs) const override {
    if (missing(input, kInput, faults)) return;
    if (const auto username = parse_username(input.text(kInput), profile.username)) {
      needs.username = username->text;
    } else {
      for (const auto fault : username.error())
        faults.push_back({kInput, {std::string{to_string(fault)}, {}}});
    }
  }

  void check(const Move& move) const override {
    if (move.facts.username_taken) return move.fault(kInput, "username-taken");
    move.effect(SetUsername{*move.known().person,
                            parse_username(move.input.text(kInput), move.profile.username)->text});
    move.effect(Tell{*move.known().person, "username-changed"});
    move.record("username-changed");
    move.flow().notices.push_back({Level::kSuccess, {"username-changed", {}}});
  }
};

}  // namespace

const Ask& new_username() {
  static const NewUsernameAsk kAsk;
  return kAsk;
}

}  // namespace taxgate::asks
