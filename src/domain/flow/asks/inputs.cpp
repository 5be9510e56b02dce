#include <algorithm>

#include "base/text.hpp"
#include "domain/flow/asks/asks.hpp"

namespace taxgate::asks {
namespace {
constexpr std::size_t kLongestText = 100;
}

bool missing(const Input& input, const std::string& name, std::vector<FieldFault>& faults) {
  if (!trim(input.text(name)).empty()) return false;
  faults.push_back({name, {"missing", {{"input", "@input." + name}}}});
  return true;
}

InputSpec text_input(const std::string& name, std::string autocomplete) {
  InputSpec spec{
      .name = name, .type = "text", .label = {"input." + name, {}}, .hint = {"input." + name + ".hint", {}}};
  spec.max_length = kLongestText;
  spec.autocomplete = std::move(autocomplete);
  return spec;
}

Settled refuse_flow(const Move& move, Phrase why) {
  move.flow().notices.push_back({Level::kError, std::move(why)});
  return Settled::kRefuse;
}

const Secret& typed_secret(const Input& input, std::string_view name) {
  static const Secret kNothing;
  const auto found = input.fields.find(name);
  return found == input.fields.end() ? kNothing : found->second;
}

std::string input_of(SecretKind kind) {
  std::string name{to_string(kind)};
  std::ranges::replace(name, '-', '_');
  return name;
}

std::optional<Phrase> wrong_entrance(const Profile& profile, const Way& way, const Taxpayer& taxpayer) {
  if (admits(way, taxpayer.kind)) return std::nullopt;
  if (const Way* right = entrance_for(profile, taxpayer.kind);
      right != nullptr && !way.taxpayer_kinds.empty())
    return Phrase{"wrong-entrance", {{"way", "@way." + right->id}}};
  return Phrase{way.principal == PrincipalKind::kAgency ? "not-an-agency" : "no-entrance-for-it", {}};
}

InputSpec password_input(const std::string& name, std::string autocomplete) {
  InputSpec spec = text_input(name, std::move(autocomplete));
  spec.type = "password";
  return spec;
}

}  // namespace taxgate::asks
