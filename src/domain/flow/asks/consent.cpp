// 同意协议: a tick for each text of the way; recorded when the person is known and signed in (LN-02).
#include <algorithm>

#include "domain/flow/asks/asks.hpp"

namespace taxgate::asks {
namespace {

std::string input_of(const std::string& consent) { return "consent_" + consent; }

class ConsentAsk final : public Ask {
 public:
  const AskTraits& traits() const override {
    static const AskTraits kTraits{};
    return kTraits;
  }

  void show(const Scene& scene, std::vector<InputSpec>& inputs) const override {
    for (const auto& id : scene.way.consents) {
      InputSpec spec{
          .name = input_of(id), .type = "consent", .label = {"consent-label", {{"title", "@consent." + id}}}};
      spec.consent = id;
      inputs.push_back(std::move(spec));
    }
  }

  void examine(const Profile& profile, const Flow& flow, const Input& input, Time /*now*/,
               std::vector<FieldFault>& faults, Needs& /*needs*/) const override {
    for (const auto& id : profile.way(flow.way)->consents) {
      if (!input.ticked(input_of(id))) {
        faults.push_back({input_of(id), {"consent-missing", {{"title", "@consent." + id}}}});
      }
    }
  }

  void check(const Move& move) const override { move.known().consents = move.way.consents; }
};

}  // namespace

const Ask& consent() {
  static const ConsentAsk kAsk;
  return kAsk;
}

}  // namespace taxgate::asks
