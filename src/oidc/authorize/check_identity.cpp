// OIDC Core §3.1.2.1: prompt=select_account: the person chooses as whom, once in this session.
#include "oidc/authorize/authorization.hpp"

namespace taxgate::oidc {

std::optional<Stop> check_identity(Authorization& at) {
  if (!at.prompts_for("select_account") || at.chosen_in == at.session->row.id) return std::nullopt;
  return ask(Interaction::kChooseIdentity);
}

}  // namespace taxgate::oidc
