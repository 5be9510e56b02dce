#pragma once
#include <filesystem>

#include "app/bureau.hpp"
#include "store/store.hpp"

namespace taxgate::commands {

/// Loads and proves the profile, and finds or makes its bureau in the store. Throws with every fault: a
/// profile with a path to a session below its assurance does not serve.
app::Bureau open_bureau(const std::filesystem::path& profile, store::Store& store);

}  // namespace taxgate::commands
