#include "domain/flow/engine.hpp"

#include <algorithm>

#include "domain/flow/ask.hpp"

namespace taxgate {
namespace {

constexpr std::size_t kDeepestPast = 16;

bool available(const Profile& profile, const Step& step) {
  return std::ranges::all_of(step.asks, [&](AskKind kind) { return profile.available(kind); });
}

bool is_open(const Way& way, Date today) { return within(way.from, way.until, today); }

/// The named way, open or not; without a name the first open one of the kind.
const Way* choose_way(const Profile& profile, const Beginning& beginning, Date today) {
  const auto fits = [&](const Way& way) {
    return way.kind == beginning.kind &&
           (beginning.way.empty() ? is_open(way, today) : way.id == beginning.way);
  };
  const auto found = std::ranges::find_if(profile.ways, fits);
  return found == profile.ways.end() ? nullptr : &*found;
}

/// A way outside its dates leads to the one that took its place, and says so (SX-03, QD-01).
const Way* open_way(const Profile& profile, const Way* way, Date today, Flow& flow) {
  for (std::size_t hops = 0; way != nullptr && !is_open(*way, today); ++hops) {
    const Way* other = profile.way(way->instead);
    if (other == nullptr || hops == profile.ways.size()) return nullptr;
    const bool over = way->until && today > *way->until;
    flow.notices.push_back({Level::kWarning,
                            {over ? "way-closed" : "way-not-yet-open",
                             {{"way", "@way." + way->id},
                              {"date", format_date(over ? *way->until : *way->from)},
                              {"new", "@way." + other->id}}}});
    way = other;
  }
  return way;
}

/// A captcha answers once: whatever the answer was, the page gets another picture.
void renew_captcha(Flow& flow, const Step& step, const Facts& facts) {
  if (asks_for(step, AskKind::kCaptcha) && captcha_wanted(step, flow)) {
    draw_captcha(flow, facts);
  } else {
    flow.captcha.reset();
  }
}

const std::string& next_of(const Step& step, const Known& known, Date today) {
  const auto applies = [&](const Next& next) {
    return (!next.when || known.marks.contains(*next.when)) && within(next.from, next.until, today);
  };
  return std::ranges::find_if(step.next, applies)->to;  // the loader guarantees a last one without `when`
}

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

Date today(const Move& move) { return local_date(move.facts.now, move.profile.zone); }

/// The most failures that count now of any secret of the page; what `effects` have just counted, too.
int failures_on(const Profile& profile, const Step& step, const Facts& facts,
                const std::vector<Effect>& effects) {
  int most = 0;
  for (const AskKind kind : step.asks) {
    const auto method = method_of(kind);
    if (method.empty()) continue;
    most = std::max(most, failures_now(profile, facts, method));
    for (const auto& effect : effects) {
      const auto* set = std::get_if<SetCounter>(&effect);
      if (set != nullptr && set->method == method) most = std::max(most, set->counter.failures);
    }
  }
  return most;
}

enum class Entered { kStays, kPasses, kOver };

Entered enter(const Move& move, const Step& step) {
  move.known().step = step.id;
  move.flow().code.reset();
  move.flow().captcha_due = failures_on(move.profile, step, move.facts, {}) >= step.captcha_after;
  renew_captcha(move.flow(), step, move.facts);
  bool passes = !step.asks.empty();
  for (const AskKind kind : step.asks) {
    switch (ask(kind).settle(move)) {
      case Settled::kAsk:
        passes = false;
        break;
      case Settled::kPassed:
        break;
      case Settled::kRefuse:
        refuse(move);
        return Entered::kOver;
    }
  }
  return passes ? Entered::kPasses : Entered::kStays;
}

/// Goes to where `target` says, and on through steps that have nothing to ask.
void go_to(const Move& move, std::string target) {
  for (std::size_t hops = 0; hops <= move.way.steps.size(); ++hops) {
    if (const auto end = flow_end(target)) return finish(move, *end);
    const Step* step = find_step(move.way, target);
    if (step == nullptr) throw std::logic_error("a profile leads to a step that it does not have");
    if (enter(move, *step) != Entered::kPasses) return;
    target = next_of(*step, move.known(), today(move));
  }
  throw std::logic_error("a profile's steps pass each other in a circle");
}

void remember(Flow& flow, Known before) {
  flow.past.push_back(std::move(before));
  if (flow.past.size() > kDeepestPast) flow.past.erase(flow.past.begin());
}

std::vector<FieldFault> examine(const Profile& profile, const Step& step, const Flow& flow,
                                const Input& input, Time now, Needs& needs) {
  std::vector<FieldFault> faults;
  for (const AskKind kind : step.asks) ask(kind).examine(profile, flow, input, now, faults, needs);
  return faults;
}

/// The asks that the input is about: of a button that needs the page before it, those up to it.
Step part_of(const Step& step, const Input& input) {
  Step part = step;
  for (std::size_t at = 0; at < step.asks.size(); ++at) {
    const Ask& one = ask(step.asks[at]);
    if (!one.request_needs_page() || !one.requested(input)) continue;
    part.asks.resize(at + 1);
    break;
  }
  return part;
}

struct Position {
  const Way* way;
  const Step* step;
};

std::expected<Position, Misuse> locate(const Profile& profile, const Flow& flow, const Input& input,
                                       Time now) {
  if (flow.state != FlowState::kOpen) return std::unexpected(Misuse::kFlowOver);
  if (now >= flow.expires) return std::unexpected(Misuse::kExpired);
  if (input.step != flow.known.step) return std::unexpected(Misuse::kWrongStep);
  const Way* way = profile.way(flow.way);
  const Step* step = way == nullptr ? nullptr : find_step(*way, flow.known.step);
  if (step == nullptr) return std::unexpected(Misuse::kFlowOver);  // the profile has changed under the flow
  return Position{way, step};
}

std::expected<void, Misuse> take_alternative(const Move& move, const Step& step) {
  if (std::ranges::find(step.alternatives, move.input.alternative) == step.alternatives.end()) {
    return std::unexpected(Misuse::kUnknownAlternative);
  }
  const Step* other = find_step(move.way, move.input.alternative);
  if (other == nullptr || !available(move.profile, *other)) return std::unexpected(Misuse::kNotAvailable);
  go_to(move, other->id);
  return {};
}

std::expected<void, Misuse> go_back(const Move& move, const Step& step) {
  Flow& flow = move.flow();
  if (!step.back || flow.past.empty()) return std::unexpected(Misuse::kCannotGoBack);
  const Step* former = find_step(move.way, flow.past.back().step);
  if (former == nullptr) return std::unexpected(Misuse::kFlowOver);  // the profile has changed under the flow
  flow.known = flow.past.back();
  flow.past.pop_back();
  flow.code.reset();
  flow.captcha_due = failures_on(move.profile, *former, move.facts, {}) >= former->captcha_after;
  renew_captcha(flow, *former, move.facts);
  return {};
}

/// The page's asks in their order, up to the first that refuses. Of a refused page nothing stays but what the
/// refusing ask counted and wrote into the log: a password that was taken a line above is not set, nobody is
/// told of it, and it unlocks nothing.
void check_all(const Move& move, const Step& step) {
  std::size_t before = 0;  // the effects of the asks before
  for (const AskKind kind : step.asks) {
    if (move.outcome.rejected()) break;
    before = move.outcome.effects.size();
    ask(kind).check(move);
  }
  if (!move.outcome.rejected()) return;
  auto& effects = move.outcome.effects;
  effects.erase(effects.begin(), effects.begin() + static_cast<std::ptrdiff_t>(before));
  std::erase_if(effects, [](const Effect& effect) {
    return !std::holds_alternative<SetCounter>(effect) && !std::holds_alternative<Record>(effect);
  });
}

/// Nothing that a rejected page proved is kept.
void reject(const Move& move, const Step& step, const Known& before) {
  move.known() = before;
  move.flow().notices.clear();
  move.flow().captcha_due =
      move.flow().captcha_due ||
      failures_on(move.profile, step, move.facts, move.outcome.effects) >= step.captcha_after;
  renew_captcha(move.flow(), step, move.facts);
}

/// Failures elsewhere make the captcha due before anything of the page is looked at: whether the secret was
/// right must not show (WH-02).
bool captcha_overdue(const Move& move, const Step& step) {
  if (!asks_for(step, AskKind::kCaptcha) || captcha_wanted(step, move.flow())) return false;
  return failures_on(move.profile, step, move.facts, {}) >= step.captcha_after;
}

/// The asks before `at` of a page whose button needs them right. True: they are.
bool page_before_is_right(const Move& move, const Step& step, std::size_t at) {
  Step before = step;
  before.asks.resize(at);
  Needs ignored;
  move.outcome.faults = examine(move.profile, before, move.flow(), move.input, move.facts.now, ignored);
  check_all(move, before);
  return !move.outcome.rejected();
}

/// A button beside an input. True when the input was only that.
bool request(const Move& move, const Step& step) {
  const Known before = move.known();
  for (std::size_t at = 0; at < step.asks.size(); ++at) {
    const Ask& one = ask(step.asks[at]);
    if (!one.request_needs_page() || at == 0) {
      if (one.request(move)) return true;
      continue;
    }
    if (!one.requested(move.input)) continue;
    if (page_before_is_right(move, step, at)) {
      one.request(move);
      move.known() = before;
    } else {
      reject(move, step, before);
    }
    return true;
  }
  return false;
}

void submit(const Move& move, const Step& step) {
  if (request(move, step)) return;
  const Known before = move.known();
  if (captcha_overdue(move, step)) {
    move.fault("captcha", "captcha-needed");
    return reject(move, step, before);
  }
  Needs ignored;
  move.outcome.faults = examine(move.profile, step, move.flow(), move.input, move.facts.now, ignored);
  check_all(move, step);
  if (move.outcome.rejected()) return reject(move, step, before);
  const std::string target = next_of(step, move.known(), today(move));
  remember(move.flow(), before);
  go_to(move, target);
}

/// Whether the step would ask something of this visitor, by what is known now: the choice of an identity is
/// no step for somebody who has one.
bool asks_now(const Scene& scene, const Step& step) {
  Outcome scratch;
  scratch.flow = scene.flow;
  const Input nothing;
  const Move move{scene.profile, scene.way, nothing, scene.facts, scratch};
  return std::ranges::any_of(step.asks,
                             [&](AskKind kind) { return ask(kind).settle(move) == Settled::kAsk; });
}

/// How many steps come after `step` on the way that the visitor is on, as far as it is known.
std::size_t steps_ahead(const Scene& scene, const Step& step) {
  std::size_t ahead = 0;
  const Step* at = &step;
  for (std::size_t hops = 0; hops < scene.way.steps.size(); ++hops) {
    const std::string& target =
        next_of(*at, scene.flow.known, local_date(scene.facts.now, scene.profile.zone));
    at = flow_end(target) ? nullptr : find_step(scene.way, target);
    if (at == nullptr) break;
    if (asks_now(scene, *at)) ++ahead;
  }
  return ahead;
}

}  // namespace

std::expected<Flow, Misuse> begin(const Profile& profile, const Beginning& beginning, const Facts& facts) {
  Outcome outcome;
  Flow& flow = outcome.flow;
  const Date day = local_date(facts.now, profile.zone);
  const Way* way = open_way(profile, choose_way(profile, beginning, day), day, flow);
  if (way == nullptr) return std::unexpected(Misuse::kUnknownWay);
  if (needs_session(way->kind) && !beginning.person) return std::unexpected(Misuse::kNeedsSession);
  flow.bureau = beginning.bureau;
  flow.way = way->id;
  flow.begun = facts.now;
  flow.expires = facts.now + way->lasts;
  flow.native = beginning.native;
  if (needs_session(way->kind)) {
    flow.session = beginning.session;
    flow.known.person = beginning.person;
    flow.known.taxpayer = beginning.taxpayer;
    flow.known.mandate = beginning.mandate;
  }
  const Input nothing;
  go_to(Move{profile, *way, nothing, facts, outcome}, way->steps.front().id);
  return std::move(outcome.flow);
}

std::expected<Needs, Misuse> needs(const Profile& profile, const Flow& flow, const Input& input, Time now) {
  const auto position = locate(profile, flow, input, now);
  if (!position) return std::unexpected(position.error());
  Needs wanted;
  if (input.kind != Input::Kind::kSubmit) return wanted;
  if (!examine(profile, part_of(*position->step, input), flow, input, now, wanted).empty()) return Needs{};
  return wanted;
}

std::expected<Outcome, Misuse> advance(const Profile& profile, Flow flow, const Input& input,
                                       const Facts& facts) {
  const auto position = locate(profile, flow, input, facts.now);
  if (!position) return std::unexpected(position.error());
  if (flow.known.person && !facts.person) return std::unexpected(Misuse::kFlowOver);  // the account is gone
  Outcome outcome;
  outcome.flow = std::move(flow);
  outcome.flow.notices.clear();
  const Move move{profile, *position->way, input, facts, outcome};
  switch (input.kind) {
    case Input::Kind::kSubmit:
      submit(move, *position->step);
      break;
    case Input::Kind::kAlternative:
      if (const auto taken = take_alternative(move, *position->step); !taken)
        return std::unexpected(taken.error());
      break;
    case Input::Kind::kBack:
      if (const auto gone = go_back(move, *position->step); !gone) return std::unexpected(gone.error());
      break;
  }
  ++outcome.flow.version;
  return outcome;
}

StepView view(const Profile& profile, const Flow& flow, const Facts& facts) {
  const Way* way = profile.way(flow.way);
  const Step* step = way == nullptr ? nullptr : find_step(*way, flow.known.step);
  if (step == nullptr || flow.state != FlowState::kOpen) return {};
  const std::string key = "step." + way->id + "." + step->id;
  StepView shown{
      .id = step->id, .title = {key, {}}, .text = {key + ".text", {}}, .submit = {key + ".submit", {}}};
  const Scene scene{profile, *way, flow, facts};
  for (const AskKind kind : step->asks) ask(kind).show(scene, shown.inputs);
  for (const auto& id : step->alternatives) {
    const Step* other = find_step(*way, id);
    const bool open = other != nullptr && available(profile, *other);
    shown.alternatives.push_back(
        {id, {"step." + way->id + "." + id, {}}, !open, {open ? "" : "alternative-not-available", {}}});
  }
  shown.back = step->back && !flow.past.empty();
  shown.at = flow.past.size() + 1;
  shown.of = shown.at + steps_ahead(scene, *step);
  return shown;
}

}  // namespace taxgate
