// OIDC Core §3.1.2.4: somebody else's software gets what the person agrees to; the bureau's own systems need
// no asking unless they ask for it.
#include "oidc/authorize/authorization.hpp"

namespace taxgate::oidc {

std::optional<Stop> check_consent(Authorization& at) {
  const bool needed = !at.client->first_party || at.prompts_for("consent");
  if (!needed || at.consented_in == at.session->row.id) return std::nullopt;
  if (at.prompts_for("none")) return refuse("consent_required", "the person has to agree");
  return ask(Interaction::kConsent);
}

}  // namespace taxgate::oidc
