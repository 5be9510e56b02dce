#pragma once
// Rows of a vector file under tests/data/domain: columns separated by tabs, lines that begin with # are
// comments.
#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

#include "base/text.hpp"

namespace taxgate {

struct Vector {
  int line = 0;
  std::vector<std::string> columns;
};

inline std::vector<Vector> read_vectors(const std::string& name) {
  std::ifstream file{TAXGATE_SOURCE_DIR "/tests/data/domain/" + name};
  std::vector<Vector> rows;
  std::string text;
  for (int line = 1; std::getline(file, text); ++line) {
    if (text.starts_with('#')) continue;
    auto& row = rows.emplace_back(Vector{.line = line, .columns = {}});
    for (const auto part : split(text, '\t')) row.columns.emplace_back(part);
  }
  EXPECT_FALSE(rows.empty()) << name;
  return rows;
}

/// The expected result that a vector file writes for a fault.
inline std::string bracketed(std::string_view code) { return "[" + std::string(code) + "]"; }

}  // namespace taxgate
