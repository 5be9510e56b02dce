#pragma once
// What a handler sees of HTTP: a request and an answer. No Asio behind it.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/server/cookie.hpp"
#include "http/server/language.hpp"
#include "http/server/method.hpp"
#include "http/server/params.hpp"

namespace taxgate::http {

/// A header field as it stands in the read buffer, without the blanks around its value.
struct HeaderView {
  std::string_view name;
  std::string_view value;
};

class Headers {
 public:
  /// The first field of that name, in any case of letters (RFC 9110 §5.1).
  std::optional<std::string_view> get(std::string_view name) const;
  std::size_t count(std::string_view name) const;
  const std::vector<HeaderView>& items() const { return items_; }
  void add(std::string_view name, std::string_view value) { items_.push_back({name, value}); }
  void clear() { items_.clear(); }

 private:
  std::vector<HeaderView> items_;
};

/// One request. Its views point into the connection's buffers: they hold until the handler returns, not
/// longer.
struct Request {
  Method method = Method::kGet;
  std::string path;         // decoded; one form only, see decode_path
  Params query;             // decoded
  std::string_view target;  // as sent
  Headers headers;
  std::string_view body;  // complete
  std::string_view host;  // with port, as sent; empty only in HTTP/1.0
  std::string peer;       // the client's address, behind trusted proxies
  bool secure = false;    // X-Forwarded-Proto: https of a trusted proxy
  /// Client-Cert of a trusted proxy (RFC 9440): what the client has shown to it; empty: nothing, or two.
  std::string_view client_certificate;
  std::string id;  // of this request: in logs, in X-Request-Id, in a problem's `instance`

  std::optional<std::string_view> header(std::string_view name) const { return headers.get(name); }
  std::optional<std::string_view> cookie(std::string_view name) const;
  /// By Accept-Language.
  Language language(Language fallback = Language::kZhCn) const;
  /// The media type of the body in lower case and without parameters: "application/json". Empty if there is
  /// none.
  std::string media_type() const;
};

struct HeaderField {
  std::string name;
  std::string value;
};

/// One answer. The server adds Date, Content-Length, Connection, X-Request-Id and the headers that every
/// answer has.
struct Response {
  int status = 200;
  std::string content_type;
  std::string body;
  std::vector<HeaderField> headers;
  std::vector<SetCookie> set_cookies;
  std::string cache_control = "no-store";
  std::shared_ptr<const std::string> shared_body;  // instead of `body`: kept by the site, sent without a copy
  std::shared_ptr<const std::string>
      shared_lines;  // further header lines, each ended by CRLF, made at start-up

  const std::string& payload() const { return shared_body ? *shared_body : body; }
  Response& header(std::string name, std::string value) {
    headers.push_back({std::move(name), std::move(value)});
    return *this;
  }
};

/// "text/plain; charset=utf-8"
Response text_answer(int status, std::string body);
Response no_content();
/// 303 (RFC 9110 §15.4.4) unless said otherwise. `location` is already encoded.
Response redirect(std::string location, int status = 303);

/// No header of the answer can break out of its line.
bool is_sendable(const Response& response);

bool equal_ignoring_case(std::string_view a, std::string_view b);

}  // namespace taxgate::http
