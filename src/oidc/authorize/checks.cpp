#include <array>

#include "oidc/authorize/authorization.hpp"

namespace taxgate::oidc {
namespace {

constexpr std::array<Check, 15> kChecks{
    check_request, check_client, check_redirect_uri, check_parameters, check_response,
    check_pushed,  check_pkce,   check_scope,        check_prompt,     check_session,
    check_refusal, check_level,  check_authority,    check_identity,   check_consent,
};

}  // namespace

std::optional<Stop> run_checks(Authorization& at) {
  for (const Check check : kChecks) {
    if (auto stop = check(at)) return stop;
  }
  return std::nullopt;
}

}  // namespace taxgate::oidc
