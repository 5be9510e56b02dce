#pragma once
// What every fuzz target has: its input as text, and a check that stops in every build.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace taxgate::fuzz {

/// Ends the program when something that must hold does not.
inline void require(bool holds, std::string_view what) {
  if (holds) return;
  std::fprintf(stderr, "broken: %.*s\n", static_cast<int>(what.size()), what.data());
  std::abort();
}

inline std::string_view text_of_input(const std::uint8_t* data, std::size_t size) {
  return size == 0 ? std::string_view{} : std::string_view{reinterpret_cast<const char*>(data), size};
}

}  // namespace taxgate::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
