#include "app/import/command.hpp"

#include <fstream>
#include <ostream>

#include "app/import/report_file.hpp"
#include "app/import/terminal_bar.hpp"

namespace taxgate::app {
namespace {

constexpr int kUnusable = 2;

std::string_view contradiction(const ImportRequest& request, Locale locale) {
  const bool zh = locale != Locale::kEn;
  if (request.files.empty()) return zh ? "没有指定文件" : "no files are named";
  if (request.complete && request.skip_bad) {
    return zh ? "--complete 与 --skip-bad 不能同用：被跳过的人会被当作已不在册"
              : "--complete and --skip-bad exclude each other: who is skipped would count as gone";
  }
  return {};
}

}  // namespace

int run_import(const ImportCommand& command, RegistryImport& import, std::ostream& out, std::ostream& err) {
  if (const auto why = contradiction(command.request, command.locale); !why.empty()) {
    err << why << '\n';
    return kUnusable;
  }
  std::ofstream report_file;
  if (!command.report.empty()) {
    report_file.open(command.report, std::ios::binary);
    if (!report_file) {
      err << command.report.string() << (command.locale == Locale::kEn ? ": cannot be written" : "：无法写入")
          << '\n';
      return kUnusable;
    }
  }
  const auto report = [&] {
    TerminalBar bar(command.locale);
    return import.run(command.request, bar);
  }();
  write_summary(out, report, command.locale);
  if (command.report.empty()) return exit_code(report);
  write_report(report_file, report, command.locale);
  report_file.close();
  if (!report_file)
    err << command.report.string() << (command.locale == Locale::kEn ? ": not whole" : "：未能写全") << '\n';
  return exit_code(report);
}

}  // namespace taxgate::app
