#include "app/import/report_file.hpp"

#include <boost/json.hpp>
#include <ostream>

#include "app/import/texts.hpp"

namespace taxgate::app {
namespace {

namespace json = boost::json;

std::string_view word_of(ImportOutcome outcome) {
  switch (outcome) {
    case ImportOutcome::kImported:
      return "imported";
    case ImportOutcome::kChecked:
      return "checked";
    case ImportOutcome::kBadRows:
      return "bad-rows";
    case ImportOutcome::kUnusable:
      return "unusable";
  }
  return {};
}

std::string_view word_of(std::optional<registry::Encoding> encoding) {
  if (!encoding) return "ascii";
  return *encoding == registry::Encoding::kUtf8 ? "utf-8" : "gb18030";
}

json::object of(const ImportedFile& file) {
  json::object line{{"type", "file"}, {"file", file.name}, {"sha256", file.sha256}};
  if (file.layout) line["kind"] = registry::to_string(file.layout->kind);
  line["encoding"] = word_of(file.encoding);
  line["rows"] = file.rows;
  line["bad"] = file.bad;
  return line;
}

json::object of(const registry::MappingFault& fault, Locale locale) {
  json::object line{{"type", "mapping-fault"},
                    {"file", fault.file},
                    {"line", fault.line},
                    {"option", fault.option},
                    {"value", fault.value},
                    {"code", fault.code},
                    {"reason", import_text(fault.code, locale)}};
  if (!fault.allowed.empty()) line["allowed"] = fault.allowed;
  return line;
}

json::object of(const FileFault& fault, Locale locale) {
  return {{"type", "file-fault"},
          {"file", fault.file},
          {"line", fault.line},
          {"code", fault.code},
          {"reason", import_text(fault.code, locale)},
          {"detail", fault.detail}};
}

json::object of(const registry::Finding& finding, const ImportReport& report, Locale locale) {
  json::object line{{"type", "finding"},
                    {"severity", registry::to_string(finding.severity)},
                    {"file", report.files.at(finding.at.file).name},
                    {"line", finding.at.line},
                    {"column", finding.heading},
                    {"code", finding.code},
                    {"reason", import_text(finding.code, locale)},
                    {"value", finding.shown}};
  if (finding.other.line != 0) {
    line["other"] =
        json::object{{"file", report.files.at(finding.other.file).name}, {"line", finding.other.line}};
  }
  return line;
}

json::object of(const Changes& changes) {
  return {{"new", changes.made}, {"changed", changes.changed}, {"same", changes.same}};
}

json::object summary_of(const ImportReport& report) {
  json::object line{{"type", "summary"},
                    {"outcome", word_of(report.outcome)},
                    {"rows", report.rows()},
                    {"bad", report.bad_rows()}};
  json::array counts;
  for (const auto& [what, count] : report.counts) {
    counts.push_back(
        {{"severity", registry::to_string(what.first)}, {"code", what.second}, {"count", count}});
  }
  line["counts"] = std::move(counts);
  if (report.changes) {
    line["taxpayers"] = of(report.changes->taxpayers);
    line["persons"] = of(report.changes->persons);
    line["associations"] = of(report.changes->associations);
    line["agreements"] = of(report.changes->agreements);
    line["ended"] = report.changes->ended;
  }
  return line;
}

}  // namespace

void write_report(std::ostream& out, const ImportReport& report, Locale locale) {
  for (const auto& file : report.files) out << json::serialize(of(file)) << '\n';
  for (const auto& fault : report.mapping_faults) out << json::serialize(of(fault, locale)) << '\n';
  for (const auto& fault : report.file_faults) out << json::serialize(of(fault, locale)) << '\n';
  for (const auto& finding : report.findings) out << json::serialize(of(finding, report, locale)) << '\n';
  out << json::serialize(summary_of(report)) << '\n';
}

}  // namespace taxgate::app
