#pragma once
#include "connect/registry/csv.hpp"
#include "connect/registry/layout.hpp"
#include "connect/registry/lines.hpp"

namespace taxgate::registry {

/// Reads the rows of one file by its layout: every number, date, name and code is checked by the domain's own
/// rules. Safe for many threads; the mapping and the layout outlive it and its findings.
class RowChecker {
 public:
  /// `file`: its index for the findings; `today`: the bureau's day.
  RowChecker(const Mapping& mapping, const Layout& layout, std::uint32_t file, Date today)
      : mapping_(mapping), layout_(layout), file_(file), today_(today) {}

  CheckedBatch check(const CsvBatch& batch) const;

 private:
  const Mapping& mapping_;
  const Layout& layout_;
  std::uint32_t file_;
  Date today_;
};

}  // namespace taxgate::registry
