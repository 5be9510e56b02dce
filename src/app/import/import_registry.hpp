#pragma once
// `taxgate import registry`: a bureau's export becomes its people, taxpayers and associations.
#include <filesystem>

#include "app/bureau.hpp"
#include "app/import/progress.hpp"
#include "app/import/report.hpp"
#include "app/vault.hpp"
#include "base/clock.hpp"
#include "connect/registry/relations.hpp"
#include "store/store.hpp"

namespace taxgate::app {

struct ImportRequest {
  std::vector<std::filesystem::path> files;
  std::filesystem::path mapping;
  bool skip_bad = false;  // import the good rows although others are bad
  bool complete = false;  // the files are the whole registry; never together with skip_bad
  bool dry_run = false;   // everything but the commit
};

class RegistryImport {
 public:
  RegistryImport(const Bureau& bureau, store::Store& store, const Vault& vault, const Clock& clock)
      : bureau_(bureau), store_(store), vault_(vault), clock_(clock) {}

  /// Reads and checks everything first; then, unless a row is bad or the request skips such, writes in one
  /// transaction together with one audit event. Throws what the store throws: then nothing was imported.
  ImportReport run(const ImportRequest& request, ImportProgress& progress);

 private:
  std::optional<registry::Mapping> read_mapping(const std::filesystem::path& file,
                                                ImportReport& report) const;
  std::vector<const Role*> roles_of(const registry::Mapping& mapping, ImportReport& report) const;
  void write(const ImportRequest& request, const registry::Registry& registry, std::vector<const Role*> roles,
             ImportReport& report, ImportProgress& progress);
  void record_import(store::Transaction& transaction, const ImportReport& report, Time now) const;

  const Bureau& bureau_;
  store::Store& store_;
  const Vault& vault_;
  const Clock& clock_;
};

}  // namespace taxgate::app
