#pragma once
// Runs a helper program: no shell, no inherited descriptors, bounded in time and output.
#include <chrono>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"

namespace taxgate {

enum class ProcessFault : std::uint8_t {
  kNotFound,     // no such program on PATH, or not executable
  kTimedOut,     // and was killed
  kTooMuch,      // said more than the limit, and was killed
  kFailed,       // ended otherwise than by exit code 0
  kNoResources,  // the system has no more processes or descriptors
};

struct Command {
  std::vector<std::string> words;  // program and arguments; others on the machine can read them
  std::string input;               // its standard input; at most 4 KiB, so that it fits a pipe
  std::chrono::milliseconds timeout{3000};
  std::size_t max_output = std::size_t{4} << 20U;
};

/// The program's standard output. Its standard error goes nowhere. Blocks until it has ended.
std::expected<Bytes, ProcessFault> run(const Command& command);

}  // namespace taxgate
