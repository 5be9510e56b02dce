#pragma once
// A TOML 1.0 document as a plain tree with line numbers. Only tree.cpp sees the TOML library.
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace taxgate::toml_tree {

struct Node;
struct Member;
using List = std::vector<Node>;
using Table = std::vector<Member>;  // sorted by key, keys unique

/// A value that no option has: a date or a time.
struct Moment {};

struct Node {
  unsigned line = 0;  // 1-based
  std::variant<bool, std::int64_t, double, Moment, std::string, List, Table> value;
};

struct Member {
  std::string key;
  Node node;
};

struct SyntaxFault {
  unsigned line = 0;
  std::string message;
};

/// The document; where it is no TOML (or no UTF-8), the first place that is not.
std::expected<Node, SyntaxFault> parse(std::string_view document);

const Node* find(const Table& table, std::string_view key);

/// The value on one short line, for messages.
std::string show(const Node& node);

}  // namespace taxgate::toml_tree
