// RFC 9396 §5: as whom, and within what. Without a wish it is what the session acts as now.
#include "oidc/authorize/authorization.hpp"

namespace taxgate::oidc {

std::optional<Stop> check_authority(Authorization& at) {
  const app::Session& session = *at.session;
  at.authority = {session.row.mandate, session.row.engagement, {}};
  const std::string& details = at["authorization_details"];
  if (details.empty()) return std::nullopt;
  auto chosen = choose(at.provider, session.person(), at.authority, details);
  if (!chosen) return Stop{{}, chosen.error()};
  at.authority = *std::move(chosen);
  return std::nullopt;
}

}  // namespace taxgate::oidc
