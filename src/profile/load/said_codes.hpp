#pragma once
// Every code that the engine and the application say, with the values that its text may name. The common
// texts must have all of them, and a profile can override no others. A new code: one line in said_codes.cpp,
// one in the common texts.
#include <span>
#include <string_view>

namespace taxgate::load {

struct SaidCode {
  std::string_view code;
  std::string_view values;  // names of {placeholders}, separated by blanks
  bool takes(std::string_view name) const;
};

std::span<const SaidCode> said_codes();
const SaidCode* find_said(std::string_view code);

}  // namespace taxgate::load
