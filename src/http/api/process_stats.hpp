#pragma once
#include <cstdint>

namespace taxgate::http {

/// This process, as the kernel counts it.
struct ProcessStats {
  std::uint64_t resident_octets = 0;
  double cpu_seconds = 0;  // user and system, all threads
  std::uint64_t open_files = 0;
};

/// Zeros where /proc cannot be read.
ProcessStats process_stats();

}  // namespace taxgate::http
