#pragma once
#include "profile/prove/prove.hpp"

namespace taxgate::proving {

/// Walks every path of a way; adds the paths and what is wrong with them.
void walk(const Profile& profile, const Way& way, std::vector<Path>& paths, ProfileFaults& faults);

}  // namespace taxgate::proving
