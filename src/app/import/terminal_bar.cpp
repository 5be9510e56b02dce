#include "app/import/terminal_bar.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>

namespace taxgate::app {
namespace {

constexpr int kSteps = 200;
constexpr int kWidth = 40;

std::string_view name_of(ImportPhase phase, Locale locale) {
  constexpr std::array<std::array<std::string_view, 2>, 2> kNames{{{"读取", "reading"}, {"写入", "writing"}}};
  return kNames.at(static_cast<std::size_t>(phase)).at(locale == Locale::kEn ? 1 : 0);
}

}  // namespace

TerminalBar::TerminalBar(Locale locale) : locale_(locale), terminal_(::isatty(STDERR_FILENO) == 1) {}

TerminalBar::~TerminalBar() {
  if (drawn_ >= 0) std::fputs("\r\033[K", stderr);
}

void TerminalBar::at(ImportPhase phase, std::uint64_t done, std::uint64_t total) {
  if (!terminal_ || total == 0) return;
  const auto step = static_cast<int>(std::min(done, total) * kSteps / total);
  const auto drawn = static_cast<int>(phase) * (kSteps + 1) + step;
  if (drawn == drawn_) return;
  drawn_ = drawn;
  const auto full = static_cast<std::size_t>(step * kWidth / kSteps);
  fmt::print(stderr, "\r\033[K{} [{:<40}] {:3}%", name_of(phase, locale_), std::string(full, '='),
             step * 100 / kSteps);
  std::fflush(stderr);
}

}  // namespace taxgate::app
