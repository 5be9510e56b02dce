#pragma once
// One thing that a step asks for: a proof or a datum, with one job. A new kind of proof is one new file in
// asks/ and one line in asks.cpp.
#include <set>

#include "domain/flow/facts.hpp"
#include "domain/flow/view.hpp"

namespace taxgate {

/// What must be known before, and is known after: what the proof of a profile follows.
enum class Knows {
  kTaxpayer,
  kProvedTaxpayer,  // by its own secret
  kRegistrant,      // who registers, by a hall code
  kAccountHolder,
  kProvedPerson,
  kIdentity,
  kTypedPhone,
  kCaptchaPassed,
  kPasswordSet
};

struct AskTraits {
  std::optional<Factor> proves;
  std::set<Knows> requires_known;
  std::set<Knows> makes_known;
  std::set<Mark> may_mark;
};

/// All that a rule of an ask may look at.
struct Scene {
  const Profile& profile;
  const Way& way;
  const Flow& flow;
  const Facts& facts;
};

/// A move in progress: asks read the scene and write here.
struct Move {
  const Profile& profile;
  const Way& way;
  const Input& input;
  const Facts& facts;
  Outcome& outcome;

  Flow& flow() const { return outcome.flow; }
  Known& known() const { return outcome.flow.known; }
  void fault(std::string input_name, std::string code, Args args = {}) const;
  void effect(Effect effect) const { outcome.effects.push_back(std::move(effect)); }
  void record(std::string event, Args detail = {}) const;
};

enum class Settled {
  kAsk,     // the person must answer
  kPassed,  // nothing to ask
  kRefuse,  // no answer can help; a notice says why and what to do
};

class Ask {
 public:
  virtual ~Ask() = default;
  virtual const AskTraits& traits() const = 0;
  /// The inputs to draw.
  virtual void show(const Scene& scene, std::vector<InputSpec>& inputs) const = 0;
  /// Rules that need no facts: what is missing, malformed, unticked. Adds the questions that the input
  /// raises.
  virtual void examine(const Profile& profile, const Flow& flow, const Input& input, Time now,
                       std::vector<FieldFault>& faults, Needs& needs) const = 0;
  /// The rest, with facts. A fault, lock or limit stops the step here.
  virtual void check(const Move& move) const = 0;
  /// When the step is entered: may pass or refuse without asking.
  virtual Settled settle(const Move& /*move*/) const { return Settled::kAsk; }
  /// A button beside the input (send a code, another picture): true when this input was only that.
  virtual bool request(const Move& /*move*/) const { return false; }
  /// Whether that button acts only when the asks before it on the page are right: a code goes to nobody
  /// before the page's password is.
  virtual bool request_needs_page() const { return false; }
  /// Whether the input pressed that button.
  virtual bool requested(const Input& /*input*/) const { return false; }
};

const Ask& ask(AskKind kind);

/// Who the flow is about by now: found for this move, or chosen by it among the taxpayer's people.
const Person* known_person_of(const Known& known, const Facts& facts);

/// Gives the flow's page another captcha; each answers for five minutes.
void draw_captcha(Flow& flow, const Facts& facts);

// Shared by several asks.
/// Counts a failure of `method`; locks when the profile's rule says so.
void count_failure(const Move& move, std::string_view method);
/// Forgets the failures of `method`.
void forget_failures(const Move& move, std::string_view method);
/// True, and the outcome says so, when `method` is locked now.
bool stop_if_locked(const Move& move, std::string_view method);
/// The failures of `method` that count now.
int failures_now(const Profile& profile, const Facts& facts, std::string_view method);
/// Whether the page's captcha is asked: always, or after failures of the page's secrets (WH-02).
bool captcha_wanted(const Step& step, const Flow& flow);
const Counter& counter_of(const Facts& facts, std::string_view method);

}  // namespace taxgate
