// What the visitor sees of the step that they are at.
#include <algorithm>

#include "domain/flow/engine.hpp"
#include "domain/flow/steps.hpp"

namespace taxgate {
namespace {

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
        steps::next_of(*at, scene.flow.known, local_date(scene.facts.now, scene.profile.zone));
    at = flow_end(target) ? nullptr : find_step(scene.way, target);
    if (at == nullptr) break;
    if (asks_now(scene, *at)) ++ahead;
  }
  return ahead;
}

}  // namespace

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
    const bool open = other != nullptr && steps::available(profile, *other);
    shown.alternatives.push_back(
        {id, {"step." + way->id + "." + id, {}}, !open, {open ? "" : "alternative-not-available", {}}});
  }
  shown.back = step->back && !flow.past.empty();
  shown.at = flow.past.size() + 1;
  shown.of = shown.at + steps_ahead(scene, *step);
  return shown;
}

}  // namespace taxgate
