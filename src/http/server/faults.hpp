#pragma once
// The refusals of the server itself, before or instead of a handler.
#include <cstdint>
#include <string_view>

#include "http/server/problem.hpp"

namespace taxgate::http {

enum class Fault : std::uint8_t {
  kMalformed,          // 400: not HTTP, two hosts, ambiguous framing (RFC 9112 §6.3), a bad escape, ...
  kNotFound,           // 404
  kMethodNotAllowed,   // 405
  kTimeout,            // 408
  kBodyTooLarge,       // 413
  kUnsupportedMedia,   // 415
  kExpectation,        // 417
  kHeadersTooLarge,    // 431
  kInternal,           // 500
  kUnknownMethod,      // 501
  kUnsupportedCoding,  // 501: a transfer coding other than chunked
  kBusy,               // 503: a lane's queue is full, or the server is
  kVersion,            // 505
  kMalformedJson,      // 400
  kMalformedForm,      // 400
};

/// The problem in a language; `detail` is empty.
Problem to_problem(Fault fault, Language language);

int status_of(Fault fault);

}  // namespace taxgate::http
