// OIDC Core §3.1.2.1: prompt, max_age.
#include "oidc/authorize/authorization.hpp"

namespace taxgate::oidc {

std::optional<Stop> check_prompt(Authorization& at) {
  at.prompts = distinct_words(at["prompt"]);
  for (const auto& prompt : at.prompts) {
    if (prompt != "none" && prompt != "login" && prompt != "consent" && prompt != "select_account")
      return refuse("invalid_request", "prompt is not understood: " + prompt);
  }
  if (at.prompts_for("none") && at.prompts.size() > 1)
    return refuse("invalid_request", "prompt none stands alone");
  const auto digits = [](const std::string& text) {
    return text.size() <= 9 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
  };
  if (!digits(at["max_age"])) return refuse("invalid_request", "max_age must be a number of seconds");
  return std::nullopt;
}

}  // namespace taxgate::oidc
