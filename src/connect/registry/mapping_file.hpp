#pragma once
// Reads a mapping from TOML. The vocabulary is closed, and every fault of a file is told at once.
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "connect/registry/mapping.hpp"

namespace taxgate::registry {

struct MappingFault {
  std::string file;
  unsigned line = 0;
  std::string option;     // "codes.role.法定代表人"
  std::string value;      // as written; empty where there is none
  std::string_view code;  // "mapping-syntax", "mapping-unknown-option", ...
  std::string allowed;    // what would have been right, where that is a short list
  bool operator==(const MappingFault&) const = default;
};

/// `file` is for the faults. Roles are not known here: Mapping::role_ids is the caller's to hold against the
/// profile.
std::expected<Mapping, std::vector<MappingFault>> parse_mapping(std::string_view toml,
                                                                const std::string& file);

}  // namespace taxgate::registry
