// 第三步 of an agency's sign-in (LN-29): for which client the session acts, by the client's agreement
// password; or for the agency itself. Who has no client yet is told what is missing.
#include <algorithm>

#include "domain/flow/asks/asks.hpp"

namespace taxgate::asks {
namespace {

constexpr auto kClient = "client";
constexpr auto kAgencyItself = "agency";
const std::string method{to_string(SecretKind::kAgreement)};
const std::string password = input_of(SecretKind::kAgreement);

Choice choice_of(const Client& client) {
  return {std::to_string(client.engagement.id.value), literal(client.taxpayer.name),
          literal(client.taxpayer.taxpayer_number), !client.use.now, client.use.why};
}

class ClientAsk final : public Ask {
 public:
  const AskTraits& traits() const override {
    static const AskTraits kTraits{.proves = {},
                                   .requires_known = {Knows::kProvedPerson, Knows::kIdentity},
                                   .makes_known = {},
                                   .may_mark = {}};
    return kTraits;
  }

  void show(const Scene& scene, std::vector<InputSpec>& inputs) const override {
    InputSpec spec{.name = kClient, .type = "choice", .label = {"input.client", {}}};
    spec.choices.push_back({kAgencyItself, {"client.agency", {}}, {"client.agency.detail", {}}, false, {}});
    for (const auto& client : scene.facts.clients) spec.choices.push_back(choice_of(client));
    const bool some = std::ranges::any_of(scene.facts.clients, [](const Client& one) { return one.use.now; });
    if (!some) spec.hint = {"client-none", {}};
    inputs.push_back(std::move(spec));
    if (!some) return;
    inputs.push_back(password_input(password, "off"));
    inputs.back().required = false;  // of the agency itself none is asked
  }

  void examine(const Profile& /*profile*/, const Flow& /*flow*/, const Input& input, Time /*now*/,
               std::vector<FieldFault>& faults, Needs& needs) const override {
    if (missing(input, kClient, faults) || input.text(kClient) == kAgencyItself) return;
    const Secret& typed = typed_secret(input, password);
    if (typed.empty()) {
      faults.push_back({password, {"missing", {{"input", "@input." + password}}}});
      return;
    }
    needs.engagement = parse_id<EngagementId>(input.text(kClient));
    needs.secrets.insert_or_assign(SecretKind::kAgreement, typed);
  }

  void check(const Move& move) const override {
    const std::string& chosen = move.input.text(kClient);
    if (chosen == kAgencyItself) return;
    const auto& clients = move.facts.clients;
    const auto client = std::ranges::find(
        clients, chosen, [](const Client& one) { return std::to_string(one.engagement.id.value); });
    if (client == clients.end()) return move.fault(kClient, "not-a-choice");
    if (!client->use.now) {
      move.outcome.faults.push_back({kClient, client->use.why});
    } else {
      check_password(move, client->engagement.id);
    }
  }

 private:
  static void check_password(const Move& move, EngagementId engagement) {
    if (stop_if_locked(move, method)) return;
    const auto found = move.facts.secrets.find(SecretKind::kAgreement);
    const auto match = found == move.facts.secrets.end() ? PasswordMatch::kNotAsked : found->second;
    if (match == PasswordMatch::kUnset) return move.fault(password, method + "-unset");
    if (match != PasswordMatch::kRight && match != PasswordMatch::kInitial) {
      move.fault(password, method + "-wrong");
      return count_failure(move, method);
    }
    forget_failures(move, method);
    move.known().engagement = engagement;
  }
};

}  // namespace

const Ask& client() {
  static const ClientAsk kAsk;
  return kAsk;
}

}  // namespace taxgate::asks
