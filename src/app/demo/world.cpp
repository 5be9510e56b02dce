#include "app/demo/world.hpp"

#include <cassert>

namespace taxgate::demo {

World::World(GenerateOptions options) : options_(std::move(options)) {
  assert(options_.persons >= 2 * kCastPersons && options_.enterprises >= kCastEnterprises &&
         options_.today.ok());
  for (const auto county : areas_.counties()) {
    (std::to_string(county).starts_with(options_.area) ? home_ : elsewhere_).push_back(county);
  }
  if (home_.empty()) home_.swap(elsewhere_);
}

}  // namespace taxgate::demo
