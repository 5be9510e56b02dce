#pragma once
#include <cstdio>

#include "app/import/progress.hpp"
#include "domain/text.hpp"

namespace taxgate::app {

/// A bar on the standard error, redrawn each half per cent; silent where that is no terminal.
class TerminalBar final : public ImportProgress {
 public:
  explicit TerminalBar(Locale locale);
  ~TerminalBar() override;
  TerminalBar(const TerminalBar&) = delete;
  TerminalBar& operator=(const TerminalBar&) = delete;

  void at(ImportPhase phase, std::uint64_t done, std::uint64_t total) override;

 private:
  Locale locale_;
  bool terminal_;
  int drawn_ = -1;  // phase and half per cents
};

}  // namespace taxgate::app
