#include <fmt/format.h>

#include "profile/draw/chart.hpp"
#include "profile/draw/draw.hpp"

namespace taxgate {
namespace {

using drawing::Arrow;
using drawing::Box;
using drawing::Chart;

/// Mermaid writes characters as entities: a quote would end the label.
std::string safe(std::string_view text) {
  std::string written;
  for (const char c : text) {
    switch (c) {
      case '"':
        written += "#quot;";
        break;
      case '<':
        written += "#lt;";
        break;
      case '#':
        written += "#35;";
        break;
      default:
        written += c;
    }
  }
  return written;
}

/// "end" is a word of Mermaid's own, and dashes end a name.
std::string name_of(std::string_view id) {
  std::string name = "s_" + std::string{id};
  for (char& c : name) {
    if (c == '-') c = '_';
  }
  return name;
}

std::string box(const Box& box) {
  if (box.end) return fmt::format("  {}([\"{}\"])\n", name_of(box.name), safe(box.title));
  return fmt::format("  {}[\"{}<br/>{}\"]{}\n", name_of(box.name), safe(box.title), safe(box.asks),
                     box.closed ? ":::closed" : "");
}

std::string arrow(const Arrow& arrow) {
  const std::string_view line = arrow.alternative ? "-.->" : "-->";
  const std::string label = arrow.label.empty() ? std::string{} : fmt::format("|\"{}\"|", safe(arrow.label));
  return fmt::format("  {} {}{} {}\n", name_of(arrow.from), line, label, name_of(arrow.to));
}

std::string draw(const Chart& chart) {
  std::string drawn = fmt::format("## {}\n\n```mermaid\nflowchart TD\n", chart.title);
  for (const auto& one : chart.boxes) drawn += box(one);
  for (const auto& one : chart.arrows) drawn += arrow(one);
  return drawn + "  classDef closed stroke-dasharray: 4 4,color:#666\n```\n";
}

}  // namespace

std::string draw_mermaid(const Profile& profile, Locale locale) {
  std::string drawn = fmt::format("# {}\n", profile.texts.say({"bureau.name", {}}, locale));
  for (const auto& way : profile.ways) drawn += '\n' + draw(drawing::chart_of(profile, way, locale));
  return drawn;
}

}  // namespace taxgate
