#include "app/import/report.hpp"

#include <numeric>

namespace taxgate::app {

std::uint64_t ImportReport::rows() const {
  return std::accumulate(files.begin(), files.end(), std::uint64_t{},
                         [](std::uint64_t sum, const ImportedFile& file) { return sum + file.rows; });
}

std::uint64_t ImportReport::bad_rows() const {
  return std::accumulate(files.begin(), files.end(), std::uint64_t{},
                         [](std::uint64_t sum, const ImportedFile& file) { return sum + file.bad; });
}

int exit_code(const ImportReport& report) {
  switch (report.outcome) {
    case ImportOutcome::kImported:
      return 0;
    case ImportOutcome::kChecked:
      return report.bad_rows() == 0 ? 0 : 1;
    case ImportOutcome::kBadRows:
      return 1;
    case ImportOutcome::kUnusable:
      return 2;
  }
  return 2;
}

}  // namespace taxgate::app
