#pragma once
// The {placeholders} of texts.
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "domain/text.hpp"

namespace taxgate::load {

/// The names between braces; nothing where the braces do not pair.
std::optional<std::set<std::string>> placeholders(std::string_view text);

/// What is wrong with them: braces that do not pair, languages that do not agree.
std::optional<std::string> placeholder_problem(const Text& text);

}  // namespace taxgate::load
