#pragma once
// What can be set about the server, and what it tells its surroundings.
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "http/server/language.hpp"

namespace taxgate::http {

struct LaneOptions {
  unsigned threads = 8;
  std::size_t queue = 1024;                   // requests that wait; one more is answered 503
  std::chrono::milliseconds max_wait{10000};  // a request that waited longer is answered 503 and not run
  std::chrono::seconds retry_after{1};
};

struct ServerOptions {
  std::string address = "127.0.0.1";  // numeric; "::" and "0.0.0.0" for all
  std::uint16_t port = 8080;          // 0: the system chooses, Server::port() tells
  unsigned io_threads = 2;
  LaneOptions ordinary{};
  LaneOptions slow{.threads = 4, .queue = 64, .retry_after = std::chrono::seconds{5}};

  std::size_t max_head = std::size_t{16} << 10U;  // request line and headers, octets
  std::size_t max_connections = 4096;
  std::size_t max_connections_per_peer = 512;  // an IPv4 address or an IPv6 /64; trusted proxies are exempt

  // Deadlines are coarse: they are looked at once a `sweep`.
  std::chrono::milliseconds head_timeout{10000};
  std::chrono::milliseconds body_timeout{20000};   // plus the time that the body takes at `min_rate`
  std::chrono::milliseconds write_timeout{20000};  // likewise for the answer
  std::chrono::milliseconds idle_timeout{60000};
  std::chrono::milliseconds linger_timeout{
      5000};  // how long the rest of a refused request is read and thrown away
  std::chrono::milliseconds shed_after{1000};  // when full, an unfinished head older than this makes room
  std::chrono::milliseconds sweep{1000};
  std::size_t min_rate = std::size_t{16} << 10U;  // octets a second

  std::vector<std::string> trusted_proxies;  // addresses or blocks whose X-Forwarded-For and -Proto count
  Language language = Language::kZhCn;       // of refusals where Accept-Language does not say
};

/// Never holds personal data: no path, query, header or exception text.
struct LogEvent {
  enum class Level : std::uint8_t { kInfo, kWarning, kError };
  Level level{};
  std::string_view what;        // "handler-failed", "lane-full", ...
  std::string_view request_id;  // or empty
  std::string_view route;       // the pattern, or empty
  std::string_view detail;      // a type's name or a system error's
};

/// Called from any thread of the server.
using LogSink = std::function<void(const LogEvent&)>;

}  // namespace taxgate::http
