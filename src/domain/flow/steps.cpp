#include "domain/flow/steps.hpp"

#include <algorithm>
#include <stdexcept>

namespace taxgate::steps {
namespace {

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
  move.flow().captcha_due = captcha_due(move.profile, step, move.facts);
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

}  // namespace

bool available(const Profile& profile, const Step& step) {
  return std::ranges::all_of(step.asks, [&](AskKind kind) { return profile.available(kind); });
}

const std::string& next_of(const Step& step, const Known& known, Date today) {
  const auto applies = [&](const Next& next) {
    return (!next.when || known.marks.contains(*next.when)) && within(next.from, next.until, today);
  };
  return std::ranges::find_if(step.next, applies)->to;  // the loader guarantees a last one without `when`
}

Date today(const Move& move) { return local_date(move.facts.now, move.profile.zone); }

bool captcha_due(const Profile& profile, const Step& step, const Facts& facts,
                 const std::vector<Effect>& just) {
  return failures_on(profile, step, facts, just) >= step.captcha_after;
}

void renew_captcha(Flow& flow, const Step& step, const Facts& facts) {
  if (asks_for(step, AskKind::kCaptcha) && captcha_wanted(step, flow)) {
    draw_captcha(flow, facts);
  } else {
    flow.captcha.reset();
  }
}

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

}  // namespace taxgate::steps
