#pragma once
// What must hold at an ask and at an end, whatever the bureau. Each broken rule is a code and what is wanted
// instead.
#include <string>
#include <vector>

#include "profile/prove/progress.hpp"

namespace taxgate::proving {

struct Broken {
  std::string code;
  std::string message;
};

/// `entered`: when the page was shown; `now`: after the asks before this one on the page.
struct AskScene {
  const Way& way;
  const Step& step;
  const Progress& entered;
  const Progress& now;
};
std::vector<Broken> check_ask(const AskScene& scene, AskKind kind);

std::vector<Broken> check_end(const Profile& profile, const Way& way, const Progress& progress, End end);

/// Whether a way of this kind may end so.
bool may_end(FlowKind kind, End end);

}  // namespace taxgate::proving
