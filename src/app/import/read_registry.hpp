#pragma once
// The first pass: every file is read and every row checked; nothing is written.
#include <filesystem>

#include "app/import/progress.hpp"
#include "app/import/report.hpp"
#include "connect/registry/csv.hpp"
#include "connect/registry/relations.hpp"

namespace taxgate::app {

class RegistryFiles {
 public:
  RegistryFiles(const registry::Mapping& mapping, Date today, ImportReport& report, ImportProgress& progress)
      : mapping_(mapping), today_(today), report_(report), progress_(progress) {}

  /// Reads them in the order given. What is wrong goes to the report.
  registry::Registry read(const std::vector<std::filesystem::path>& files, registry::Relations::Rules rules);

 private:
  void read_file(const std::filesystem::path& path, registry::Relations& relations);
  bool read_head(registry::CsvReader& reader, registry::CsvBatch& batch, ImportedFile& file);
  void read_rows(registry::CsvReader& reader, registry::CsvBatch batch, registry::Relations& relations);
  void take(std::uint32_t file, registry::CheckedBatch batch, registry::Relations& relations);
  void take_related(std::vector<registry::Finding> findings);
  void count(const registry::Finding& finding);
  void fault(std::uint32_t line, std::string code, std::string detail = {});
  void sort_findings();

  const registry::Mapping& mapping_;
  Date today_;
  ImportReport& report_;
  ImportProgress& progress_;
  std::uint64_t read_ = 0;
  std::uint64_t total_ = 0;
  /// How many of a file's findings of a code are listed.
  std::map<std::pair<std::uint32_t, std::string_view>, std::uint64_t> listed_;
};

}  // namespace taxgate::app
