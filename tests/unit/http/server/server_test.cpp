#include "http/server/server.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "unit/http/server/client.hpp"

namespace taxgate::http::test {
namespace {

class HttpServer : public ServerTest {};

TEST_F(HttpServer, answers_inline_and_from_the_pool) {
  run();
  Client connection = client();
  const Reply hello = connection.ask(get("/hello"));
  EXPECT_EQ(hello.status, 200);
  EXPECT_EQ(hello.body, "hello");
  EXPECT_TRUE(hello.has("\r\nDate: "));
  EXPECT_TRUE(hello.has("X-Content-Type-Options: nosniff\r\n"));
  EXPECT_FALSE(hello.has("Server:"));
  EXPECT_EQ(connection.ask(get("/pooled")).body, "pooled");
  EXPECT_EQ(connection.ask(post("/echo", "body")).body, "body");
  EXPECT_EQ(connection.ask(get("/hello")).body, "hello");
}

TEST_F(HttpServer, refuses_unknown_paths_and_methods) {
  run();
  const Reply unknown = ask(get("/none", "Accept-Language: en\r\n"));
  EXPECT_EQ(unknown.status, 404);
  EXPECT_TRUE(unknown.has("Content-Type: application/problem+json\r\n"));
  EXPECT_TRUE(unknown.body.contains("There is nothing at this address"));
  const Reply method = ask("DELETE /hello HTTP/1.1\r\nHost: t\r\n\r\n");
  EXPECT_EQ(method.status, 405);
  EXPECT_TRUE(method.has("Allow: GET, HEAD, OPTIONS\r\n"));
  EXPECT_EQ(ask("BREW /hello HTTP/1.1\r\nHost: t\r\n\r\n").status, 501);
  EXPECT_EQ(ask(post("/none", "with a body")).status, 404);
}

TEST_F(HttpServer, head_and_options) {
  run();
  Client connection = client();
  connection.send("HEAD /hello HTTP/1.1\r\nHost: t\r\n\r\n");
  const Reply head = connection.read(true);
  EXPECT_EQ(head.status, 200);
  EXPECT_TRUE(head.has("Content-Length: 5\r\n"));
  const Reply options = connection.ask("OPTIONS /echo HTTP/1.1\r\nHost: t\r\n\r\n");
  EXPECT_EQ(options.status, 204) << "and no body of the HEAD in between";
  EXPECT_TRUE(options.has("Allow: POST, OPTIONS\r\n"));
  EXPECT_EQ(connection.ask("OPTIONS * HTTP/1.1\r\nHost: t\r\n\r\n").status, 204);
  EXPECT_EQ(connection.ask("GET * HTTP/1.1\r\nHost: t\r\n\r\n").status, 400);
}

TEST_F(HttpServer, connection_persistence_by_version) {
  run();
  Client old = client();
  EXPECT_TRUE(old.ask("GET /hello HTTP/1.0\r\n\r\n").has("Connection: close"));
  EXPECT_TRUE(old.at_end());
  Client kept = client();
  EXPECT_TRUE(
      kept.ask("GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").has("Connection: keep-alive"));
  EXPECT_EQ(kept.ask(get("/hello", "Connection: close\r\n")).status, 200);
  EXPECT_TRUE(kept.at_end());
}

TEST_F(HttpServer, pipelined_requests_are_answered_in_order) {
  run();
  Client connection = client();
  connection.send(
      get("/pooled") + post("/echo", "one") + get("/hello") +
      "POST /echo HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n3\r\ntwo\r\n0\r\n\r\n" +
      get("/hello") + get("/none") + get("/hello", "Connection: close\r\n") + get("/never"));
  std::string all;
  for (int i = 0; i < 7; ++i) {
    const Reply reply = connection.read();
    all += reply.status == 200 ? reply.body + " " : std::to_string(reply.status) + " ";
  }
  EXPECT_EQ(all, "pooled one hello two hello 404 hello ");
  EXPECT_TRUE(connection.at_end());
}

TEST_F(HttpServer, a_request_in_single_octets) {
  run();
  Client connection = client();
  for (const char c : post("/echo", "slowly")) ASSERT_TRUE(connection.send(std::string(1, c)));
  EXPECT_EQ(connection.read().body, "slowly");
}

TEST_F(HttpServer, handlers_see_the_request) {
  router_.add(Method::kPost, "/see/{id}", [](const Request& request, const PathParams& params) {
    Response response = text_answer(200, "");
    response.body = std::string(params["id"]) + "|" + std::string(request.query.get("q").value_or("-")) +
                    "|" + std::string(request.cookie("s").value_or("-")) + "|" + std::string(request.host) +
                    "|" + request.peer + "|" + std::string(request.header("x-a").value_or("-")) + "|" +
                    (request.secure ? "https" : "http") + "|" + std::string(request.body);
    response.set_cookies.push_back({.name = "t", .value = "v"});
    return response;
  });
  run();
  const Reply reply =
      ask(post("/see/%E5%B1%B1?q=a+b", "body",
               "Cookie: r=1; s=two\r\nX-A: b\r\nX-Forwarded-For: 1.2.3.4\r\nX-Forwarded-Proto: https\r\n"));
  EXPECT_EQ(reply.body, "山|a b|two|t|127.0.0.1|b|http|body");
  EXPECT_TRUE(reply.has("Set-Cookie: t=v; Path=/; HttpOnly; Secure; SameSite=Lax\r\n"));
}

TEST_F(HttpServer, trusted_proxies_name_the_client) {
  router_.add(Method::kGet, "/peer", [](const Request& request, const PathParams&) {
    return text_answer(200, request.peer + (request.secure ? " s" : " -"));
  });
  options_.trusted_proxies = {"127.0.0.1", "10.0.0.0/8"};
  run();
  EXPECT_EQ(ask(get("/peer",
                    "X-Forwarded-For: 9.9.9.9, 203.0.113.9\r\nX-Forwarded-For: 10.1.1.1\r\n"
                    "X-Forwarded-Proto: https\r\n"))
                .body,
            "203.0.113.9 s");
  EXPECT_EQ(ask(get("/peer")).body, "127.0.0.1 -");
  Client untrusted = client("127.0.0.2");
  EXPECT_EQ(untrusted.ask(get("/peer", "X-Forwarded-For: 203.0.113.9\r\n")).body, "127.0.0.2 -");
}

TEST_F(HttpServer, an_exception_becomes_a_problem_without_its_text) {
  router_.add(Method::kGet, "/throw", [](const Request&, const PathParams&) -> Response {
    throw std::runtime_error("secret 110101199001011234");
  });
  router_.add(Method::kGet, "/odd", [](const Request&, const PathParams&) -> Response { throw 7; });
  router_.add(Method::kGet, "/split",
              [](const Request&, const PathParams&) { return redirect("/a\r\nX: y"); });
  run();
  Client connection = client();
  for (const char* path : {"/throw", "/odd", "/split"}) {
    const Reply reply = connection.ask(get(path));
    EXPECT_EQ(reply.status, 500) << path;
    EXPECT_FALSE(reply.body.contains("secret"));
    EXPECT_TRUE(reply.body.contains("urn:taxgate:request:"));
    EXPECT_FALSE(reply.has("X: y"));
  }
  EXPECT_EQ(connection.ask(get("/hello")).status, 200) << "the connection goes on";
  const auto lines = log();
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_TRUE(lines[0].starts_with("handler-failed|/throw|")) << lines[0];
  EXPECT_FALSE(lines[0].contains("secret"));
}

TEST_F(HttpServer, large_answers_arrive_whole) {
  const std::string large(std::size_t{8} << 20U, 'z');
  router_.add(Method::kGet, "/large",
              [&](const Request&, const PathParams&) { return text_answer(200, large); });
  run();
  Client connection = client();
  connection.send(get("/large") + get("/hello"));
  EXPECT_EQ(connection.read().body, large);
  EXPECT_EQ(connection.read().body, "hello");
}

TEST_F(HttpServer, the_fallback_answers_what_no_route_does) {
  router_.set_fallback([](const Request& request) -> std::optional<Response> {
    if (request.path != "/page") return std::nullopt;
    return text_answer(200, "page");
  });
  Server& server = run();
  EXPECT_EQ(ask(get("/page")).body, "page");
  EXPECT_EQ(ask(get("/other")).status, 404);
  EXPECT_EQ(ask(post("/page", "")).status, 404);
  const auto stats = server.metrics().snapshot();
  EXPECT_EQ(stats[stats.size() - 2].by_status.at(200), 1U);
  EXPECT_EQ(stats.back().by_status.at(404), 2U);
}

TEST_F(HttpServer, metrics_add_up) {
  Server& server = run();
  {
    Client connection = client();
    for (int i = 0; i < 3; ++i) connection.ask(get("/hello"));
    EXPECT_EQ(server.metrics().connections, 1);
    EXPECT_EQ(server.metrics().accepted, 1U);
  }
  EXPECT_EQ(server.metrics().snapshot()[0].by_status.at(200), 3U);
  EXPECT_EQ(server.metrics().in_flight, 0);
}

TEST_F(HttpServer, many_clients_at_once_get_their_own_answers) {
  run();
  std::vector<std::thread> threads;
  std::atomic<int> wrong = 0;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&, t] {
      Client connection = client();
      for (int i = 0; i < 200; ++i) {
        const std::string body = std::to_string(t) + "-" + std::to_string(i);
        wrong += connection.ask(post("/echo", body)).body == body ? 0 : 1;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace taxgate::http::test
