#include "profile/prove/walk.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <tuple>

#include "profile/prove/rules.hpp"

namespace taxgate::proving {
namespace {

constexpr std::size_t kMostPaths = 1000;

using Trail = std::vector<const Step*>;

class Walker {
 public:
  Walker(const Profile& profile, const Way& way, std::vector<Path>& paths, ProfileFaults& faults)
      : profile_(profile), way_(way), paths_(paths), faults_(faults) {}

  void walk() {
    if (way_.steps.empty()) return;
    const Step& first = way_.steps.front();
    if (!open(first))
      fault(first.place, "step." + first.id + ".asks", "", "closed-step",
            "a way cannot begin with a proof that is not connected");
    arrive(first, at_the_beginning(way_), {});
    check_reached();
    check_conditions();
    if (!reaches_its_end_) {
      fault(way_.place, "", "", "no-open-path", "nobody can come to its end: every path is closed or faulty");
    }
  }

 private:
  /// At a step, or any of the steps that may be taken instead of it.
  void arrive(const Step& step, const Progress& progress, const Trail& trail) {
    for (const Step* other : choices_at(step)) {
      reached_.insert(other);
      if (std::ranges::find(trail, other) != trail.end()) {
        fault(step.place, "step." + step.id, other->id, "cycle",
              "the way comes back to this step" + by(trail));
      } else if (++visits_ > kMostPaths) {
        fault(way_.place, "", "", "too-many-paths", "there are more than a thousand paths: make it simpler");
      } else {
        submit(*other, progress, trail);
      }
    }
  }

  /// The step and, transitively, its alternatives.
  std::vector<const Step*> choices_at(const Step& step) const {
    std::vector<const Step*> choices{&step};
    for (std::size_t at = 0; at < choices.size(); ++at) {
      for (const auto& id : choices[at]->alternatives) {
        const Step* other = find_step(way_, id);
        if (other != nullptr && std::ranges::find(choices, other) == choices.end()) choices.push_back(other);
      }
    }
    return choices;
  }

  void submit(const Step& step, const Progress& entered, Trail trail) {
    std::vector<Progress> outcomes{entered};
    for (const AskKind kind : step.asks) {
      std::vector<Progress> after;
      for (const auto& now : outcomes) {
        check({way_, step, entered, now}, kind, trail);
        for (auto& outcome : after_ask(now, kind, profile_, way_)) {
          const bool perhaps =
              kind == AskKind::kCaptcha && step.captcha_after > 0;  // it may not have been asked
          if (perhaps && !now.knows(Knows::kCaptchaPassed)) outcome.known.erase(Knows::kCaptchaPassed);
          if (matters(outcome)) after.push_back(std::move(outcome));
        }
      }
      outcomes = std::move(after);
    }
    trail.push_back(&step);
    for (auto& outcome : outcomes) {
      leave_step(outcome);
      leave(step, outcome, trail);
    }
  }

  /// What nothing on this way asks after, and what nobody's safety hangs on, makes no other path.
  bool matters(const Progress& progress) const {
    const auto asked_after = [&](Mark mark) {
      return std::ranges::any_of(way_.steps, [&](const Step& step) {
        return std::ranges::find(step.next, std::optional{mark}, &Next::when) != step.next.end();
      });
    };
    return std::ranges::all_of(progress.found, [&](Mark mark) {
      const bool harmless = mark == Mark::kNoPersonalPassword || mark == Mark::kSocialInsuranceOnly;
      return !harmless || asked_after(mark);
    });
  }

  void check(const AskScene& scene, AskKind kind, const Trail& trail) {
    for (auto& broken : check_ask(scene, kind)) {
      fault(scene.step.place, "step." + scene.step.id + ".asks", std::string{to_string(kind)}, broken.code,
            broken.message + by(trail));
    }
  }

  /// As the engine's next_of(): the first whose condition holds. What depends on the day is walked both ways.
  void leave(const Step& step, const Progress& progress, const Trail& trail) {
    for (const auto& next : step.next) {
      if (next.when && !progress.marks.contains(*next.when)) continue;
      follow(step, next, progress, trail);
      if (!next.from && !next.until) return;
    }
  }

  void follow(const Step& step, const Next& next, const Progress& progress, const Trail& trail) {
    taken_.insert(&next);
    if (const auto end = flow_end(next.to)) return finish(step, next, progress, trail, *end);
    const Step* target = find_step(way_, next.to);
    if (target == nullptr) return;  // the loader has told
    if (!open(*target)) {
      fault(next.place, "step." + step.id + ".next", next.to, "closed-step",
            "it has a proof that is not connected: it can only be an alternative");
    }
    arrive(*target, progress, trail);
  }

  void finish(const Step& last, const Next& next, const Progress& progress, const Trail& trail, End end) {
    auto breaches = check_end(profile_, way_, progress, end);
    for (auto& broken : breaches) {
      fault(next.place, "step." + last.id + ".next", next.to, broken.code, broken.message + by(trail));
    }
    const bool purpose = way_.kind != FlowKind::kSignIn || end == End::kSession || end == End::kUnitSession;
    if (breaches.empty() && progress.closed.empty() && purpose) reaches_its_end_ = true;
    Path path{.way = way_.id,
              .steps = names(trail),
              .marks = progress.found,
              .factors = progress.factors,
              .closed = {progress.closed.begin(), progress.closed.end()},
              .end = end};
    if (std::ranges::find(paths_, path) == paths_.end()) paths_.push_back(std::move(path));
  }

  void check_reached() {
    for (const auto& step : way_.steps) {
      if (!reached_.contains(&step)) {
        fault(step.place, "step." + step.id, "", "unreachable", "no path comes to this step");
      }
    }
  }

  void check_conditions() {
    for (const auto& step : way_.steps) {
      for (const auto& next : step.next) {
        if (!next.when || !reached_.contains(&step) || taken_.contains(&next)) continue;
        fault(next.place, "step." + step.id + ".next", std::string{to_string(*next.when)}, "never-true",
              "nothing before it can find this out");
      }
    }
  }

  bool open(const Step& step) const {
    return std::ranges::all_of(step.asks, [&](AskKind kind) { return profile_.available(kind); });
  }

  static std::vector<std::string> names(const Trail& trail) {
    std::vector<std::string> ids;
    for (const Step* step : trail) ids.push_back(step->id);
    return ids;
  }

  static std::string by(const Trail& trail) {
    return trail.empty() ? std::string{} : fmt::format(" (by {})", fmt::join(names(trail), " > "));
  }

  /// Once for a place and rule: the first path that shows it will do.
  void fault(const Place& place, const std::string& option, std::string value, std::string_view code,
             std::string message) {
    const std::string full = "way." + way_.id + (option.empty() ? "" : '.' + option);
    if (!told_.emplace(place.line, full, value, std::string{code}).second) return;
    faults_.add(place, full, std::move(value), code, std::move(message));
  }

  const Profile& profile_;
  const Way& way_;
  std::vector<Path>& paths_;
  ProfileFaults& faults_;
  std::set<const Step*> reached_;
  std::set<const Next*> taken_;
  std::set<std::tuple<unsigned, std::string, std::string, std::string>> told_;
  std::size_t visits_ = 0;
  bool reaches_its_end_ = false;
};

}  // namespace

void walk(const Profile& profile, const Way& way, std::vector<Path>& paths, ProfileFaults& faults) {
  Walker{profile, way, paths, faults}.walk();
}

}  // namespace taxgate::proving
