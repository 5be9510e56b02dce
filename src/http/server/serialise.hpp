#pragma once
// The head of an answer, written by hand into a reused buffer.
#include <ctime>
#include <string>
#include <string_view>

#include "http/server/message.hpp"

namespace taxgate::http {

/// "Date: Sun, 22 Nov 2026 01:02:03 GMT\r\n" (RFC 9110 §5.6.7)
std::string date_line(std::time_t now);

struct Framing {
  std::string_view date_line;
  std::string_view request_id;
  bool keep_alive = true;
  bool http10 = false;  // of the request: then keep-alive has to be said
  bool secure = false;  // adds Strict-Transport-Security (RFC 6797)
};

/// Appends status line, headers and the empty line. 1xx, 204 and 304 get no Content-Length (RFC 9110 §8.6).
void append_head(std::string& out, const Response& response, const Framing& framing);

/// Whether the status has a body at all.
bool may_have_body(int status);

}  // namespace taxgate::http
