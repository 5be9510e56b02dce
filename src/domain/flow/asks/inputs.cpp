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

InputSpec password_input(const std::string& name, std::string autocomplete) {
  InputSpec spec = text_input(name, std::move(autocomplete));
  spec.type = "password";
  return spec;
}

}  // namespace taxgate::asks
