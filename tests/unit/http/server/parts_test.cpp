// The small parts between parser and sockets: serialising, ledger, pool, metrics, listening sockets.
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <latch>
#include <semaphore>
#include <system_error>

#include "http/server/ledger.hpp"
#include "http/server/listen_socket.hpp"
#include "http/server/metrics.hpp"
#include "http/server/serialise.hpp"
#include "http/server/worker_pool.hpp"

namespace taxgate::http {
namespace {

TEST(Serialise, writes_a_head) {
  std::string out;
  Response response{.status = 200, .content_type = "text/plain", .body = "hello"};
  response.header("X-A", "b");
  append_head(out, response,
              {.date_line = "Date: D\r\n", .request_id = "r1", .http10 = true, .secure = true});
  EXPECT_EQ(out,
            "HTTP/1.1 200 OK\r\nDate: D\r\nContent-Type: text/plain\r\nContent-Length: 5\r\nCache-Control: "
            "no-store\r\n"
            "X-Request-Id: r1\r\nX-Content-Type-Options: nosniff\r\nX-Frame-Options: DENY\r\n"
            "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\nReferrer-Policy: "
            "no-referrer\r\n"
            "Cross-Origin-Resource-Policy: same-origin\r\nStrict-Transport-Security: max-age=31536000\r\n"
            "X-A: b\r\nConnection: keep-alive\r\n\r\n");
}

TEST(Serialise, a_page_and_an_answer_with_its_own_policy_keep_it) {
  const auto lines = std::make_shared<const std::string>("Content-Security-Policy: own\r\n");
  Response own{.status = 200};
  own.header("Content-Security-Policy", "own");
  for (const Response& response : {Response{.status = 200, .shared_lines = lines}, own}) {
    std::string out;
    append_head(out, response, {});
    EXPECT_TRUE(out.contains("Content-Security-Policy: own\r\n"));
    EXPECT_FALSE(out.contains("default-src 'none'"));
  }
}

TEST(Serialise, answers_without_a_body_have_no_length) {
  for (const int status : {204, 304}) {
    std::string out;
    append_head(out, {.status = status}, {.keep_alive = false});
    EXPECT_FALSE(out.contains("Content-Length")) << status;
    EXPECT_TRUE(out.contains("Connection: close\r\n"));
  }
  std::string out;
  append_head(out, {.status = 418}, {});
  EXPECT_TRUE(out.starts_with("HTTP/1.1 418 \r\n"));
}

TEST(Serialise, dates_as_http_wants_them) {
  EXPECT_EQ(date_line(784111777), "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n");
}

TEST(Serialise, answers_that_break_their_lines_cannot_be_sent) {
  EXPECT_TRUE(is_sendable(text_answer(200, "a\r\nb")));
  EXPECT_FALSE(is_sendable(redirect("/a\r\nSet-Cookie: x")));
  EXPECT_FALSE(is_sendable(redirect("/a\nb")));
  EXPECT_FALSE(is_sendable(no_content().header("a b", "c")));
  EXPECT_FALSE(is_sendable(no_content().header("", "c")));
  EXPECT_FALSE(is_sendable({.content_type = "a\r\nb"}));
}

TEST(Ledger, counts_in_all_and_by_peer) {
  const std::vector<std::string> trusted{"10.9.0.0/16"};
  ConnectionLedger ledger(4, 2, TrustedProxies(trusted));
  const IpAddress a = parse_ip("10.0.0.1").value();
  const IpAddress b = parse_ip("2001:db8::1").value();
  const IpAddress b2 = parse_ip("2001:db8::2").value();
  const IpAddress proxy = parse_ip("10.9.0.1").value();
  EXPECT_EQ(ledger.admit(a), Admission::kAdmitted);
  EXPECT_EQ(ledger.admit(b), Admission::kAdmitted);
  EXPECT_EQ(ledger.admit(b2), Admission::kAdmitted);
  EXPECT_EQ(ledger.admit(b), Admission::kPeerFull) << "one /64 is one peer";
  EXPECT_EQ(ledger.admit(proxy), Admission::kAdmitted);
  EXPECT_EQ(ledger.admit(proxy), Admission::kFull);
  EXPECT_EQ(ledger.admit(proxy, true), Admission::kAdmitted);
  EXPECT_EQ(ledger.total(), 5U);
  EXPECT_FALSE(ledger.wait_empty(std::chrono::milliseconds(1)));
  for (const IpAddress& peer : {a, b, b2, proxy, proxy}) ledger.release(peer);
  EXPECT_TRUE(ledger.wait_empty(std::chrono::milliseconds(0)));
  EXPECT_EQ(ledger.admit(b), Admission::kAdmitted);
}

struct Waiting : Job {
  std::binary_semaphore go{0};
  std::latch started{1};
  std::atomic<bool> done = false;
  void run_job() noexcept override {
    started.count_down();
    go.acquire();
    done = true;
  }
};

TEST(WorkerPool, is_bounded_and_finishes_what_it_took) {
  WorkerPool pool(1, 1);
  Waiting first;
  Waiting second;
  Waiting third;
  ASSERT_TRUE(pool.submit(first));
  first.started.wait();
  ASSERT_TRUE(pool.submit(second));
  EXPECT_FALSE(pool.submit(third));
  EXPECT_EQ(pool.queued(), 1U);
  EXPECT_EQ(pool.running(), 1U);
  first.go.release();
  second.go.release();
  pool.stop();
  EXPECT_TRUE(first.done);
  EXPECT_TRUE(second.done);
  EXPECT_FALSE(pool.submit(third));
}

TEST(Metrics, counts_by_route_status_and_latency) {
  Router router;
  router.add(Method::kGet, "/a", [](const Request&, const PathParams&) { return no_content(); });
  Metrics metrics(router, 2);
  metrics.record(0, 0, 200, std::chrono::microseconds(50));
  metrics.record(1, 0, 200, std::chrono::milliseconds(3));
  metrics.record(1, 0, 503, std::chrono::seconds(9));
  metrics.record(0, metrics.unrouted(), 404, std::chrono::microseconds(1));
  const auto all = metrics.snapshot();
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0].pattern, "/a");
  EXPECT_EQ(all[0].method, "GET");
  EXPECT_EQ(all[0].count, 3U);
  EXPECT_EQ(all[0].by_status.at(200), 2U);
  EXPECT_EQ(all[0].by_status.at(503), 1U);
  EXPECT_EQ(all[0].buckets.front(), 1U);
  EXPECT_EQ(all[0].buckets.back(), 1U);
  EXPECT_NEAR(all[0].seconds, 9.00305, 1e-6);
  EXPECT_EQ(all[2].by_status.at(404), 1U);
}

TEST(ListenSocket, shares_among_threads_and_not_among_processes) {
  const ListenSockets first = listen_on("127.0.0.1", 0, 2);
  EXPECT_EQ(first.descriptors.size(), 2U);
  EXPECT_NE(first.port, 0);
  EXPECT_THROW(listen_on("127.0.0.1", first.port, 1), std::system_error);
  EXPECT_THROW(listen_on("localhost", 0, 1), std::invalid_argument);
  EXPECT_THROW(listen_on("203.0.113.1", 0, 1), std::system_error);
  for (const int fd : first.descriptors) ::close(fd);
  const ListenSockets again = listen_on("::1", 0, 1);
  for (const int fd : again.descriptors) ::close(fd);
}

}  // namespace
}  // namespace taxgate::http
