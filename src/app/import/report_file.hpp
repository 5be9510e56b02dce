#pragma once
#include <iosfwd>
#include <string>

#include "app/import/report.hpp"
#include "domain/text.hpp"

namespace taxgate::app {

/// JSON lines for machines: one "file" a file, one "mapping-fault", "file-fault" or "finding" each, and one
/// "summary" at the end. The same import gives the same octets. Nothing personal in clear.
void write_report(std::ostream& out, const ImportReport& report, Locale locale);

/// The same for people: the first faults, then counts. zh-CN or en.
void write_summary(std::ostream& out, const ImportReport& report, Locale locale);

}  // namespace taxgate::app
