#pragma once
// A profile as pictures: each way a chart of its steps, what they ask and where they lead.
#include <expected>
#include <string>

#include "domain/profile.hpp"

namespace taxgate {

/// Mermaid flowcharts, one a way, as Markdown.
std::string draw_mermaid(const Profile& profile, Locale locale);

/// One Graphviz digraph with a cluster a way.
std::string draw_dot(const Profile& profile, Locale locale);

enum class DrawFault {
  kNoGraphviz,      // there is no program `dot`
  kGraphvizFailed,  // it ran and made no picture
};
std::string_view to_string(DrawFault fault);

/// The digraph as SVG, by Graphviz's program `dot`, which is run without a shell.
std::expected<std::string, DrawFault> draw_svg(const Profile& profile, Locale locale);

}  // namespace taxgate
