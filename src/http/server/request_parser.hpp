#pragma once
// HTTP/1.x framing by Beast's parser, with the strictness that a server behind proxies needs (RFC 9112
// §11.2).
#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <string>
#include <string_view>

#include "http/server/faults.hpp"
#include "http/server/message.hpp"

namespace taxgate::http {

/// The request line and what the headers say about the connection. Views into the parsed block.
struct Head {
  enum class Framing : std::uint8_t { kNone, kLength, kChunked };
  std::string_view method;
  std::string_view target;
  bool http10 = false;
  bool keep_alive = false;
  bool expects_continue = false;
  Framing framing = Framing::kNone;
  std::uint64_t length = 0;  // of kLength
};

/// More header fields than this are refused with 431.
inline constexpr std::size_t kMaxHeaders = 100;

class RequestParser {
 public:
  RequestParser();
  RequestParser(const RequestParser&) = delete;
  RequestParser& operator=(const RequestParser&) = delete;
  ~RequestParser();

  /// Parses one complete head, from the request line to the empty line. Refused with 400: Content-Length and
  /// Transfer-Encoding together, more than one of either, a list in one, folded lines, more or less than one
  /// Host in HTTP/1.1, Transfer-Encoding in HTTP/1.0. `headers` keeps views into `block`, also when it fails.
  std::expected<Head, Fault> parse_head(std::string_view block, Headers& headers);

  struct Fed {
    std::size_t used = 0;
    bool done = false;
  };

  /// Says how large the chunked body of the head just parsed may become.
  void begin_chunks(std::size_t limit);
  /// Decodes what it can of `data`, appending to `body`. What is not used must come again with more behind
  /// it. Trailer fields are read and dropped.
  std::expected<Fed, Fault> feed_chunks(std::string_view data, std::string& body);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace taxgate::http
