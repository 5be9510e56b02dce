#pragma once
// JSON bodies. Boost.JSON is compiled in base/json_impl.cpp alone.
#include <boost/json.hpp>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

#include "http/server/message.hpp"

namespace taxgate::http {

namespace json = boost::json;

struct JsonFault {
  enum class Kind : std::uint8_t { kSyntax, kNotUtf8, kDuplicateKey, kTooDeep, kTooLarge, kTrailing };
  Kind kind{};
  std::size_t where = 0;  // octets from the start of the text
};

/// "syntax", "not-utf-8", "duplicate-key", "too-deep", "too-large", "trailing"
std::string_view to_text(JsonFault::Kind kind);

struct JsonLimits {
  std::size_t depth = 16;
  std::size_t size = std::size_t{1} << 20U;  // octets
};

/// Parses one JSON text (RFC 8259): UTF-8, no duplicate names in an object (§4), nothing but blanks after it.
std::expected<json::value, JsonFault> parse_json(std::string_view text, const JsonLimits& limits = {});

/// application/json
Response json_answer(int status, const json::value& body);

}  // namespace taxgate::http
