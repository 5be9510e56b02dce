#pragma once
#include <iosfwd>

#include "app/import/import_registry.hpp"

namespace taxgate::app {

/// `taxgate import registry`, as it was asked for.
struct ImportCommand {
  ImportRequest request;
  std::filesystem::path report;  // where the machine-readable report goes; empty: nowhere
  Locale locale = Locale::kZhCn;
};

/// Runs it with a bar on the terminal, writes the summary to `out` and the report to its file. The program's
/// exit code: exit_code(report), and 2 as well when the request contradicts itself or the report cannot be
/// written (then before anything is imported). What the store throws comes out.
int run_import(const ImportCommand& command, RegistryImport& import, std::ostream& out, std::ostream& err);

}  // namespace taxgate::app
