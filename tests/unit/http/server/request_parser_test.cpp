#include "http/server/request_parser.hpp"

#include <gtest/gtest.h>

namespace taxgate::http {
namespace {

std::expected<Head, Fault> parse(const std::string& text) {
  static RequestParser parser;
  static Headers headers;
  return parser.parse_head(text, headers);
}

std::expected<Head, Fault> with_headers(const std::string& lines) {
  return parse("POST /x HTTP/1.1\r\nHost: a\r\n" + lines + "\r\n");
}

TEST(RequestParser, reads_a_head) {
  const std::string text =
      "POST /a?b HTTP/1.1\r\nHost: h\r\nContent-Length:  12 \r\nX-A: \r\nExpect: 100-Continue\r\n\r\n";
  RequestParser parser;
  Headers headers;
  const auto head = parser.parse_head(text, headers);
  ASSERT_TRUE(head);
  EXPECT_EQ(head->method, "POST");
  EXPECT_EQ(head->target, "/a?b");
  EXPECT_EQ(head->framing, Head::Framing::kLength);
  EXPECT_EQ(head->length, 12U);
  EXPECT_TRUE(head->expects_continue);
  EXPECT_TRUE(head->keep_alive);
  EXPECT_EQ(headers.items().size(), 4U);
  EXPECT_EQ(headers.get("x-a"), "");
  EXPECT_EQ(headers.get("HOST"), "h");
}

TEST(RequestParser, keep_alive_by_version_and_header) {
  EXPECT_FALSE(parse("GET / HTTP/1.0\r\n\r\n")->keep_alive);
  EXPECT_TRUE(parse("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")->keep_alive);
  EXPECT_FALSE(with_headers("Connection: close\r\n")->keep_alive);
  EXPECT_FALSE(with_headers("Connection: x, Close\r\n")->keep_alive);
}

class Smuggling : public testing::TestWithParam<const char*> {};

TEST_P(Smuggling, is_refused_as_malformed) {
  const auto head = with_headers(GetParam());
  ASSERT_FALSE(head) << GetParam();
  EXPECT_EQ(head.error(), Fault::kMalformed) << GetParam();
}

INSTANTIATE_TEST_SUITE_P(
    Forms, Smuggling,
    testing::Values(
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "Content-Length: 5\r\nContent-Length: 5\r\n",
        "Content-Length: 5\r\nContent-Length: 6\r\n", "Content-Length: 5, 5\r\n", "Content-Length: 5,6\r\n",
        "Content-Length: +5\r\n", "Content-Length: -5\r\n", "Content-Length: 0x5\r\n",
        "Content-Length: 5 5\r\n", "Content-Length: \r\n", "Content-Length: 5a\r\n",
        "Content-Length: 99999999999999999999999\r\n", "Content-Length : 5\r\n", " Content-Length: 5\r\n",
        "Transfer-Encoding : chunked\r\n", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", "Transfer-Encoding:\r\n chunked\r\n",
        "Content-Length:\r\n 5\r\n", "X: a\r\n b\r\n", "X: a\r\n\tb: c\r\n",
        "Transfer-Encoding: \x0b"
        "chunked\r\n",
        "X: a\rb\r\n", "X: a\nContent-Length: 5\r\n", "X\x01: a\r\n", ": a\r\n", "no colon\r\n",
        "Host: b\r\n", "X(: a\r\n"));

TEST(RequestParser, other_transfer_codings_are_not_implemented) {
  for (const char* coding :
       {"gzip", "gzip, chunked", "chunked, gzip", "xchunked", "identity", "chunked;q=1", ""}) {
    const auto head = with_headers(std::string("Transfer-Encoding: ") + coding + "\r\n");
    ASSERT_FALSE(head) << coding;
    EXPECT_EQ(head.error(), Fault::kUnsupportedCoding) << coding;
  }
  EXPECT_EQ(with_headers("Transfer-Encoding: CHUNKED\r\n")->framing, Head::Framing::kChunked);
}

TEST(RequestParser, versions) {
  const auto fault = [](const char* text) { return parse(text).error(); };
  EXPECT_EQ(fault("GET / HTTP/2.0\r\nHost: a\r\n\r\n"), Fault::kVersion);
  EXPECT_EQ(fault("GET / HTTP/1.2\r\nHost: a\r\n\r\n"), Fault::kVersion);
  EXPECT_EQ(fault("PRI * HTTP/2.0\r\n\r\n"), Fault::kVersion);
  EXPECT_EQ(fault("GET / HTTP/1.10\r\nHost: a\r\n\r\n"), Fault::kMalformed);
  EXPECT_EQ(fault("GET / http/1.1\r\nHost: a\r\n\r\n"), Fault::kMalformed);
  EXPECT_EQ(fault("GET /\r\n\r\n"), Fault::kMalformed);
  EXPECT_EQ(fault("GET  / HTTP/1.1\r\nHost: a\r\n\r\n"), Fault::kMalformed);
  EXPECT_EQ(fault("GET / HTTP/1.1 \r\nHost: a\r\n\r\n"), Fault::kMalformed);
  EXPECT_EQ(fault("G(T / HTTP/1.1\r\nHost: a\r\n\r\n"), Fault::kMalformed);
}

TEST(RequestParser, hosts) {
  EXPECT_EQ(parse("GET / HTTP/1.1\r\n\r\n").error(), Fault::kMalformed);
  EXPECT_TRUE(parse("GET / HTTP/1.0\r\n\r\n"));
  EXPECT_EQ(parse("GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n").error(), Fault::kMalformed);
  EXPECT_EQ(with_headers("Expect: something\r\n").error(), Fault::kExpectation);
}

TEST(RequestParser, too_many_fields) {
  std::string lines;
  for (std::size_t i = 0; i < kMaxHeaders; ++i) lines += "a: b\r\n";
  EXPECT_EQ(with_headers(lines).error(), Fault::kHeadersTooLarge);
}

std::expected<std::string, Fault> dechunk(std::string data, std::size_t step, std::size_t limit = 1000) {
  RequestParser parser;
  Headers headers;
  const std::string head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
  EXPECT_TRUE(parser.parse_head(head, headers));
  parser.begin_chunks(limit);
  std::string body;
  std::string pending;
  while (!data.empty()) {
    pending += data.substr(0, step);
    data.erase(0, step);
    const auto fed = parser.feed_chunks(pending, body);
    if (!fed) return std::unexpected(fed.error());
    pending.erase(0, fed->used);
    if (fed->done) return body + "|" + pending + data;
  }
  return body + "...";
}

TEST(RequestParser, decodes_chunks_however_they_are_cut) {
  const std::string data =
      "3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\nTrailer: dropped\r\nContent-Length: 3\r\n\r\nGET";
  for (std::size_t step = 1; step <= data.size(); ++step) {
    const auto body = dechunk("3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\nTrailer: dropped\r\n\r\nGET", step);
    EXPECT_EQ(body, "abc0123456789|GET") << step;
  }
  EXPECT_EQ(dechunk("0\r\n\r\n", 2), "|");
  EXPECT_EQ(dechunk("3\nabc\n0\n\n", 1), "...") << "a line feed alone ends no line: more is waited for";
}

TEST(RequestParser, refuses_bad_and_large_chunks) {
  for (const char* data : {"x\r\n", "-1\r\n", "3\r\nabcdef\r\n", "ffffffffffffffffff\r\n", " 3\r\nabc\r\n",
                           "3 \r\nabc\r\n0\r\n\r\nx", "0x3\r\nabc\r\n0\r\n\r\n"}) {
    for (const std::size_t step : {std::size_t{1}, std::size_t{100}}) {
      const auto body = dechunk(data, step);
      ASSERT_FALSE(body) << data << *body;
      EXPECT_NE(body.error(), Fault::kInternal) << data;
    }
  }
  EXPECT_EQ(dechunk("3e9\r\n", 1).error(), Fault::kBodyTooLarge);
  EXPECT_EQ(dechunk("3\r\nabc\r\n3\r\nabc\r\n", 1, 5).error(), Fault::kBodyTooLarge);
}

}  // namespace
}  // namespace taxgate::http
