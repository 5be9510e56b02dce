// The flow engine under a visitor who does anything: the octets are the choices. Never a session with too few
// factors, never a proof kept by going back, never a refused move that changes what is known.
#include <filesystem>
#include <stdexcept>

#include "fuzz/flow_walk.hpp"
#include "fuzz/fuzz.hpp"
#include "profile/prove/prove.hpp"

namespace {

const taxgate::Profile& profile() {
  static const taxgate::Profile kProfile = [] {
    const std::filesystem::path file{TAXGATE_SOURCE_DIR "/profiles/shanxi-2023.toml"};
    auto loaded = taxgate::load_proved_profile(file);
    if (!loaded) throw std::runtime_error(taxgate::to_string(loaded.error().front()));
    return *std::move(loaded);
  }();
  return kProfile;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::size_t at = 0;
  const auto choose = [&](unsigned below) -> std::optional<unsigned> {
    if (at == size) return std::nullopt;
    return data[at++] % below;
  };
  const auto broken = taxgate::testing::Walk(profile(), choose).run();
  taxgate::fuzz::require(!broken, broken.value_or(""));
  return 0;
}
