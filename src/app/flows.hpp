#pragma once
// The use case of a flow: facts, the pure engine, effects, in one transaction with the flow that they belong
// to.
#include "app/flow_keeper.hpp"
#include "app/perform.hpp"
#include "base/clock.hpp"
#include "domain/flow/engine.hpp"

namespace taxgate::app {

/// Why a flow's request was not carried out at all.
struct FlowRefusal {
  enum class Kind {
    kMisuse,    // `misuse` says what
    kNotFound,  // no such flow, or not this browser's
    kBusy,      // too many sign-ins at once: again after `retry_after`
    kStale,     // somebody moved the flow at the same moment
  } kind = Kind::kMisuse;
  Misuse misuse{};
  Seconds retry_after{};
};

struct FlowAnswer {
  std::string id;
  Flow flow;
  StepView step;
  std::vector<FieldFault> faults;
  std::optional<Locked> locked;
  std::optional<Limited> limited;
  std::string session_token;  // not empty: a session was opened
};

using FlowResult = std::expected<FlowAnswer, FlowRefusal>;

/// The signed-in session that an account flow is begun in.
struct FlowSession {
  SessionId id;
  PersonId person;
  std::optional<TaxpayerId> taxpayer;  // for whom it acts
  std::optional<MandateId> mandate;
};

class FlowService {
 public:
  /// `message_queued` is called after a commit that queued a message.
  FlowService(const Bureau& bureau, store::Store& store, const Vault& vault, HashPool& hashes,
              const Clock& clock, CommonPasswords common, std::function<void()> message_queued);

  /// Writes nothing. `browser` is the browser's own token; a native client has none, and the flow's id is its
  /// only key.
  FlowResult begin(FlowKind kind, std::string way, bool native, std::string_view browser,
                   std::optional<FlowSession> session, const Visitor& visitor);
  FlowResult show(const std::string& id, std::string_view browser, const Visitor& visitor);
  FlowResult move(const std::string& id, std::string_view browser, const Input& input,
                  const Visitor& visitor);
  /// The open captcha's answer, for its picture and its sound; nothing where there is none.
  std::optional<Secret> captcha(const std::string& id, std::string_view browser);

 private:
  /// An account flow is worth what its session is worth: after signing out it changes nothing any more
  ///
  bool session_holds(const Flow& flow);
  FlowAnswer answer(const std::string& id, Outcome outcome, const Facts& facts,
                    std::string session_token) const;
  FlowResult try_move(const std::string& id, std::string_view browser, const Input& input,
                      const Visitor& visitor, Matches& matches);

  const Bureau& bureau_;
  store::Store& store_;
  const Clock& clock_;
  FlowKeeper keeper_;
  Gatherer gatherer_;
  Performer performer_;
  std::function<void()> message_queued_;
};

}  // namespace taxgate::app
