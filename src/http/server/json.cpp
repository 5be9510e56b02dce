#include "http/server/json.hpp"

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <utility>
#include <vector>

#include "base/text.hpp"

namespace taxgate::http {
namespace {

using Code = json::error_code;

/// Builds a value from the parser's events, as Boost's own handler does, and refuses a name that an object
/// already has.
class Builder {
 public:
  // NOLINTBEGIN(readability-identifier-naming): Boost.JSON's handlers have these by these names
  static constexpr std::size_t max_object_size = json::object::max_size();
  static constexpr std::size_t max_array_size = json::array::max_size();
  static constexpr std::size_t max_key_size = json::string::max_size();
  static constexpr std::size_t max_string_size = json::string::max_size();
  // NOLINTEND(readability-identifier-naming)

  Builder() { stack_.reset({}); }
  json::value release() { return stack_.release(); }
  bool found_duplicate() const { return duplicate_; }

  bool on_document_begin(Code& /*error*/) { return true; }
  bool on_document_end(Code& /*error*/) { return true; }
  bool on_object_begin(Code& /*error*/) {
    names_.emplace_back();
    return true;
  }
  bool on_object_end(std::size_t n, Code& error) {
    duplicate_ = has_duplicate(names_.back());
    names_.pop_back();
    if (duplicate_) return refuse(error);
    stack_.push_object(n);
    return true;
  }
  bool on_array_begin(Code& /*error*/) { return true; }
  bool on_array_end(std::size_t n, Code& /*error*/) {
    stack_.push_array(n);
    return true;
  }
  bool on_key_part(json::string_view part, std::size_t /*n*/, Code& /*error*/) {
    key_ += part;
    stack_.push_chars(part);
    return true;
  }
  bool on_key(json::string_view part, std::size_t /*n*/, Code& /*error*/) {
    key_ += part;
    names_.back().push_back(std::exchange(key_, {}));
    stack_.push_key(part);
    return true;
  }
  bool on_string_part(json::string_view part, std::size_t /*n*/, Code& /*error*/) {
    stack_.push_chars(part);
    return true;
  }
  bool on_string(json::string_view part, std::size_t /*n*/, Code& /*error*/) {
    stack_.push_string(part);
    return true;
  }
  bool on_number_part(json::string_view /*part*/, Code& /*error*/) { return true; }
  bool on_int64(std::int64_t number, json::string_view /*part*/, Code& /*error*/) {
    stack_.push_int64(number);
    return true;
  }
  bool on_uint64(std::uint64_t number, json::string_view /*part*/, Code& /*error*/) {
    stack_.push_uint64(number);
    return true;
  }
  bool on_double(double number, json::string_view /*part*/, Code& /*error*/) {
    stack_.push_double(number);
    return true;
  }
  bool on_bool(bool truth, Code& /*error*/) {
    stack_.push_bool(truth);
    return true;
  }
  bool on_null(Code& /*error*/) {
    stack_.push_null();
    return true;
  }
  bool on_comment_part(json::string_view /*part*/, Code& /*error*/) { return true; }
  bool on_comment(json::string_view /*part*/, Code& /*error*/) { return true; }

 private:
  static bool has_duplicate(std::vector<std::string>& names) {
    std::ranges::sort(names);
    return std::ranges::adjacent_find(names) != names.end();
  }
  static bool refuse(Code& error) {
    error = json::error::syntax;
    return false;
  }

  json::value_stack stack_;
  std::vector<std::vector<std::string>> names_;  // of the objects that are open
  std::string key_;
  bool duplicate_ = false;
};

JsonFault::Kind kind_of(const Code& error, bool duplicate) {
  if (duplicate) return JsonFault::Kind::kDuplicateKey;
  return error == json::error::too_deep ? JsonFault::Kind::kTooDeep : JsonFault::Kind::kSyntax;
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

}  // namespace

std::string_view to_text(JsonFault::Kind kind) {
  switch (kind) {
    case JsonFault::Kind::kNotUtf8:
      return "not-utf-8";
    case JsonFault::Kind::kDuplicateKey:
      return "duplicate-key";
    case JsonFault::Kind::kTooDeep:
      return "too-deep";
    case JsonFault::Kind::kTooLarge:
      return "too-large";
    case JsonFault::Kind::kTrailing:
      return "trailing";
    case JsonFault::Kind::kSyntax:
      break;
  }
  return "syntax";
}

std::expected<json::value, JsonFault> parse_json(std::string_view text, const JsonLimits& limits) {
  using Kind = JsonFault::Kind;
  if (text.size() > limits.size) return std::unexpected(JsonFault{Kind::kTooLarge, limits.size});
  if (!is_utf8(text)) return std::unexpected(JsonFault{Kind::kNotUtf8, 0});
  json::parse_options options;
  options.max_depth = limits.depth;
  json::basic_parser<Builder> parser(options);
  Code error;
  const std::size_t used = parser.write_some(false, text.data(), text.size(), error);
  if (error) return std::unexpected(JsonFault{kind_of(error, parser.handler().found_duplicate()), used});
  const auto rest = std::ranges::find_if_not(text.substr(used), is_blank);
  const auto at = static_cast<std::size_t>(rest - text.substr(used).begin()) + used;
  if (at != text.size()) return std::unexpected(JsonFault{Kind::kTrailing, at});
  return parser.handler().release();
}

Response json_answer(int status, const json::value& body) {
  return {.status = status, .content_type = "application/json", .body = json::serialize(body)};
}

}  // namespace taxgate::http
