// OIDC Core §3.1.2.3: somebody is signed in, recently enough, and the one that the client means.
#include "crypto/jose/jws.hpp"
#include "oidc/authorize/authorization.hpp"

namespace taxgate::oidc {
namespace {

/// An officer's session acts for nobody.
bool usable(const Authorization& at) { return at.session && !at.session->officer; }

bool recent(const Authorization& at) {
  const Time signed_in = at.session->row.started_at;
  if (at.prompts_for("login") && signed_in < at.begun) return false;
  if (!at.form.has("max_age")) return true;
  return at.provider.clock.now() <= signed_in + Seconds{std::stol(at["max_age"])};
}

/// §3.1.2.1: the person of the hint, and no other.
bool meant(const Authorization& at) {
  if (!at.form.has("id_token_hint")) return true;
  const auto jws = jose::parse_jws(at["id_token_hint"]);
  const auto key = jws ? at.provider.keys.find(jws->kid) : nullptr;
  if (!key || !jws->verified_by(key->public_key())) return false;
  return jose::text_claim(jws->claims, "sub") ==
         at.provider.subjects.of(at.provider.bureau.id, at.session->person(), at.client->sector);
}

}  // namespace

std::optional<Stop> check_session(Authorization& at) {
  if (usable(at) && recent(at) && meant(at)) return std::nullopt;
  if (at.prompts_for("none")) return refuse("login_required", "the person has to sign in");
  return ask(Interaction::kSignIn);
}

}  // namespace taxgate::oidc
