#include "http/server/request_parser.hpp"

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <functional>
#include <optional>

namespace taxgate::http {
namespace {

namespace beast = boost::beast;
using beast::error_code;
using Error = beast::http::error;
using Field = beast::http::field;

std::string_view to_std(beast::string_view text) { return {text.data(), text.size()}; }

/// The request line ends in a well-formed version, only not one of ours: 505 and not 400.
bool has_other_version(std::string_view block) {
  const std::string_view line = block.substr(0, std::min(block.find("\r\n"), block.size()));
  if (line.size() < 9) return false;
  const std::string_view version = line.substr(line.size() - 9);
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  return version.starts_with(" HTTP/") && digit(version[6]) && version[7] == '.' && digit(version[8]);
}

/// One message; Beast's parser is not used twice.
class Parser : public beast::http::basic_parser<true> {
 public:
  Parser(std::string_view block, Headers* headers) : block_(block), headers_(headers) {
    header_limit(static_cast<std::uint32_t>(block.size() + 1));
    body_limit(boost::none);
  }

  std::optional<Fault> refusal() const;
  Head head() const;
  void begin_body(std::size_t limit) {
    headers_ = nullptr;
    body_limit(limit);
    eager(true);
  }
  void body_to(std::string* body) { body_ = body; }

 private:
  void on_request_impl(beast::http::verb /*verb*/, beast::string_view method, beast::string_view target,
                       int version, error_code& /*error*/) override {
    head_.method = to_std(method);
    head_.target = to_std(target);
    head_.http10 = version == 10;
  }
  void on_response_impl(int /*code*/, beast::string_view /*reason*/, int /*version*/,
                        error_code& error) override {
    error = Error::bad_version;
  }
  void on_field_impl(Field field, beast::string_view name, beast::string_view value,
                     error_code& error) override;
  void on_header_impl(error_code& /*error*/) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>& /*length*/, error_code& /*error*/) override {}
  std::size_t on_body_impl(beast::string_view /*data*/, error_code& error) override {
    error = Error::unexpected_body;  // bodies with a length never come here
    return 0;
  }
  void on_chunk_header_impl(std::uint64_t /*size*/, beast::string_view /*extensions*/,
                            error_code& /*error*/) override {}
  std::size_t on_chunk_body_impl(std::uint64_t /*remain*/, beast::string_view data,
                                 error_code& /*error*/) override {
    body_->append(data.data(), data.size());
    return data.size();
  }
  void on_finish_impl(error_code& /*error*/) override {}

  void note(Field field, std::string_view value);

  /// A folded line (RFC 9112 §5.2): its value stands behind a line break, or joined in Beast's own buffer.
  bool is_folded(std::string_view name, std::string_view value) const;

  std::string_view block_;
  Headers* headers_;  // null in the body: trailers are dropped
  std::string* body_ = nullptr;
  Head head_;
  unsigned hosts_ = 0;
  unsigned lengths_ = 0;
  unsigned codings_ = 0;
  bool only_chunked_ = true;
  bool other_expectation_ = false;
};

void Parser::on_field_impl(Field field, beast::string_view name, beast::string_view value,
                           error_code& error) {
  if (headers_ == nullptr) return;
  if (is_folded(to_std(name), to_std(value))) {
    error = Error::bad_value;
    return;
  }
  if (headers_->items().size() >= kMaxHeaders) {
    error = Error::header_limit;
    return;
  }
  headers_->add(to_std(name), to_std(value));
  note(field, to_std(value));
}

bool Parser::is_folded(std::string_view name, std::string_view value) const {
  if (value.empty()) return false;
  const char* const begin = block_.data();
  const char* const at = value.data();
  const char* const gap = name.data() + name.size();
  const std::less<> before;  // also between pointers into different buffers
  if (before(at, begin) || !before(at, begin + block_.size())) return true;
  return std::find(gap, at, '\r') != at;
}

void Parser::note(Field field, std::string_view value) {
  if (field == Field::host) ++hosts_;
  if (field == Field::content_length) {
    ++lengths_;
    if (value.contains(',')) ++lengths_;
  }
  if (field == Field::transfer_encoding) {
    ++codings_;
    only_chunked_ = only_chunked_ && equal_ignoring_case(value, "chunked");
  }
  if (field == Field::expect) {
    const bool known = equal_ignoring_case(value, "100-continue");
    head_.expects_continue = known;
    other_expectation_ = other_expectation_ || !known;
  }
}

std::optional<Fault> Parser::refusal() const {
  if (lengths_ > 1 || codings_ > 1 || (lengths_ > 0 && codings_ > 0)) return Fault::kMalformed;
  if (codings_ > 0 && head_.http10) return Fault::kMalformed;
  if (codings_ > 0 && !only_chunked_) return Fault::kUnsupportedCoding;
  if (hosts_ > 1 || (hosts_ == 0 && !head_.http10)) return Fault::kMalformed;
  if (other_expectation_) return Fault::kExpectation;
  return std::nullopt;
}

Head Parser::head() const {
  Head head = head_;
  head.keep_alive = keep_alive();
  if (chunked()) {
    head.framing = Head::Framing::kChunked;
  } else if (const auto length = content_length()) {
    head.framing = *length > 0 ? Head::Framing::kLength : Head::Framing::kNone;
    head.length = *length;
  }
  head.expects_continue = head.expects_continue && !head.http10 && head.framing != Head::Framing::kNone;
  return head;
}

}  // namespace

class RequestParser::Impl {
 public:
  std::optional<Parser> parser;
};

RequestParser::RequestParser() : impl_(std::make_unique<Impl>()) {}
RequestParser::~RequestParser() = default;

std::expected<Head, Fault> RequestParser::parse_head(std::string_view block, Headers& headers) {
  headers.clear();
  Parser& parser = impl_->parser.emplace(block, &headers);
  error_code error;
  parser.put({block.data(), block.size()}, error);
  if (error == Error::bad_version && has_other_version(block)) return std::unexpected(Fault::kVersion);
  if (error == Error::header_limit) return std::unexpected(Fault::kHeadersTooLarge);
  if (error || !parser.is_header_done()) return std::unexpected(Fault::kMalformed);
  if (const auto refusal = parser.refusal()) return std::unexpected(*refusal);
  return parser.head();
}

void RequestParser::begin_chunks(std::size_t limit) { impl_->parser->begin_body(limit); }

std::expected<RequestParser::Fed, Fault> RequestParser::feed_chunks(std::string_view data,
                                                                    std::string& body) {
  Parser& parser = *impl_->parser;
  Fed fed;
  if (data.empty()) return fed;
  parser.body_to(&body);
  error_code error;
  fed.used = parser.put({data.data(), data.size()}, error);
  fed.done = parser.is_done();
  if (error == Error::body_limit) return std::unexpected(Fault::kBodyTooLarge);
  if (error && error != Error::need_more) return std::unexpected(Fault::kMalformed);
  return fed;
}

}  // namespace taxgate::http
