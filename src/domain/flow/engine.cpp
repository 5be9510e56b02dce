#include "domain/flow/engine.hpp"

#include <algorithm>

#include "domain/flow/steps.hpp"

namespace taxgate {
namespace {

constexpr std::size_t kDeepestPast = 16;

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
  if (other == nullptr || !steps::available(move.profile, *other))
    return std::unexpected(Misuse::kNotAvailable);
  steps::go_to(move, other->id);
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
  flow.captcha_due = steps::captcha_due(move.profile, *former, move.facts);
  steps::renew_captcha(flow, *former, move.facts);
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
      move.flow().captcha_due || steps::captcha_due(move.profile, step, move.facts, move.outcome.effects);
  steps::renew_captcha(move.flow(), step, move.facts);
}

/// Failures elsewhere make the captcha due before anything of the page is looked at: whether the secret was
/// right must not show (WH-02).
bool captcha_overdue(const Move& move, const Step& step) {
  if (!asks_for(step, AskKind::kCaptcha) || captcha_wanted(step, move.flow())) return false;
  return steps::captcha_due(move.profile, step, move.facts);
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

void remember(Flow& flow, Known before) {
  flow.past.push_back(std::move(before));
  if (flow.past.size() > kDeepestPast) flow.past.erase(flow.past.begin());
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
  const std::string target = steps::next_of(step, move.known(), steps::today(move));
  remember(move.flow(), before);
  steps::go_to(move, target);
}

}  // namespace

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

}  // namespace taxgate
