#pragma once
// The proof of a profile: the engine's state space is finite, so every path from the beginning of a
// way to its end is walked, with what is known and proved on it. A profile with a fault must not serve
// anybody.
#include <expected>
#include <filesystem>
#include <set>
#include <vector>

#include "domain/flow/flow.hpp"
#include "profile/fault.hpp"

namespace taxgate {

/// One path through a way: the steps that are submitted, in order.
struct Path {
  std::string way;
  std::vector<std::string> steps;
  std::set<Mark> marks;      // what was found out on it
  std::set<Factor> factors;  // what was proved on it
  std::vector<AskKind>
      closed;  // proofs on it that are not connected: nobody can take it yet, and it is proved all the same
  End end = End::kDone;
  bool operator==(const Path&) const = default;
};

struct ProfileProof {
  std::vector<Path> paths;
  std::vector<ProfileFault> faults;  // by line; none: the profile is proved
};

ProfileProof prove(const Profile& profile);

/// What a server starts with: a profile without a fault, in its file or in its paths.
std::expected<Profile, std::vector<ProfileFault>> load_proved_profile(const std::filesystem::path& path);

}  // namespace taxgate
