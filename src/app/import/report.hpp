#pragma once
// What an import found and did.
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "connect/registry/layout.hpp"
#include "connect/registry/lines.hpp"
#include "connect/registry/mapping_file.hpp"

namespace taxgate::app {

/// One file of the import.
struct ImportedFile {
  std::string name;                            // without its folder
  std::string sha256;                          // hex
  std::unique_ptr<registry::Layout> layout;    // null when the file's kind is not known
  std::optional<registry::Encoding> encoding;  // none: ASCII
  std::uint64_t rows = 0;
  std::uint64_t bad = 0;
};

/// Why a file as a whole cannot be imported: never passed over by --skip-bad, for nobody knows what is
/// missing.
struct FileFault {
  std::string file;
  std::uint32_t line = 0;  // 0: the whole file
  std::string code;
  std::string detail;  // the missing headings, the system's reason
  bool operator==(const FileFault&) const = default;
};

struct Changes {
  std::uint64_t made = 0;
  std::uint64_t changed = 0;
  std::uint64_t same = 0;
  bool operator==(const Changes&) const = default;
};

struct ImportChanges {
  Changes taxpayers;
  Changes persons;
  Changes associations;
  Changes agreements;
  std::uint64_t ended = 0;  // of the changed associations: those that no longer stand
  bool operator==(const ImportChanges&) const = default;
};

enum class ImportOutcome {
  kImported,
  kChecked,   // a dry run: the changes are those that there would be
  kBadRows,   // nothing was imported
  kUnusable,  // the mapping or a file cannot be used; nothing was imported
};

struct ImportReport {
  ImportOutcome outcome = ImportOutcome::kUnusable;
  std::vector<registry::MappingFault> mapping_faults;
  std::vector<ImportedFile> files;
  std::vector<FileFault> file_faults;
  /// By file and line. Every fault is here; of notes and warnings of one code and file the first kListed.
  std::vector<registry::Finding> findings;
  /// All of them, also those that are not listed.
  std::map<std::pair<registry::Severity, std::string_view>, std::uint64_t> counts;
  std::optional<ImportChanges> changes;  // none: nothing was compared with the store

  static constexpr std::uint64_t kListed = 1000;

  std::uint64_t rows() const;
  std::uint64_t bad_rows() const;
};

/// 0: imported, or checked and good. 1: rows are bad, and nothing was imported (or would be). 2: the mapping
/// or a file cannot be used.
int exit_code(const ImportReport& report);

}  // namespace taxgate::app
