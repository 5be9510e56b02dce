// The person, by document number, mobile number or username, as the profile allows (SX-02).
#include "base/text.hpp"
#include "domain/flow/asks/asks.hpp"

namespace taxgate::asks {
namespace {

class AccountAsk final : public Ask {
 public:
  const AskTraits& traits() const override {
    static const AskTraits kTraits{
        .proves = {}, .requires_known = {}, .makes_known = {Knows::kAccountHolder}, .may_mark = {}};
    return kTraits;
  }

  void show(const Scene& scene, std::vector<InputSpec>& inputs) const override {
    InputSpec spec = text_input("account", "username");
    Args kinds;
    for (const auto& kind : scene.profile.account_kinds) {
      kinds.emplace(std::to_string(kinds.size() + 1), "@account-kind." + kind);
    }
    spec.hint = {"account-kinds." + std::to_string(kinds.size()), std::move(kinds)};
    inputs.push_back(std::move(spec));
  }

  void examine(const Profile& /*profile*/, const Flow& /*flow*/, const Input& input, Time /*now*/,
               std::vector<FieldFault>& faults, Needs& needs) const override {
    if (!missing(input, "account", faults)) needs.account = std::string{trim(input.text("account"))};
  }

  void check(const Move& /*move*/) const override {}  // the password tells, for all of the page
};

}  // namespace

const Ask& account() {
  static const AccountAsk kAsk;
  return kAsk;
}

}  // namespace taxgate::asks
