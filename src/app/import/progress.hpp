#pragma once
#include <cstdint>
#include <memory>

namespace taxgate::app {

enum class ImportPhase { kReading, kWriting };

/// Hears how far an import is. Called from one thread at a time, often.
class ImportProgress {
 public:
  virtual ~ImportProgress() = default;
  /// `done` of `total` octets (reading) or rows.
  virtual void at(ImportPhase phase, std::uint64_t done, std::uint64_t total) = 0;
};

class NoProgress final : public ImportProgress {
 public:
  void at(ImportPhase, std::uint64_t, std::uint64_t) override {}
};

}  // namespace taxgate::app
