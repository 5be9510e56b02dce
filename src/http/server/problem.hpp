#pragma once
// Refusals as problem+json (RFC 9457), in the shape that the API's contract fixes.
#include <chrono>
#include <expected>
#include <map>
#include <optional>
#include <string>

#include "http/server/json.hpp"
#include "http/server/message.hpp"

namespace taxgate::http {

struct Problem {
  struct Input {
    std::string code;
    std::string text;
  };

  int status = 500;
  std::string code;                     // stable and documented: "locked"
  std::string title;                    // short, the same for every occurrence, localised
  std::string detail;                   // of this occurrence, localised
  std::optional<std::string> instance;  // a URI reference; the request's id where none is given
  std::map<std::string, Input> inputs;  // by the name of the input that broke a rule
  json::object members;                 // further ones: `until`, `open_methods`
  std::optional<std::chrono::seconds> retry_after;
};

/// application/problem+json with `type` = "urn:taxgate:problem:CODE" and, with `retry_after`, a Retry-After
/// header.
Response to_response(const Problem& problem, const Request& request);

/// A JSON body, whatever it holds: 415 for another media type or charset, 400 "malformed-json" with the
/// reason and the place. Depth at most 16; its size is limited by the route.
std::expected<json::value, Problem> json_body(const Request& request);

/// A body of application/x-www-form-urlencoded: 415 for another media type, 400 if malformed.
std::expected<Params, Problem> form_body(const Request& request);

}  // namespace taxgate::http
