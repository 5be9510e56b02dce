// How a flow ends: the session that it opens, and on what.
#include <algorithm>
#include <stdexcept>

#include "domain/flow/steps.hpp"

namespace taxgate::steps {
namespace {

int session_level(const std::vector<Proof>& proofs) {
  const auto has = [&](Factor factor) {
    return std::ranges::any_of(proofs, [&](const Proof& proof) { return proof.factor == factor; });
  };
  if (has(Factor::kInherence)) return 4;  // NT-05
  return has(Factor::kPossession) ? 2 : 1;
}

std::size_t distinct_factors(const std::vector<Proof>& proofs) {
  std::set<Factor> factors;
  for (const auto& proof : proofs) factors.insert(proof.factor);
  return factors.size();
}

void give_consents(const Move& move, PersonId person) {
  for (const auto& id : move.known().consents) {
    const auto consent = std::ranges::find(move.profile.consents, id, &Consent::id);
    if (consent != move.profile.consents.end()) move.effect(GiveConsent{person, id, consent->version});
  }
}

/// What the session stands on: the person, or (of a unit's own session) the unit.
OpenSession session_of(const Move& move, End end) {
  const Known& known = move.known();
  OpenSession session{known.person,
                      known.mandate,
                      known.proofs,
                      session_level(known.proofs),
                      {},
                      known.engagement,
                      move.way.principal == PrincipalKind::kOffice};
  if (end == End::kUnitSession) {
    session.person.reset();
    session.mandate.reset();
    session.grant = Grant{known.taxpayer.value_or(TaxpayerId{}), move.way.unit_role};
  } else if (!known.mandate && !known.granted.empty()) {
    session.grant = Grant{known.taxpayer.value_or(TaxpayerId{}), known.granted};
  }
  return session;
}

void open_session(const Move& move, End end) {
  const OpenSession session = session_of(move, end);
  const bool somebody = session.person || (session.grant && session.grant->taxpayer);
  const auto wanted = static_cast<std::size_t>(move.profile.assurance_of(move.way, end));
  // The proof of the profile makes this impossible; a second lock on the same door costs nothing.
  if (!somebody || distinct_factors(session.proofs) < wanted) {
    throw std::logic_error("a path of the profile reaches a session below its assurance");
  }
  move.effect(session);
  give_consents(move, session.person.value_or(PersonId{}));
  move.record("session-opened", {{"way", move.way.id}});
  const bool fees_alone = end == End::kUnitSession && move.known().marks.contains(Mark::kSocialInsuranceOnly);
  move.flow().next = fees_alone ? "fees" : "home";
}

}  // namespace

void finish(const Move& move, End end) {
  move.flow().state = FlowState::kDone;
  if (end == End::kSession || end == End::kUnitSession) open_session(move, end);
  if (end == End::kSignInAgain) move.flow().next = "sign-in";
  if (end == End::kDone) move.flow().next = "account";
  if (move.way.kind == FlowKind::kConfirm) {
    move.effect(ConfirmSession{});
    move.record("session-confirmed");
  }
}

void refuse(const Move& move) {
  move.flow().state = FlowState::kRefused;
  move.record("flow-refused",
              {{"way", move.way.id},
               {"why", move.flow().notices.empty() ? "" : move.flow().notices.back().phrase.code}});
}

}  // namespace taxgate::steps
