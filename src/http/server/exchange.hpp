#pragma once
// One request and its answer, from octets to octets, without I/O: a connection reads, asks this, and writes.
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "http/server/core.hpp"
#include "http/server/faults.hpp"
#include "http/server/message.hpp"
#include "http/server/request_parser.hpp"
#include "http/server/router.hpp"

namespace taxgate::http {

/// Names requests: a random prefix and a counter. One for each I/O thread.
class RequestIds {
 public:
  RequestIds();
  void next(std::string& out);

 private:
  std::uint32_t prefix_;
  std::uint32_t count_ = 0;
};

/// The other end of a connection, in both forms.
struct Peer {
  IpAddress address{};
  std::string text;
};

/// Reused for every request of a connection: begin, perhaps set_body, then run or refuse, render, finish.
class Exchange {
 public:
  Exchange(Core& core, unsigned shard) : core_(core), shard_(shard) {}

  /// Takes the head. `block` must stay where it is until finish. A fault is to be answered with refuse.
  std::optional<Fault> begin(std::string_view block, const Peer& peer, RequestIds& ids);
  /// A request of which not even the head came in whole: only its refusal can follow.
  void begin_broken(const Peer& peer, RequestIds& ids);

  const Head& head() const { return head_; }
  std::size_t body_limit() const;
  Lane lane() const;
  RequestParser& parser() { return parser_; }
  void set_body(std::string_view body) { request_.body = body; }

  /// Answers by route, fallback or refusal. Runs in any thread.
  void run() noexcept;
  /// Answers with a fault; the connection ends after it.
  void refuse(Fault fault);
  /// 503 with Retry-After; the connection goes on.
  void refuse_busy(std::chrono::seconds retry_after);

  bool keep_alive() const { return keep_alive_; }
  /// Appends the answer's head, and its body if that is small; returns the part of the body that is to
  /// follow.
  std::string_view render(std::string& out, std::string_view date_line);
  /// After the answer is written, or is not going to be: then it counts as 499, the client's going away.
  void finish();

 private:
  void reset(const Peer& peer, RequestIds& ids);
  std::optional<Fault> read_target();
  void read_forwarded(const Peer& peer);
  Response answer();
  Response without_route();
  Response refusal(Fault fault) const;
  void count(int status);
  void log_failure(const Route* route, const char* type) const;

  Core& core_;
  const unsigned shard_;
  RequestParser parser_;
  Head head_;
  Request request_;
  PathParams params_;
  const Router* router_ = nullptr;  // of the site that the request names
  Router::Match match_;
  Response response_;
  std::size_t counted_as_ = 0;
  bool keep_alive_ = false;
  bool active_ = false;
  std::chrono::steady_clock::time_point started_;
};

}  // namespace taxgate::http
