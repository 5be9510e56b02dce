// Bad, huge and slow input: each gets its documented answer, and others are served meanwhile.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <thread>

#include "unit/http/server/client.hpp"

namespace taxgate::http::test {
namespace {

class HttpLimits : public ServerTest {};

constexpr const char* kChunkedHead = "POST /echo HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n";

double cpu_seconds() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6;
}

TEST_F(HttpLimits, headers_too_large_are_431) {
  run();
  const std::string fits = get("/hello", "X: " + std::string(16000, 'a') + "\r\n");
  EXPECT_EQ(ask(fits).status, 200);
  Client connection = client();
  const Reply reply = connection.ask(get("/hello", "X: " + std::string(17000, 'a') + "\r\n"));
  EXPECT_EQ(reply.status, 431);
  EXPECT_TRUE(reply.has("Connection: close"));
  EXPECT_TRUE(connection.at_end());
  EXPECT_EQ(ask("GET /" + std::string(100000, 'a')).status, 431);
}

TEST_F(HttpLimits, bodies_have_the_limit_of_their_route) {
  run();
  EXPECT_EQ(ask(post("/echo", std::string(65536, 'x'))).body.size(), 65536U);
  EXPECT_EQ(ask(post("/echo", std::string(65537, 'x'))).status, 413);
  EXPECT_EQ(ask(post("/size", std::string(std::size_t{4} << 20U, 'x'))).body, "4194304");
  EXPECT_EQ(ask(post("/size", std::string((std::size_t{4} << 20U) + 1, 'x'))).status, 413);
  EXPECT_EQ(ask(post("/none", std::string(70000, 'x'))).status, 413);
}

TEST_F(HttpLimits, an_announced_huge_body_is_refused_unread) {
  run();
  Client connection = client();
  const Reply reply = connection.ask("POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 104857600\r\n\r\n");
  EXPECT_EQ(reply.status, 413);
  EXPECT_TRUE(reply.has("Connection: close"));
  connection.finish_sending();
  EXPECT_TRUE(connection.at_end());
}

TEST_F(HttpLimits, a_hundred_megabytes_sent_anyway_cost_little_and_are_answered) {
  run();
  const std::string block(std::size_t{1} << 20U, 'x');
  for (const bool chunked : {false, true}) {
    Client connection = client();
    const double before = cpu_seconds();
    connection.send(chunked ? kChunkedHead
                            : "POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 104857600\r\n\r\n");
    for (int i = 0; i < 100; ++i) {
      if (chunked) connection.send("100000\r\n");
      if (!connection.send(block)) break;
      if (chunked) connection.send("\r\n");
    }
    EXPECT_EQ(connection.read().status, 413) << chunked;
    EXPECT_LT(cpu_seconds() - before, 5.0) << "the client's share included";
  }
  EXPECT_EQ(ask(get("/hello")).status, 200);
}

TEST_F(HttpLimits, chunked_bodies_count_as_they_come) {
  run();
  Client fits = client();
  fits.send(kChunkedHead);
  for (int i = 0; i < 16; ++i) fits.send("1000\r\n" + std::string(4096, 'x') + "\r\n");
  EXPECT_EQ(fits.ask("0\r\n\r\n").body.size(), 65536U);
  Client over = client();
  over.send(kChunkedHead);
  for (int i = 0; i < 16; ++i) over.send("1000\r\n" + std::string(4096, 'x') + "\r\n");
  EXPECT_EQ(over.ask("1\r\n").status, 413);
}

TEST_F(HttpLimits, framing_cannot_dwarf_what_it_frames) {
  run();
  Client extension = client();
  extension.send(kChunkedHead);
  EXPECT_EQ(extension.ask("1;" + std::string(60000, 'e')).status, 400);
  Client trailers = client();
  trailers.send(kChunkedHead);
  EXPECT_EQ(trailers.ask("0\r\nX: " + std::string(60000, 'e')).status, 400);
}

TEST_F(HttpLimits, expect_continue) {
  run();
  Client connection = client();
  connection.send("POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(connection.read().status, 100);
  EXPECT_EQ(connection.ask("body").body, "body");
  connection.send(
      "POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 99999999\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(connection.read().status, 413) << "and never asked for the body";
  EXPECT_EQ(ask("POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 4\r\nExpect: wonders\r\n\r\n").status,
            417);
  EXPECT_EQ(ask(post("/echo", "eager", "Expect: 100-continue\r\n")).body, "eager");
}

TEST_F(HttpLimits, malformed_requests_are_refused_and_the_connection_ends) {
  run();
  const std::pair<const char*, int> cases[] = {
      {"POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
       400},
      {"POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef", 400},
      {"POST /echo HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: gzip\r\n\r\n", 501},
      {"GET /hello HTTP/2.0\r\nHost: t\r\n\r\n", 505},
      {"GET /hello HTTP/1.1\r\n\r\n", 400},
      {"GET /hello HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
      {"GET /hello HTTP/1.1\r\nHost: a b\r\n\r\n", 400},
      {"GET /a/../hello HTTP/1.1\r\nHost: t\r\n\r\n", 400},
      {"GET /%2e%2e/hello HTTP/1.1\r\nHost: t\r\n\r\n", 400},
      {"GET /hello%00 HTTP/1.1\r\nHost: t\r\n\r\n", 400},
      {"GET /hello?a=%zz HTTP/1.1\r\nHost: t\r\n\r\n", 400},
      {"GET /hello?a=%ff HTTP/1.1\r\nHost: t\r\n\r\n", 400},
      {"GET hello HTTP/1.1\r\nHost: t\r\n\r\n", 400},
      {"\x16\x03\x01\x02 TLS", 400},
  };
  for (const auto& [text, status] : cases) {
    Client connection = client();
    const Reply reply = connection.ask(std::string(text) + get("/hello"));
    EXPECT_EQ(reply.status, status) << text;
    EXPECT_TRUE(reply.has("Connection: close")) << text;
    connection.finish_sending();
    EXPECT_TRUE(connection.at_end()) << text;
  }
}

TEST_F(HttpLimits, bad_chunks_are_refused) {
  run();
  for (const char* data : {"zz\r\n", "3\r\nabcdef\r\n", "-3\r\nabc\r\n"}) {
    Client connection = client();
    EXPECT_EQ(connection.ask(std::string(kChunkedHead) + data).status, 400) << data;
  }
}

TEST_F(HttpLimits, a_slow_head_meets_its_deadline) {
  options_.head_timeout = 60ms;
  Server& server = run();
  Client half = client();
  half.send("GET /hello HTTP/1.1\r\nHost:");
  Client silent = client();
  EXPECT_TRUE(silent.at_end()) << "nothing was asked, nothing is answered";
  EXPECT_EQ(half.read().status, 408);
  EXPECT_EQ(server.metrics().timed_out, 2U);
}

TEST_F(HttpLimits, octets_now_and_then_do_not_put_the_deadline_off) {
  options_.head_timeout = 80ms;
  run();
  Client drip = client();
  bool open = drip.send("GET /hello HTTP/1.1\r\n");
  int sent = 0;
  while (open && sent < 500) {
    open = drip.send("X: y\r\n") && ::recv(drip.fd(), nullptr, 0, MSG_DONTWAIT) != 0;
    std::this_thread::sleep_for(4ms);
    char octet = 0;
    if (::recv(drip.fd(), &octet, 1, MSG_DONTWAIT | MSG_PEEK) >= 0) break;
    ++sent;
  }
  EXPECT_LT(sent, 500);
  EXPECT_EQ(drip.read().status, 408);
}

TEST_F(HttpLimits, a_slow_body_meets_its_deadline) {
  options_.body_timeout = 60ms;
  options_.min_rate = std::size_t{100} << 20U;
  run();
  Client length = client();
  length.send("POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 10\r\n\r\nhalf");
  Client chunks = client();
  chunks.send(std::string(kChunkedHead) + "5\r\nab");
  EXPECT_EQ(length.read().status, 408);
  EXPECT_EQ(chunks.read().status, 408);
}

TEST_F(HttpLimits, an_idle_connection_ends_in_silence) {
  options_.idle_timeout = 60ms;
  options_.head_timeout = 10s;
  run();
  Client connection = client();
  EXPECT_EQ(connection.ask(get("/hello")).status, 200);
  EXPECT_TRUE(connection.at_end());
}

TEST_F(HttpLimits, who_does_not_read_is_let_go) {
  options_.write_timeout = 60ms;
  options_.min_rate = std::size_t{1} << 30U;
  const std::string large(std::size_t{64} << 20U, 'z');
  router_.add(Method::kGet, "/large",
              [&](const Request&, const PathParams&) { return text_answer(200, large); });
  Server& server = run();
  Client connection = client();
  connection.send(get("/large"));
  while (server.metrics().timed_out == 0) std::this_thread::sleep_for(5ms);
  EXPECT_EQ(connection.read().status, 0) << "cut off";
}

TEST_F(HttpLimits, half_open_connections_by_the_hundred_leave_others_served) {
  options_.max_connections_per_peer = 50;
  Server& server = run();
  std::vector<Client> half;
  for (int i = 0; i < 300; ++i) {
    half.push_back(client("127.0.0.9"));
    half.back().send("GET /hello HTTP/1.1\r\nHo");
  }
  for (int i = 0; i < 20; ++i) {
    Client other = client("127.0.0.2");
    EXPECT_EQ(other.ask(get("/pooled")).status, 200);
    EXPECT_EQ(other.ask(get("/hello")).status, 200);
  }
  EXPECT_LE(server.metrics().connections, 52);
  const Reply refused = half.back().read();
  EXPECT_EQ(refused.status, 503);
  EXPECT_TRUE(refused.has("Retry-After: "));
}

TEST_F(HttpLimits, a_full_server_sheds_the_idle_for_the_new) {
  options_.io_threads = 1;
  options_.max_connections = 5;
  Server& server = run();
  std::vector<Client> idle;
  for (int i = 0; i < 5; ++i) {
    idle.push_back(client());
    EXPECT_EQ(idle.back().ask(get("/hello")).status, 200);
  }
  Client fresh = client();
  EXPECT_EQ(fresh.ask(get("/hello")).status, 200);
  EXPECT_TRUE(idle.front().at_end()) << "the one that was idle longest made room";
  EXPECT_EQ(idle.back().ask(get("/hello")).status, 200);
  EXPECT_EQ(server.metrics().shed, 1U);
}

TEST_F(HttpLimits, a_server_full_of_half_open_connections_makes_room_after_a_moment) {
  options_.io_threads = 1;
  options_.max_connections = 5;
  options_.shed_after = 50ms;
  Server& server = run();
  std::vector<Client> half;
  for (int i = 0; i < 5; ++i) {
    half.push_back(client());
    half.back().send("GET /hel");
  }
  int refused = 0;
  while (ask(get("/hello")).status == 503) ++refused;
  EXPECT_GE(server.metrics().refused_full, static_cast<std::uint64_t>(refused));
  EXPECT_EQ(server.metrics().shed, 1U);
}

}  // namespace
}  // namespace taxgate::http::test
