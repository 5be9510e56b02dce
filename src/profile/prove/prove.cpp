#include "profile/prove/prove.hpp"

#include "profile/load/load.hpp"
#include "profile/prove/walk.hpp"

namespace taxgate {

ProfileProof prove(const Profile& profile) {
  ProfileProof proof;
  ProfileFaults faults;
  for (const auto& way : profile.ways) proving::walk(profile, way, proof.paths, faults);
  proof.faults = faults.take();
  return proof;
}

std::expected<Profile, std::vector<ProfileFault>> load_proved_profile(const std::filesystem::path& path) {
  auto profile = load_profile(path);
  if (!profile) return profile;
  if (auto proof = prove(*profile); !proof.faults.empty()) return std::unexpected(std::move(proof.faults));
  return profile;
}

}  // namespace taxgate
