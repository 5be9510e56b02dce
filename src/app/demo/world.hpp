#pragma once
// What all parts of one generated registry share.
#include <vector>

#include "app/demo/areas.hpp"
#include "app/demo/generate.hpp"
#include "app/demo/random.hpp"

namespace taxgate::demo {

/// The first persons and enterprises are the same for every seed in what they are (not in who): cast.hpp.
inline constexpr std::uint64_t kCastPersons = 8;
inline constexpr std::uint64_t kCastEnterprises = 2;

/// Topics of the random streams.
enum class Topic : std::uint64_t { kCitizen, kPhone, kEnterprise, kStaff, kRow };

class World {
 public:
  explicit World(GenerateOptions options);

  const GenerateOptions& options() const { return options_; }
  const Areas& areas() const { return areas_; }
  /// The counties of the bureau's territory, and all others (the same where the territory is the whole
  /// mainland).
  const std::vector<std::uint32_t>& home() const { return home_; }
  const std::vector<std::uint32_t>& elsewhere() const { return elsewhere_.empty() ? home_ : elsewhere_; }
  Random random(Topic topic, std::uint64_t index) const {
    return {options_.seed, static_cast<std::uint64_t>(topic), index};
  }

 private:
  GenerateOptions options_;
  Areas areas_;
  std::vector<std::uint32_t> home_;
  std::vector<std::uint32_t> elsewhere_;
};

}  // namespace taxgate::demo
