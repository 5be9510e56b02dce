#include "app/import/import_registry.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <fstream>
#include <iterator>

#include "app/import/read_registry.hpp"
#include "app/import/write_registry.hpp"
#include "app/journal.hpp"

namespace taxgate::app {
namespace {

/// Undoes the transaction of a dry run.
struct OnlyChecked {};

constexpr std::size_t kLongestMapping = 1 << 20;

}  // namespace

ImportReport RegistryImport::run(const ImportRequest& request, ImportProgress& progress) {
  assert(!(request.skip_bad && request.complete));
  ImportReport report;
  const auto mapping = read_mapping(request.mapping, report);
  if (!mapping) return report;
  auto roles = roles_of(*mapping, report);
  if (!report.mapping_faults.empty()) return report;

  registry::Relations::Rules rules;
  for (const auto* role : roles) rules.sole_roles.push_back(!role->proposable);
  rules.known = [this](std::string_view number) {
    return store_.reader().taxpayer_by_number(bureau_.id, number).has_value();
  };
  const Date today = local_date(clock_.now(), bureau_.profile.zone);
  RegistryFiles files(*mapping, today, report, progress);
  const auto registry = files.read(request.files, std::move(rules));
  if (!report.file_faults.empty()) return report;
  report.outcome = ImportOutcome::kBadRows;
  if (report.bad_rows() > 0 && !request.skip_bad) return report;
  write(request, registry, std::move(roles), report, progress);
  return report;
}

std::optional<registry::Mapping> RegistryImport::read_mapping(const std::filesystem::path& file,
                                                              ImportReport& report) const {
  std::ifstream in(file, std::ios::binary);
  std::string text(kLongestMapping + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  if (text.empty() || text.size() > kLongestMapping) {
    report.mapping_faults.push_back({.file = file.string(), .code = "mapping-unreadable"});
    return std::nullopt;
  }
  auto mapping = registry::parse_mapping(text, file.string());
  if (mapping) return *std::move(mapping);
  report.mapping_faults = std::move(mapping.error());
  return std::nullopt;
}

std::vector<const Role*> RegistryImport::roles_of(const registry::Mapping& mapping,
                                                  ImportReport& report) const {
  std::vector<const Role*> roles;
  for (const auto& id : mapping.role_ids) {
    roles.push_back(bureau_.profile.role(id));
    if (roles.back() != nullptr) continue;
    report.mapping_faults.push_back({.file = mapping.file,
                                     .line = mapping.role_lines.at(id),
                                     .option = "codes.role",
                                     .value = id,
                                     .code = "mapping-role-unknown",
                                     .allowed = {}});
  }
  return roles;
}

void RegistryImport::write(const ImportRequest& request, const registry::Registry& registry,
                           std::vector<const Role*> roles, ImportReport& report, ImportProgress& progress) {
  const Time now = clock_.now();
  const RegistryWriter::Task task{.bureau = bureau_,
                                  .vault = vault_,
                                  .registry = registry,
                                  .roles = std::move(roles),
                                  .complete = request.complete,
                                  .time = {.now = now, .today = local_date(now, bureau_.profile.zone)}};
  RegistryWriter writer(task, progress);
  const auto work = [&](store::Transaction& transaction) {
    report.changes = writer.write(transaction);
    if (request.dry_run) throw OnlyChecked();
    record_import(transaction, report, now);
  };
  try {
    store_.bulk(work).get();
    report.outcome = ImportOutcome::kImported;
  } catch (const OnlyChecked&) {
    report.outcome = ImportOutcome::kChecked;
  }
  for (auto& remark : writer.take_remarks()) {
    if (report.counts[{remark.severity, remark.code}]++ < ImportReport::kListed) {
      report.findings.push_back(std::move(remark));
    }
  }
}

void RegistryImport::record_import(store::Transaction& transaction, const ImportReport& report,
                                   Time now) const {
  const auto& changes = report.changes.value();
  Args detail{{"rows", std::to_string(report.rows())}, {"bad", std::to_string(report.bad_rows())}};
  const auto add = [&](const std::string& what, const Changes& counts) {
    detail[what] = fmt::format("{} {} {}", counts.made, counts.changed, counts.same);
  };
  add("taxpayers", changes.taxpayers);
  add("persons", changes.persons);
  add("associations", changes.associations);
  add("agreements", changes.agreements);
  detail["ended"] = std::to_string(changes.ended);
  for (std::size_t i = 0; i < report.files.size(); ++i) {
    detail[fmt::format("file.{}", i + 1)] = report.files[i].sha256;
  }
  record(transaction,
         {.bureau = bureau_.id,
          .kind = "registry-imported",
          .actor = {},
          .subject = {},
          .principal = {},
          .detail = std::move(detail)},
         now);
}

}  // namespace taxgate::app
