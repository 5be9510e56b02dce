#include "app/import/read_registry.hpp"

#include <fmt/ranges.h>

#include <system_error>
#include <tuple>

#include "app/import/file_source.hpp"
#include "app/import/in_order.hpp"
#include "connect/registry/row_checker.hpp"

namespace taxgate::app {
namespace {

std::string_view code_of(registry::FileDamage damage) {
  switch (damage) {
    case registry::FileDamage::kUtf16:
      return "file-utf-16";
    case registry::FileDamage::kUnterminatedQuote:
      return "file-unterminated-quote";
    case registry::FileDamage::kRecordTooLong:
      return "file-record-too-long";
  }
  return {};
}

std::uint64_t size_of(const std::vector<std::filesystem::path>& files) {
  std::uint64_t total = 0;
  for (const auto& file : files) {
    std::error_code error;
    const auto size = std::filesystem::file_size(file, error);
    if (!error) total += size;
  }
  return total;
}

}  // namespace

registry::Registry RegistryFiles::read(const std::vector<std::filesystem::path>& files,
                                       registry::Relations::Rules rules) {
  total_ = size_of(files);
  registry::Relations relations(std::move(rules));
  for (const auto& file : files) read_file(file, relations);
  auto result = relations.finish();
  take_related(std::move(result.findings));
  sort_findings();
  return std::move(result.registry);
}

void RegistryFiles::read_file(const std::filesystem::path& path, registry::Relations& relations) {
  report_.files.push_back({.name = path.filename().string()});
  try {
    FileSource source(path, [this](std::size_t size) {
      read_ += size;
      progress_.at(ImportPhase::kReading, read_, std::max(total_, read_));
    });
    registry::CsvReader reader(source, mapping_.encoding, mapping_.separator);
    registry::CsvBatch batch;
    if (read_head(reader, batch, report_.files.back())) read_rows(reader, std::move(batch), relations);
    auto& file = report_.files.back();
    file.encoding = reader.encoding();
    const auto digest = source.sha256();
    file.sha256 = to_hex(digest);
  } catch (const std::system_error& error) {
    fault(0, "file-unreadable", std::generic_category().message(error.code().value()));
  }
}

/// The headings, and which kind they are of; leaves the rows behind them in the batch.
bool RegistryFiles::read_head(registry::CsvReader& reader, registry::CsvBatch& batch, ImportedFile& file) {
  if (!reader.next(batch)) {
    if (reader.trouble()) {
      fault(reader.trouble()->line, std::string(code_of(reader.trouble()->damage)));
    } else {
      fault(0, "file-empty");
    }
    return false;
  }
  const auto& head = batch.rows.front();
  std::vector<std::string_view> headings;
  headings.reserve(head.count);
  for (std::size_t i = 0; i < head.count; ++i) headings.push_back(batch.field(head, i));
  auto layout = registry::match_layout(mapping_, file.name, headings);
  if (!layout) {
    fault(head.line, std::string(layout.error().code),
          fmt::format("{}", fmt::join(layout.error().headings, ", ")));
    return false;
  }
  file.layout = std::make_unique<registry::Layout>(*std::move(layout));
  batch.rows.erase(batch.rows.begin());
  return true;
}

void RegistryFiles::read_rows(registry::CsvReader& reader, registry::CsvBatch batch,
                              registry::Relations& relations) {
  const auto index = static_cast<std::uint32_t>(report_.files.size() - 1);
  const registry::RowChecker checker(mapping_, *report_.files.back().layout, index, today_);
  InOrder<registry::CheckedBatch> checks(
      [&](registry::CheckedBatch checked) { take(index, std::move(checked), relations); });
  do {
    auto rows = std::make_shared<registry::CsvBatch>(std::move(batch));
    checks.add([&checker, rows] { return checker.check(*rows); });
    batch = {};
  } while (reader.next(batch));
  checks.drain();
  if (const auto& trouble = reader.trouble()) fault(trouble->line, std::string(code_of(trouble->damage)));
}

void RegistryFiles::take(std::uint32_t file, registry::CheckedBatch batch, registry::Relations& relations) {
  report_.files[file].rows += batch.rows;
  report_.files[file].bad += batch.bad;
  for (auto& finding : batch.findings) {
    count(finding);
    auto& listed = listed_[{file, finding.code}];
    if (finding.severity == registry::Severity::kFault || listed++ < ImportReport::kListed) {
      report_.findings.push_back(std::move(finding));
    }
  }
  relations.add(std::move(batch));
}

/// The relations' warnings come file by file in no order of lines: which of them are listed is decided after
/// sorting.
void RegistryFiles::take_related(std::vector<registry::Finding> findings) {
  std::ranges::sort(findings, {},
                    [](const registry::Finding& f) { return std::tuple(f.at, f.code, f.other); });
  for (auto& finding : findings) {
    count(finding);
    if (finding.column) finding.heading = report_.files[finding.at.file].layout->heading(*finding.column);
    if (finding.severity == registry::Severity::kFault) ++report_.files[finding.at.file].bad;
    auto& listed = listed_[{finding.at.file, finding.code}];
    if (finding.severity == registry::Severity::kFault || listed++ < ImportReport::kListed) {
      report_.findings.push_back(std::move(finding));
    }
  }
}

void RegistryFiles::count(const registry::Finding& finding) {
  ++report_.counts[{finding.severity, finding.code}];
}

void RegistryFiles::fault(std::uint32_t line, std::string code, std::string detail) {
  report_.file_faults.push_back({.file = report_.files.back().name,
                                 .line = line,
                                 .code = std::move(code),
                                 .detail = std::move(detail)});
}

void RegistryFiles::sort_findings() {
  std::ranges::sort(report_.findings, {},
                    [](const registry::Finding& f) { return std::tuple(f.at, f.heading, f.code, f.other); });
}

}  // namespace taxgate::app
