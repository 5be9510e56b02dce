// Lanes do not hold each other up; stopping is graceful.
#include <gtest/gtest.h>

#include <latch>
#include <semaphore>
#include <thread>

#include "unit/http/server/client.hpp"

namespace taxgate::http::test {
namespace {

class HttpLanes : public ServerTest {
 protected:
  /// A handler that stays until it is let go.
  void add_slow(Lane lane) {
    router_.add(Method::kGet, "/slow",
                [this](const Request&, const PathParams&) {
                  started_.release();
                  go_.acquire();
                  return text_answer(200, "slow");
                },
                {.lane = lane});
  }
  std::counting_semaphore<> started_{0};
  std::counting_semaphore<> go_{0};
};

TEST_F(HttpLanes, a_full_slow_lane_answers_503_at_once_and_holds_nobody_up) {
  options_.slow.threads = 1;
  options_.slow.queue = 2;
  add_slow(Lane::kSlow);
  Server& server = run();
  std::vector<Client> waiting;
  for (int i = 0; i < 3; ++i) {
    waiting.push_back(client());
    waiting.back().send(get("/slow"));
    if (i == 0) started_.acquire();
  }
  while (server.load(Lane::kSlow).queued < 2) std::this_thread::yield();
  Client busy = client();
  const Reply reply = busy.ask(get("/slow"));
  EXPECT_EQ(reply.status, 503);
  EXPECT_TRUE(reply.has("Retry-After: 5\r\n"));
  EXPECT_TRUE(reply.body.contains("\"busy\""));
  EXPECT_EQ(busy.ask(get("/pooled")).status, 200) << "the same connection, another lane";
  EXPECT_EQ(busy.ask(get("/hello")).status, 200);
  EXPECT_EQ(server.metrics().lane_full, 1U);
  go_.release(3);
  for (Client& connection : waiting) EXPECT_EQ(connection.read().body, "slow");
}

TEST_F(HttpLanes, what_waited_too_long_is_not_run) {
  options_.slow.threads = 1;
  options_.slow.max_wait = 20ms;
  add_slow(Lane::kSlow);
  run();
  Client first = client();
  first.send(get("/slow"));
  started_.acquire();
  Client second = client();
  second.send(get("/slow"));
  std::this_thread::sleep_for(60ms);
  go_.release();
  EXPECT_EQ(first.read().status, 200);
  EXPECT_EQ(second.read().status, 503);
  EXPECT_EQ(server_->metrics().lane_late, 1U);
  EXPECT_FALSE(started_.try_acquire());
}

TEST_F(HttpLanes, a_client_that_leaves_does_not_disturb_its_handler) {
  add_slow(Lane::kOrdinary);
  Server& server = run();
  {
    Client gone = client();
    gone.send(get("/slow"));
    started_.acquire();
  }
  go_.release();
  while (server.metrics().connections != 0) std::this_thread::yield();
  EXPECT_EQ(ask(get("/pooled")).status, 200);
}

TEST_F(HttpLanes, stopping_lets_running_requests_be_answered) {
  add_slow(Lane::kOrdinary);
  Server& server = run();
  Client idle = client();
  EXPECT_EQ(idle.ask(get("/hello")).status, 200);
  Client unused = client();
  Client running = client();
  running.send(get("/slow"));
  started_.acquire();
  std::thread stopper([&] { server.stop(10s); });
  EXPECT_TRUE(idle.at_end());
  EXPECT_TRUE(unused.at_end());
  go_.release();
  const Reply reply = running.read();
  EXPECT_EQ(reply.body, "slow");
  EXPECT_TRUE(reply.has("Connection: close"));
  EXPECT_TRUE(running.at_end());
  stopper.join();
  EXPECT_EQ(server.metrics().connections, 0);
}

TEST_F(HttpLanes, stopping_has_a_deadline) {
  Server& server = run();
  Client half = client();
  half.send("GET /hel");
  Client other = client();
  EXPECT_EQ(other.ask(get("/hello")).status, 200);
  const auto before = std::chrono::steady_clock::now();
  server.stop(50ms);
  EXPECT_LT(std::chrono::steady_clock::now() - before, 2s);
  EXPECT_TRUE(half.at_end());
  EXPECT_EQ(server.metrics().connections, 0);
}

TEST_F(HttpLanes, the_port_is_free_again_after_stopping) {
  Server& server = run();
  const std::uint16_t port = server.port();
  EXPECT_EQ(ask(get("/hello")).status, 200);
  server.stop();
  server.stop();
  ServerOptions options;
  options.port = port;
  Server next(options, Sites(Router{}));
  next.start();
  EXPECT_EQ(Client(port).ask(get("/none")).status, 404);
  Server third(options, Sites(Router{}));
  EXPECT_THROW(third.start(), std::system_error);
}

TEST_F(HttpLanes, requests_pile_up_and_a_stop_in_the_middle_leaves_nothing) {
  Server& server = run();
  std::vector<std::thread> threads;
  std::latch begun(4);
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      Client connection = client();
      begun.count_down();
      while (connection.ask(post("/echo", "x")).status == 200) {
      }
    });
  }
  begun.wait();
  server.stop(5s);
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(server.metrics().connections, 0);
  EXPECT_EQ(server.metrics().in_flight, 0);
}

}  // namespace
}  // namespace taxgate::http::test
