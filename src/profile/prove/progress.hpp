#pragma once
// What is known and proved at a point of a path, as the engine's Known holds it, without the values.
#include <set>

#include "domain/flow/ask.hpp"

namespace taxgate::proving {

struct Progress {
  std::set<Knows> known;
  std::set<Factor> factors;
  std::set<Mark> marks;  // in force now
  std::set<Mark> found;  // found out on the way, in force or not
  std::set<AskKind> asked;
  std::set<AskKind> closed;
  bool claimed = false;  // somebody was named, and nothing is proved of it yet
  bool operator==(const Progress&) const = default;

  bool knows(Knows what) const { return known.contains(what); }
  /// Something that the person has or is, beside what anybody may have found out.
  bool beyond_knowledge() const {
    return factors.contains(Factor::kPossession) || factors.contains(Factor::kInherence);
  }
};

/// Before the first step.
Progress at_the_beginning(const Way& way);
/// What the asks of one page tell each other before any of them is checked: they are examined together.
std::set<Knows> known_on_page(const Step& step);
/// After `kind` was answered rightly; with each mark that it may set, and without.
std::vector<Progress> after_ask(Progress before, AskKind kind, const Profile& profile, const Way& way);
/// At the end of a step: what does not outlive its page is forgotten.
void leave_step(Progress& progress);

}  // namespace taxgate::proving
