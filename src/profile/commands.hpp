#pragma once
// `taxgate profile check` and `taxgate profile draw`, without the command line.
#include <filesystem>
#include <iosfwd>
#include <span>
#include <string>
#include <string_view>

#include "profile/prove/prove.hpp"

namespace taxgate {

/// Prints each profile's paths with their factors, or all of its faults. 0: every one is proved; 1: at least
/// one is not.
int profile_check(std::span<const std::string> files, std::ostream& out);

/// `format`: "mermaid", "dot" or "svg". 0: drawn to `out`; 1: the profile has faults; 2: no such format, or
/// Graphviz is missing or failed. What went wrong goes to `err`. A profile that is loaded and not proved is
/// drawn: to see why.
int profile_draw(const std::filesystem::path& file, std::string_view format, std::ostream& out,
                 std::ostream& err);

/// The paths as profile_check prints them.
std::string print_paths(const Profile& profile, const ProfileProof& proof);

}  // namespace taxgate
