#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <thread>

#include "connect/sms/kannel_gateway.hpp"
#include "sms_fakes.hpp"

namespace taxgate {
namespace {

using sms_test::PlainSeal;

/// A listener on a free loopback port which answers every request of every connection with the same octets,
/// or, without any, never. One connection at a time.
class LoopbackServer {
 public:
  explicit LoopbackServer(std::string answer)
      : answer_(std::move(answer)), socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    if (::bind(socket_, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(socket_, 8) != 0)
      std::abort();
    ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    if (!answer_.empty()) thread_ = std::jthread([this] { serve(); });
  }
  LoopbackServer(const LoopbackServer&) = delete;
  LoopbackServer& operator=(const LoopbackServer&) = delete;
  ~LoopbackServer() {
    ::shutdown(socket_, SHUT_RDWR);
    if (thread_.joinable()) thread_.join();
    ::close(socket_);
  }
  std::string url() const { return fmt::format("http://127.0.0.1:{}/cgi-bin/sendsms", port_); }
  int connections() const { return connections_; }
  /// All that came in; to be read when the gateway has gone (its connections end then).
  const std::string& received() {
    ::shutdown(socket_, SHUT_RDWR);
    thread_.join();
    return received_;
  }

 private:
  void serve() {
    for (int peer = 0; (peer = ::accept(socket_, nullptr, nullptr)) >= 0; ::close(peer)) {
      ++connections_;
      std::array<char, 4096> block{};
      std::string pending;
      for (ssize_t got = 0; (got = ::read(peer, block.data(), block.size())) > 0;) {
        received_.append(block.data(), static_cast<std::size_t>(got));
        pending.append(block.data(), static_cast<std::size_t>(got));
        if (!pending.ends_with("123456")) continue;  // the end of the body of every message here
        pending.clear();
        if (::send(peer, answer_.data(), answer_.size(), MSG_NOSIGNAL) < 0) break;
      }
    }
  }

  std::string answer_;
  int socket_;
  std::uint16_t port_ = 0;
  std::atomic<int> connections_ = 0;
  std::string received_;
  std::jthread thread_;
};

std::string http(std::string_view status, std::string_view headers = "", std::string_view body = "") {
  return fmt::format("HTTP/1.1 {}\r\nContent-Length: {}\r\n{}\r\n{}", status, body.size(), headers, body);
}

KannelConfig config_for(const std::string& url) {
  KannelConfig config;
  config.url = url;
  config.username = "taxgate";
  config.password = Secret("password");
  config.connect_timeout = std::chrono::milliseconds{200};
  config.total_timeout = std::chrono::milliseconds{400};
  return config;
}

SendResult send_to(const std::string& url) {
  const PlainSeal seal;
  KannelGateway gateway(config_for(url), seal);
  return gateway.send({MessageId{1}, "13800000001", "验证码 123456"});
}

SmsUnavailable trouble(const std::string& answer) {
  const LoopbackServer server(answer);
  return std::get<SmsUnavailable>(send_to(server.url()));
}

TEST(SmsKannelGateway, sends_the_request_and_reads_the_answer) {
  LoopbackServer server(http("202 Accepted", "", "0: Accepted for delivery"));
  EXPECT_TRUE(std::holds_alternative<SmsAccepted>(send_to(server.url())));
  const auto& request = server.received();
  EXPECT_TRUE(request.starts_with("POST /cgi-bin/sendsms HTTP/1.1\r\n")) << request;
  EXPECT_NE(request.find("\r\nX-Kannel-to: 13800000001\r\n"), std::string::npos);
  EXPECT_TRUE(request.ends_with("\r\n\r\n验证码 123456"));
}

TEST(SmsKannelGateway, messages_one_after_another_share_a_connection) {
  const LoopbackServer server(http("202 Accepted"));
  const PlainSeal seal;
  KannelGateway gateway(config_for(server.url()), seal);
  for (int i = 1; i <= 5; ++i) {
    const auto result = gateway.send({MessageId{i}, "13800000001", "验证码 123456"});
    EXPECT_TRUE(std::holds_alternative<SmsAccepted>(result));
  }
  EXPECT_EQ(server.connections(), 1);
}

TEST(SmsKannelGateway, a_bad_number_reaches_no_wire) {
  const PlainSeal seal;
  KannelGateway gateway(config_for("http://127.0.0.1:1/"), seal);
  const auto refused = std::get<SmsRefused>(gateway.send({MessageId{1}, "nobody", "验证码 123456"}));
  EXPECT_EQ(refused.why, SmsRefusal::kBadPhone);
  EXPECT_TRUE(refused.permanent);
}

TEST(SmsKannelGateway, a_gateway_that_is_down_is_unreachable) {
  EXPECT_EQ(std::get<SmsUnavailable>(send_to("http://127.0.0.1:1/cgi-bin/sendsms")).why,
            SmsTrouble::kUnreachable);
}

TEST(SmsKannelGateway, a_gateway_that_is_silent_is_left_after_the_total_time_out) {
  EXPECT_EQ(trouble("").why, SmsTrouble::kTimedOut);
}

TEST(SmsKannelGateway, an_answer_that_never_ends_is_left_after_the_total_time_out) {
  EXPECT_EQ(trouble("HTTP/1.1 202 Accepted\r\nContent-Length: 999999\r\n\r\n0: Acc").why,
            SmsTrouble::kTimedOut);
}

TEST(SmsKannelGateway, a_busy_gateway_says_when_to_come_again) {
  const auto busy = trouble(http("503 Service Unavailable", "Retry-After: 17\r\n"));
  EXPECT_EQ(busy.why, SmsTrouble::kBusy);
  EXPECT_EQ(busy.retry_after, Seconds{17});
  EXPECT_EQ(trouble(http("503 Service Unavailable")).retry_after, std::nullopt);
}

TEST(SmsKannelGateway, what_is_no_gateway_is_not_believed) {
  EXPECT_EQ(trouble("SSH-2.0-OpenSSH_9.2\r\n").why, SmsTrouble::kProtocol);
  EXPECT_EQ(trouble(http("302 Found", "Location: http://127.0.0.1:1/\r\n")).why, SmsTrouble::kProtocol);
  EXPECT_EQ(trouble(http("200 OK", "", "<html>")).why, SmsTrouble::kProtocol);
}

TEST(SmsKannelGateway, a_huge_answer_is_read_no_further_than_its_first_line) {
  const LoopbackServer server(
      http("403 Forbidden", "", "Authorization failed" + std::string(3'000'000, 'x')));
  EXPECT_EQ(std::get<SmsRefused>(send_to(server.url())).why, SmsRefusal::kCredentials);
}

}  // namespace
}  // namespace taxgate
