#pragma once
// A client that sends exactly the octets it is told to, and a server to send them to.
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/server/server.hpp"

namespace taxgate::http::test {

using namespace std::chrono_literals;

struct Reply {
  int status = 0;  // 0: none came
  std::string head;
  std::string body;
  bool has(std::string_view line) const { return head.contains(line); }
};

class Client {
 public:
  explicit Client(std::uint16_t port, const char* from = "127.0.0.1")
      : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
    const timeval limit{.tv_sec = 20};  // far beyond what any test waits for
    ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    ::setsockopt(fd_, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    sockaddr_in source = address(from, 0);
    EXPECT_EQ(::bind(fd_, reinterpret_cast<sockaddr*>(&source), sizeof source), 0);
    sockaddr_in target = address("127.0.0.1", port);
    EXPECT_EQ(::connect(fd_, reinterpret_cast<sockaddr*>(&target), sizeof target), 0);
  }
  Client(Client&& other) noexcept : fd_(std::exchange(other.fd_, -1)), buffer_(std::move(other.buffer_)) {}
  Client& operator=(Client&&) = delete;
  ~Client() {
    if (fd_ >= 0) ::close(fd_);
  }

  /// False if the other side has gone.
  bool send(std::string_view text) const {
    while (!text.empty()) {
      const ssize_t n = ::send(fd_, text.data(), text.size(), MSG_NOSIGNAL);
      if (n <= 0) return false;
      text.remove_prefix(static_cast<std::size_t>(n));
    }
    return true;
  }
  void finish_sending() const { ::shutdown(fd_, SHUT_WR); }

  /// One answer; `head_only` for answers to HEAD.
  Reply read(bool head_only = false) {
    while (!buffer_.contains("\r\n\r\n")) {
      if (!more()) return {};
    }
    Reply reply;
    const std::size_t end = buffer_.find("\r\n\r\n") + 4;
    reply.head = buffer_.substr(0, end);
    buffer_.erase(0, end);
    reply.status = std::atoi(reply.head.c_str() + 9);
    const std::size_t at = reply.head.find("Content-Length: ");
    const std::size_t length = at == std::string::npos || head_only
                                   ? 0
                                   : static_cast<std::size_t>(std::atoll(reply.head.c_str() + at + 16));
    while (buffer_.size() < length) {
      if (!more()) return {};
    }
    reply.body = buffer_.substr(0, length);
    buffer_.erase(0, length);
    return reply;
  }
  Reply ask(std::string_view text) {
    send(text);
    return read();
  }
  /// Nothing more comes: the server has closed.
  bool at_end() { return buffer_.empty() && !more(); }
  int fd() const { return fd_; }

 private:
  static sockaddr_in address(const char* text, std::uint16_t port) {
    sockaddr_in out{.sin_family = AF_INET, .sin_port = htons(port)};
    ::inet_pton(AF_INET, text, &out.sin_addr);
    return out;
  }
  bool more() {
    char chunk[65536];
    const ssize_t n = ::recv(fd_, chunk, sizeof chunk, 0);
    if (n > 0) buffer_.append(chunk, static_cast<std::size_t>(n));
    return n > 0;
  }

  int fd_;
  std::string buffer_;
};

inline std::string get(std::string_view path, std::string_view headers = "") {
  return std::string("GET ").append(path).append(" HTTP/1.1\r\nHost: t\r\n").append(headers).append("\r\n");
}
inline std::string post(std::string_view path, std::string_view body, std::string_view headers = "") {
  return std::string("POST ")
      .append(path)
      .append(" HTTP/1.1\r\nHost: t\r\nContent-Length: ")
      .append(std::to_string(body.size()))
      .append("\r\n")
      .append(headers)
      .append("\r\n")
      .append(body);
}

/// A running server with a few routes; derived tests set options and add routes before `run`.
class ServerTest : public testing::Test {
 protected:
  ServerTest() {
    options_.port = 0;
    options_.sweep = 10ms;
    options_.ordinary.threads = 2;
    options_.slow.threads = 1;
    const RouteOptions now{.lane = Lane::kInline};
    router_.add(
        Method::kGet, "/hello", [](const Request&, const PathParams&) { return text_answer(200, "hello"); },
        now);
    router_.add(Method::kGet, "/pooled",
                [](const Request&, const PathParams&) { return text_answer(200, "pooled"); });
    router_.add(Method::kPost, "/echo", [](const Request& request, const PathParams&) {
      return text_answer(200, std::string(request.body));
    });
    router_.add(Method::kPost, "/size", size_of, {.body_limit = std::size_t{4} << 20U});
  }
  static Response size_of(const Request& request, const PathParams& /*params*/) {
    return text_answer(200, std::to_string(request.body.size()));
  }

  Server& run() {
    server_ = std::make_unique<Server>(options_, Sites(std::move(router_)), [this](const LogEvent& event) {
      const std::scoped_lock lock(mutex_);
      log_.push_back(std::string(event.what) + "|" + std::string(event.route) + "|" +
                     std::string(event.detail));
    });
    server_->start();
    return *server_;
  }
  Client client(const char* from = "127.0.0.1") const { return Client(server_->port(), from); }
  Reply ask(std::string_view text) const { return client().ask(text); }
  std::vector<std::string> log() {
    const std::scoped_lock lock(mutex_);
    return log_;
  }

  ServerOptions options_;
  Router router_;

 private:
  std::mutex mutex_;
  std::vector<std::string> log_;

 protected:
  std::unique_ptr<Server> server_;  // ends before the log does
};

}  // namespace taxgate::http::test
