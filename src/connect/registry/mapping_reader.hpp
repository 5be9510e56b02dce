#pragma once
// The reading of TOML nodes with faults collected; a detail of mapping_file.cpp.
#include <toml++/toml.h>

#include <functional>

#include "connect/registry/mapping_file.hpp"

namespace taxgate::registry {

class MappingReader {
 public:
  using EachText =
      std::function<void(const std::string& text, const toml::node& at, const std::string& option)>;

  explicit MappingReader(std::string file) : file_(std::move(file)) {}

  void fault(unsigned line, std::string option, std::string value, std::string_view code,
             std::string allowed = {});
  void fault(const toml::node& at, std::string option, std::string value, std::string_view code,
             std::string allowed = {}) {
    fault(at.source().begin.line, std::move(option), std::move(value), code, std::move(allowed));
  }

  /// A fault for every key that is none of `keys`.
  void only(const toml::table& table, const std::string& where, const std::vector<std::string_view>& keys);
  /// The table under `key`; null when there is none, with a fault when it is something else.
  const toml::table* table(const toml::table& parent, std::string_view key, const std::string& option);
  /// A text that is not blank.
  std::optional<std::string> text(const toml::node& node, const std::string& option);
  /// One text, or each of a list of at least one.
  void each_text(const toml::node& node, const std::string& option, const EachText& use);
  /// Each entry of codes.NAME with its key in normal form; a fault for a code that is there twice then.
  void each_code(const toml::table& codes, std::string_view name, const EachText& use);

  const std::vector<MappingFault>& faults() const { return faults_; }
  /// By line.
  std::vector<MappingFault> sorted_faults() const;

 private:
  std::string file_;
  std::vector<MappingFault> faults_;
};

}  // namespace taxgate::registry
