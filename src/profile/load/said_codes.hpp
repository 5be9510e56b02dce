#pragma once
// Every code that the engine and the application say, with the values that its text may name: those of the
// common texts that the binary was built with. The common texts that it is started with must have all of
// them, in three languages, and a profile can override no others. A new code: an entry in
// profiles/common/texts.toml.
#include <set>
#include <span>
#include <string>
#include <string_view>

namespace taxgate::load {

struct SaidCode {
  std::string code;
  std::set<std::string, std::less<>> values;  // names of {placeholders}
  bool takes(std::string_view name) const { return values.contains(name); }
};

std::span<const SaidCode> said_codes();  // sorted by code
const SaidCode* find_said(std::string_view code);

/// profiles/common/texts.toml of the build.
std::string_view own_texts();

}  // namespace taxgate::load
