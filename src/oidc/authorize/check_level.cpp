// OIDC Core §5.5.1.1, RFC 9470 §4: the level of authentication that the client needs. A session below it is
// asked to sign in by a stronger way; one that was made for this request and is still below is told so.
#include "oidc/authorize/authorization.hpp"
#include "oidc/claims.hpp"

namespace taxgate::oidc {
namespace {

/// The least of the levels that the client would take; 0: any.
std::optional<int> wanted(const Authorization& at) {
  std::optional<int> least;
  for (const auto& one : distinct_words(at["acr_values"])) {
    const auto level = level_of_acr(one);
    if (level && (!least || *level < *least)) least = level;
  }
  if (!at.form.has("acr_values")) return 0;
  return least;
}

}  // namespace

std::optional<Stop> check_level(Authorization& at) {
  const auto by_request = wanted(at);
  if (!by_request) return refuse("unmet_authentication_requirements", "none of acr_values is known here");
  if (at.session->row.level >= std::max(*by_request, at.client->least_level)) return std::nullopt;
  if (at.prompts_for("none")) return refuse("login_required", "a higher level of authentication is needed");
  if (at.session->row.started_at >= at.begun)
    return refuse("unmet_authentication_requirements", "the person could not reach the level");
  return ask(Interaction::kHigherLevel);
}

}  // namespace taxgate::oidc
