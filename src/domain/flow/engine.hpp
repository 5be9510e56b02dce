#pragma once
// The flow engine. Pure: the same profile, flow, input and facts give the same outcome.
#include <expected>

#include "domain/flow/facts.hpp"
#include "domain/flow/view.hpp"

namespace taxgate {

/// The client used the API wrongly; nothing changes.
enum class Misuse {
  kUnknownWay,
  kNeedsSession,
  kFlowOver,  // done or refused already
  kExpired,
  kWrongStep,  // the flow is somewhere else by now: a second tab, the back button
  kUnknownAlternative,
  kNotAvailable,  // the alternative is shown, but not open here
  kCannotGoBack,
};
std::string_view to_string(Misuse misuse);

struct Beginning {
  BureauId bureau;
  FlowKind kind = FlowKind::kSignIn;
  std::string way;  // an entrance; empty: the only way of the kind
  bool native = false;
  std::optional<SessionId> session;
  std::optional<PersonId> person;      // of the session
  std::optional<TaxpayerId> taxpayer;  // for whom the session acts; none: for the person
  std::optional<MandateId> mandate;
};

/// A flow at its first step. `facts` needs `now`, the person of a session, and fresh randomness.
std::expected<Flow, Misuse> begin(const Profile& profile, const Beginning& beginning, const Facts& facts);

/// What advance() will have to know for this input; empty where the input is refused on its own (format,
/// captcha).
std::expected<Needs, Misuse> needs(const Profile& profile, const Flow& flow, const Input& input, Time now);

std::expected<Outcome, Misuse> advance(const Profile& profile, Flow flow, const Input& input,
                                       const Facts& facts);

/// The step to draw; `facts` as for begin() (the identities to choose from).
StepView view(const Profile& profile, const Flow& flow, const Facts& facts);

}  // namespace taxgate
