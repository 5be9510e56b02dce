#include <fmt/format.h>

#include "profile/load/placeholders.hpp"
#include "profile/load/said_codes.hpp"
#include "profile/load/sections.hpp"

namespace taxgate::load {
namespace {

void check_placeholders(Section& section, const SaidCode& said, const Text& text) {
  const auto used = placeholders(text.in(Locale::kZhCn));
  if (!used) return;  // told by Section::said
  for (const auto& name : *used) {
    if (!said.takes(name)) {
      section.fault(said.code, "unknown-placeholder", fmt::format("{{{}}} has no value in this text", name));
    }
  }
}

}  // namespace

void read_texts(Section& root, Catalogue& texts) {
  root.section("texts", Wanted::kMay, [&](Section& section) {
    for (const auto& code : section.keys()) {
      const SaidCode* said = find_said(code);
      if (said == nullptr) continue;  // an unknown option, like any other
      auto text = section.said(code);
      if (!text) continue;
      check_placeholders(section, *said, *text);
      texts.put(code, *std::move(text));
    }
  });
}

void read_may_name(Section& root) {
  root.section("may_name", Wanted::kMay, [](Section& section) {
    for (const auto& code : section.keys()) {
      const SaidCode* said = find_said(code);
      if (said == nullptr) continue;  // an unknown option
      for (const auto& listed : section.words(code)) {
        if (said->takes(listed.word)) continue;
        section.fault(code, listed, "unknown-placeholder",
                      fmt::format("{{{}}} has no value in this text", listed.word));
      }
    }
  });
}

}  // namespace taxgate::load
