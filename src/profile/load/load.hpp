#pragma once
// A profile's file into a Profile: a closed vocabulary (docs/profile.md), every fault at once.
#include <expected>
#include <filesystem>
#include <vector>

#include "profile/fault.hpp"

namespace taxgate {

/// Reads the profile and the common texts that it names. The faults are sorted by file and line; a file that
/// is no TOML gives its first fault only. What the ways lead to is not looked at: prove.hpp.
std::expected<Profile, std::vector<ProfileFault>> load_profile(const std::filesystem::path& path);

}  // namespace taxgate
