#pragma once
// Closed vocabularies: an enumerator and its word, in a table.
#include <array>
#include <optional>
#include <string_view>

namespace taxgate {

template <class Enum>
struct Word {
  Enum meaning;
  std::string_view word;
};

template <class Enum, std::size_t N>
constexpr std::string_view word_of(const std::array<Word<Enum>, N>& table, Enum meaning) {
  for (const auto& entry : table) {
    if (entry.meaning == meaning) return entry.word;
  }
  return {};
}

template <class Enum, std::size_t N>
constexpr std::optional<Enum> meaning_of(const std::array<Word<Enum>, N>& table, std::string_view word) {
  for (const auto& entry : table) {
    if (entry.word == word) return entry.meaning;
  }
  return std::nullopt;
}

}  // namespace taxgate
