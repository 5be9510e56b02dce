#include "profile/commands.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <ostream>

#include "profile/draw/draw.hpp"
#include "profile/load/load.hpp"

namespace taxgate {
namespace {

template <class Words>
std::string joined(const Words& words, std::string_view between) {
  std::vector<std::string_view> texts;
  texts.reserve(words.size());
  for (const auto word : words) texts.push_back(to_string(word));
  return fmt::format("{}", fmt::join(texts, between));
}

std::string print_path(const Path& path) {
  std::string line = fmt::format("    {} > {}", fmt::join(path.steps, " > "), to_string(path.end));
  if (!path.factors.empty()) line += fmt::format("  [{}]", joined(path.factors, " + "));
  if (!path.marks.empty()) line += fmt::format("  when {}", joined(path.marks, ", "));
  if (!path.closed.empty()) line += fmt::format("  not open yet: {}", joined(path.closed, ", "));
  return line + '\n';
}

void print_faults(const std::vector<ProfileFault>& faults, std::ostream& out) {
  for (const auto& fault : faults) out << to_string(fault) << '\n';
}

bool check_one(const std::string& file, std::ostream& out) {
  const auto profile = load_profile(file);
  if (!profile) {
    print_faults(profile.error(), out);
    out << fmt::format("{}: refused, {} fault(s)\n", file, profile.error().size());
    return false;
  }
  const ProfileProof proof = prove(*profile);
  out << print_paths(*profile, proof);
  print_faults(proof.faults, out);
  out << (proof.faults.empty() ? fmt::format("{}: proved, {} paths\n", file, proof.paths.size())
                               : fmt::format("{}: refused, {} fault(s)\n", file, proof.faults.size()));
  return proof.faults.empty();
}

int draw_as_svg(const Profile& profile, std::ostream& out, std::ostream& err) {
  const auto drawn = draw_svg(profile, Locale::kZhCn);
  if (drawn) {
    out << *drawn;
    return 0;
  }
  err << (drawn.error() == DrawFault::kNoGraphviz
              ? "there is no program `dot` (Debian's package graphviz); the format mermaid needs none\n"
              : "Graphviz's `dot` failed\n");
  return 2;
}

}  // namespace

std::string print_paths(const Profile& profile, const ProfileProof& proof) {
  std::string printed =
      fmt::format("{}: a session needs {} different factors\n", profile.id, profile.assurance);
  for (const auto& way : profile.ways) {
    printed += fmt::format("  {} ({})\n", way.id, to_string(way.kind));
    for (const auto& path : proof.paths) {
      if (path.way == way.id) printed += print_path(path);
    }
  }
  return printed;
}

int profile_check(std::span<const std::string> files, std::ostream& out) {
  bool all = true;
  for (const auto& file : files) all = check_one(file, out) && all;
  return all ? 0 : 1;
}

int profile_draw(const std::filesystem::path& file, std::string_view format, std::ostream& out,
                 std::ostream& err) {
  constexpr std::array<std::string_view, 3> kFormats{"mermaid", "dot", "svg"};
  if (std::ranges::find(kFormats, format) == kFormats.end()) {
    err << fmt::format("there is no format {}: mermaid, dot or svg\n", format);
    return 2;
  }
  const auto profile = load_profile(file);
  if (!profile) {
    print_faults(profile.error(), err);
    return 1;
  }
  if (format == "svg") return draw_as_svg(*profile, out, err);
  out << (format == "dot" ? draw_dot(*profile, Locale::kZhCn) : draw_mermaid(*profile, Locale::kZhCn));
  return 0;
}

}  // namespace taxgate
