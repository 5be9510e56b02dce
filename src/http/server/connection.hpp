#pragma once
// Asio below this line: included by connection.cpp and shard.cpp alone.
#include <array>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/intrusive/list.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "http/server/exchange.hpp"
#include "http/server/read_buffer.hpp"

namespace taxgate::http {

namespace asio = boost::asio;
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
template <class T>
using Async = asio::awaitable<T, Executor>;
inline constexpr asio::use_awaitable_t<Executor> kAwait{};

using AutoUnlink = boost::intrusive::link_mode<boost::intrusive::auto_unlink>;
using AllHook = boost::intrusive::list_base_hook<AutoUnlink, boost::intrusive::tag<struct AllTag>>;
using WaitHook = boost::intrusive::list_base_hook<AutoUnlink, boost::intrusive::tag<struct WaitTag>>;

struct ShardState;

/// One client's connection. Lives on its shard's thread; only run_job runs elsewhere, while the coroutine
/// waits for it.
class Connection final : public Job, public AllHook, public WaitHook {
 public:
  using Clock = std::chrono::steady_clock;

  /// Counted in the ledger already; its end takes it off there.
  Connection(Socket socket, Peer peer, ShardState& shard);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() override;

  /// Answers requests until either side ends it. `self` keeps the connection.
  static Async<void> serve(std::shared_ptr<Connection> self);

  /// Called by the sweep: ends what is past its deadline, with 408 where somebody may still read it.
  void expire(Clock::time_point now);
  /// When it began what it is doing.
  Clock::time_point since() const { return since_; }
  /// Ends it if no request has begun.
  void close_if_unused();
  void close();
  void run_job() noexcept override;

 private:
  enum class Phase : std::uint8_t { kIdle, kHead, kBody, kRun, kWrite, kLinger };
  enum class Ended : bool { kNo, kYes };

  void enter(Phase phase, std::chrono::milliseconds limit);
  std::chrono::milliseconds at_min_rate(std::size_t octets) const;

  Async<std::size_t> read_some(std::span<char> room);
  Async<bool> read_head();
  Async<bool> exchange_one();
  std::optional<Fault> begin(ReadBuffer::State state);
  Async<Ended> read_body();
  Async<Ended> read_length();
  Async<Ended> read_chunks();
  bool feed_chunks();
  Async<void> run_in_lane();
  template <class Resume>
  void start_job(Resume resume);
  void resume();
  Async<bool> write_answer();
  Async<bool> write_all(std::string_view first, std::string_view second);
  Async<void> linger();
  void clean_up();

  Socket socket_;
  const Executor executor_;
  const Peer peer_;
  ShardState& shard_;
  Core& core_;
  Exchange exchange_;
  ReadBuffer in_;
  ReadBuffer::State state_ = ReadBuffer::State::kNeedMore;
  std::string body_;          // a body that did not come whole with its head
  std::string chunks_;        // encoded octets that are not yet decoded
  std::size_t received_ = 0;  // octets of the body as sent
  std::size_t used_ = 0;      // octets of in_'s rest that belong to the request
  std::string out_;
  std::optional<Fault> fault_;
  Phase phase_ = Phase::kHead;
  bool timed_out_ = false;
  Clock::time_point since_;
  Clock::time_point deadline_;
  std::move_only_function<void()> resume_;
};

using AllList = boost::intrusive::list<Connection, boost::intrusive::base_hook<AllHook>,
                                       boost::intrusive::constant_time_size<false>>;
using WaitList = boost::intrusive::list<Connection, boost::intrusive::base_hook<WaitHook>,
                                        boost::intrusive::constant_time_size<false>>;

/// What the connections of one I/O thread share; touched by that thread only.
struct ShardState {
  ShardState(Core& core_in, unsigned index_in) : core(core_in), index(index_in) {}

  Core& core;
  const unsigned index;
  RequestIds ids;
  std::string date_line;
  AllList all;
  WaitList idle;                                        // between requests, the longest first
  WaitList heads;                                       // head not complete, the oldest first
  std::array<char, std::size_t{256} << 10U> scratch{};  // for octets that nobody wants
};

}  // namespace taxgate::http
