#include <fmt/format.h>

#include <array>
#include <ostream>

#include "app/import/report_file.hpp"
#include "app/import/texts.hpp"

namespace taxgate::app {
namespace {

constexpr int kShownFaults = 20;

/// The summary's own words in the language of the reader.
class Writer {
 public:
  Writer(std::ostream& out, const ImportReport& report, Locale locale)
      : out_(out), report_(report), locale_(locale), zh_(locale != Locale::kEn) {}

  void write() {
    for (const auto& fault : report_.mapping_faults) mapping_fault(fault);
    for (const auto& fault : report_.file_faults) file_fault(fault);
    faults();
    for (const auto& file : report_.files) files(file);
    counts();
    changes();
    outcome();
  }

 private:
  template <class... Args>
  void line(fmt::format_string<Args...> zh, fmt::format_string<Args...> en, const Args&... args) {
    out_ << fmt::vformat(zh_ ? fmt::string_view(zh) : fmt::string_view(en), fmt::make_format_args(args...))
         << '\n';
  }

  void mapping_fault(const registry::MappingFault& fault) {
    out_ << fmt::format("{}:{}: ", fault.file, fault.line);
    if (!fault.option.empty())
      out_ << fault.option << (fault.value.empty() ? "" : " = \"" + fault.value + "\"") << ": ";
    out_ << import_text(fault.code, locale_);
    if (!fault.allowed.empty()) out_ << " (" << fault.allowed << ")";
    out_ << '\n';
  }

  void file_fault(const FileFault& fault) {
    out_ << fault.file;
    if (fault.line != 0) out_ << ':' << fault.line;
    out_ << ": " << import_text(fault.code, locale_);
    if (!fault.detail.empty()) out_ << ": " << fault.detail;
    out_ << '\n';
  }

  void faults() {
    int shown = 0;
    for (const auto& finding : report_.findings) {
      if (finding.severity != registry::Severity::kFault) continue;
      if (shown++ == kShownFaults) {
        line("……其余见报告文件（--report）", "… the others are in the report (--report)");
        break;
      }
      fault(finding);
    }
  }

  void fault(const registry::Finding& finding) {
    out_ << fmt::format("{}:{}: ", report_.files.at(finding.at.file).name, finding.at.line);
    if (!finding.heading.empty()) out_ << finding.heading << ": ";
    out_ << import_text(finding.code, locale_);
    if (!finding.shown.empty()) out_ << (zh_ ? "（" : " (") << finding.shown << (zh_ ? "）" : ")");
    if (finding.other.line != 0) {
      out_ << fmt::format(" → {}:{}", report_.files.at(finding.other.file).name, finding.other.line);
    }
    out_ << '\n';
  }

  void files(const ImportedFile& file) {
    line("{}：{} 行，{} 行有误", "{}: {} rows, {} bad", file.name, file.rows, file.bad);
  }

  void counts() {
    for (const auto& [what, count] : report_.counts) {
      const auto severity = severity_word(what.first);
      out_ << fmt::format("  {} {} × {}", severity, count, import_text(what.second, locale_)) << '\n';
    }
  }

  std::string_view severity_word(registry::Severity severity) const {
    constexpr std::array<std::string_view, 3> kZh{"说明", "提醒", "错误"};
    const auto index = static_cast<std::size_t>(severity);
    return zh_ ? kZh.at(index) : registry::to_string(severity);
  }

  void changes() {
    if (!report_.changes) return;
    const auto& all = *report_.changes;
    const auto one = [&](std::string_view zh, std::string_view en, const Changes& c) {
      const auto name = zh_ ? zh : en;
      line("{}：新增 {}，变更 {}，未变 {}", "{}: {} new, {} changed, {} the same", name, c.made, c.changed,
           c.same);
    };
    one("纳税人", "taxpayers", all.taxpayers);
    one("人员", "persons", all.persons);
    one("关联关系", "associations", all.associations);
    if (all.agreements != Changes{}) one("代理协议", "agreements", all.agreements);
    if (all.ended > 0) line("其中终止的关联关系 {}", "of the changed associations {} ended", all.ended);
  }

  void outcome() {
    switch (report_.outcome) {
      case ImportOutcome::kImported:
        return line("已导入。", "Imported.");
      case ImportOutcome::kChecked:
        return line("仅检查，未写入。", "Checked only; nothing was written.");
      case ImportOutcome::kBadRows:
        return line("有 {} 行有误，未导入任何数据；更正后重试，或用 --skip-bad 只导入无误的行。",
                    "{} rows are bad and nothing was imported: correct them, or import the good ones with "
                    "--skip-bad.",
                    report_.bad_rows());
      case ImportOutcome::kUnusable:
        return line("未导入任何数据。", "Nothing was imported.");
    }
  }

  std::ostream& out_;
  const ImportReport& report_;
  Locale locale_;
  bool zh_;
};

}  // namespace

void write_summary(std::ostream& out, const ImportReport& report, Locale locale) {
  Writer(out, report, locale).write();
}

}  // namespace taxgate::app
