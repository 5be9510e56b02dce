#include <fmt/format.h>

#include "profile/draw/chart.hpp"
#include "profile/draw/draw.hpp"

namespace taxgate {
namespace {

using drawing::Arrow;
using drawing::Box;
using drawing::Chart;

std::string quoted(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    if (c == '"' || c == '\\') safe += '\\';
    safe += c;
  }
  return '"' + safe + '"';
}

std::string name_of(const Chart& chart, const std::string& box) { return quoted(chart.id + '/' + box); }

std::string box(const Chart& chart, const Box& box) {
  const std::string name = name_of(chart, box.name);
  if (box.end) return fmt::format("    {} [label={}, shape=oval];\n", name, quoted(box.title));
  return fmt::format("    {} [label={} + \"\\n\" + {}{}];\n", name, quoted(box.title), quoted(box.asks),
                     box.closed ? ", style=dashed, fontcolor=\"#666666\"" : "");
}

std::string arrow(const Chart& chart, const Arrow& arrow) {
  return fmt::format("    {} -> {} [label={}{}];\n", name_of(chart, arrow.from), name_of(chart, arrow.to),
                     quoted(arrow.label), arrow.alternative ? ", style=dashed, constraint=false" : "");
}

std::string draw(const Chart& chart) {
  std::string drawn =
      fmt::format("  subgraph {} {{\n    label={};\n", quoted("cluster_" + chart.id), quoted(chart.title));
  for (const auto& one : chart.boxes) drawn += box(chart, one);
  for (const auto& one : chart.arrows) drawn += arrow(chart, one);
  return drawn + "  }\n";
}

}  // namespace

std::string draw_dot(const Profile& profile, Locale locale) {
  std::string drawn = fmt::format("digraph profile {{\n  label={};\n",
                                  quoted(profile.texts.say({"bureau.name", {}}, locale)));
  drawn +=
      "  labelloc=t;\n  fontname=\"sans-serif\";\n  node [shape=box, fontname=\"sans-serif\", fontsize=11];\n"
      "  edge [fontname=\"sans-serif\", fontsize=9];\n";
  for (const auto& way : profile.ways) drawn += draw(drawing::chart_of(profile, way, locale));
  return drawn + "}\n";
}

}  // namespace taxgate
