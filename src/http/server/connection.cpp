#include "http/server/connection.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <boost/asio/async_result.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <cerrno>
#include <utility>

namespace taxgate::http {
namespace {

using boost::system::error_code;

constexpr std::size_t kReadStep = std::size_t{16} << 10U;
constexpr std::size_t kKeptCapacity = std::size_t{64} << 10U;  // of buffers between requests
constexpr std::size_t kLingerLimit = std::size_t{256} << 20U;
constexpr std::chrono::milliseconds kNoDeadline = std::chrono::hours(24 * 365);

void trim_capacity(std::string& buffer) {
  buffer.clear();
  if (buffer.capacity() > kKeptCapacity) buffer.shrink_to_fit();
}

}  // namespace

Connection::Connection(Socket socket, Peer peer, ShardState& shard)
    : socket_(std::move(socket)),
      executor_(socket_.get_executor()),
      peer_(std::move(peer)),
      shard_(shard),
      core_(shard.core),
      exchange_(shard.core, shard.index),
      in_(shard.core.options.max_head) {
  error_code ignored;
  static_cast<void>(socket_.set_option(asio::ip::tcp::no_delay(true), ignored));
  static_cast<void>(socket_.non_blocking(true, ignored));
  shard_.all.push_back(*this);
  core_.metrics.connections.fetch_add(1, std::memory_order_relaxed);
  enter(Phase::kHead, core_.options.head_timeout);
}

Connection::~Connection() {
  exchange_.finish();
  core_.metrics.connections.fetch_sub(1, std::memory_order_relaxed);
  core_.ledger.release(peer_.address);
}

Async<void> Connection::serve(std::shared_ptr<Connection> self) {
  bool alive = true;
  while (alive) {
    const bool something = co_await self->read_head();
    if (!something) break;
    alive = co_await self->exchange_one();
  }
  if (self->fault_) co_await self->linger();
  self->close();
}

void Connection::enter(Phase phase, std::chrono::milliseconds limit) {
  phase_ = phase;
  timed_out_ = false;
  since_ = Clock::now();
  deadline_ = since_ + limit;
  WaitHook::unlink();
  if (phase == Phase::kIdle) shard_.idle.push_back(*this);
  if (phase == Phase::kHead) shard_.heads.push_back(*this);
}

std::chrono::milliseconds Connection::at_min_rate(std::size_t octets) const {
  return std::chrono::milliseconds(octets * 1000 / core_.options.min_rate);
}

void Connection::expire(Clock::time_point now) {
  if (now < deadline_) return;
  const bool heard = phase_ == Phase::kBody || (phase_ == Phase::kHead && !in_.empty());
  if (phase_ != Phase::kIdle && phase_ != Phase::kLinger)
    core_.metrics.timed_out.fetch_add(1, std::memory_order_relaxed);
  if (!heard) {
    close();
    return;
  }
  timed_out_ = true;
  error_code ignored;
  static_cast<void>(socket_.cancel(ignored));
}

void Connection::close_if_unused() {
  if (in_.empty() && (phase_ == Phase::kIdle || phase_ == Phase::kHead)) close();
}

void Connection::close() {
  WaitHook::unlink();
  error_code ignored;
  static_cast<void>(socket_.close(ignored));
}

/// 0: the peer has ended, the connection is broken, or the time is up.
Async<std::size_t> Connection::read_some(std::span<char> room) {
  if (timed_out_) co_return 0;
  error_code error;
  const std::size_t n = co_await socket_.async_read_some(asio::buffer(room.data(), room.size()),
                                                         asio::redirect_error(kAwait, error));
  co_return error ? 0 : n;
}

/// False if there is nobody to answer.
Async<bool> Connection::read_head() {
  for (;;) {
    state_ = in_.scan();
    if (state_ != ReadBuffer::State::kNeedMore) co_return true;
    if (phase_ == Phase::kIdle && !in_.empty()) enter(Phase::kHead, core_.options.head_timeout);
    const std::size_t n = co_await read_some(in_.room());
    if (n == 0) co_return timed_out_;
    in_.commit(n);
  }
}

/// True if another request may follow.
Async<bool> Connection::exchange_one() {
  used_ = 0;
  fault_ = begin(state_);
  if (!fault_) {
    const Ended ended = co_await read_body();
    if (ended == Ended::kYes) co_return false;
  }
  if (fault_) {
    exchange_.refuse(*fault_);
  } else if (exchange_.lane() == Lane::kInline) {
    exchange_.run();
  } else {
    co_await run_in_lane();
  }
  const bool written = co_await write_answer();
  clean_up();
  if (!written || !exchange_.keep_alive()) co_return false;
  enter(in_.empty() ? Phase::kIdle : Phase::kHead,
        in_.empty() ? core_.options.idle_timeout : core_.options.head_timeout);
  co_return true;
}

std::optional<Fault> Connection::begin(ReadBuffer::State state) {
  if (state == ReadBuffer::State::kComplete) return exchange_.begin(in_.head(), peer_, shard_.ids);
  exchange_.begin_broken(peer_, shard_.ids);
  if (state == ReadBuffer::State::kTooLarge) return Fault::kHeadersTooLarge;
  return state == ReadBuffer::State::kGarbage ? Fault::kMalformed : Fault::kTimeout;
}

Async<Connection::Ended> Connection::read_body() {
  const Head& head = exchange_.head();
  if (head.framing == Head::Framing::kNone) co_return Ended::kNo;
  const bool whole = head.framing == Head::Framing::kLength && in_.rest().size() >= head.length;
  if (whole) {
    used_ = head.length;
    exchange_.set_body(in_.rest().substr(0, used_));
    co_return Ended::kNo;
  }
  const bool has_length = head.framing == Head::Framing::kLength;
  enter(Phase::kBody,
        core_.options.body_timeout + at_min_rate(has_length ? head.length : exchange_.body_limit()));
  if (head.expects_continue && in_.rest().empty()) {
    const bool written = co_await write_all("HTTP/1.1 100 Continue\r\n\r\n", {});
    if (!written) co_return Ended::kYes;
  }
  Ended ended = Ended::kNo;
  if (has_length) {
    ended = co_await read_length();
  } else {
    ended = co_await read_chunks();
  }
  if (ended == Ended::kYes && !timed_out_) co_return ended;
  if (ended == Ended::kYes) fault_ = Fault::kTimeout;
  exchange_.set_body(body_);
  co_return Ended::kNo;
}

/// Memory follows what has arrived, not what was announced.
Async<Connection::Ended> Connection::read_length() {
  const auto length = static_cast<std::size_t>(exchange_.head().length);
  used_ = in_.rest().size();
  body_ = in_.rest();
  std::size_t have = body_.size();
  while (have < length) {
    if (have == body_.size()) body_.resize(std::min(length, std::max(have * 2, kReadStep)));
    const std::size_t n = co_await read_some(std::span(body_).subspan(have));
    if (n == 0) co_return Ended::kYes;
    have += n;
  }
  co_return Ended::kNo;
}

Async<Connection::Ended> Connection::read_chunks() {
  exchange_.parser().begin_chunks(exchange_.body_limit());
  chunks_ = in_.rest();
  received_ = chunks_.size();
  while (!feed_chunks()) {
    const std::size_t have = chunks_.size();
    chunks_.resize(have + kReadStep);
    const std::size_t n = co_await read_some(std::span(chunks_).subspan(have));
    chunks_.resize(have + n);
    if (n == 0) co_return Ended::kYes;
    received_ += n;
  }
  co_return Ended::kNo;
}

/// True when there is no need to read on: the body is complete or refused.
bool Connection::feed_chunks() {
  const auto fed = exchange_.parser().feed_chunks(chunks_, body_);
  if (!fed) {
    fault_ = fed.error();
    return true;
  }
  chunks_.erase(0, fed->used);
  if (fed->done) return true;  // what is left in chunks_ is the next request's
  // A chunk's head or the trailers may be as long as a message's head, and framing may not dwarf what it
  // frames.
  const bool endless = chunks_.size() > core_.options.max_head + kReadStep;
  if (endless || received_ > 8 * exchange_.body_limit() + core_.options.max_head) fault_ = Fault::kMalformed;
  return fault_.has_value();
}

Async<void> Connection::run_in_lane() {
  enter(Phase::kRun, kNoDeadline);
  co_await asio::async_initiate<const asio::use_awaitable_t<Executor>&, void()>(
      [this](auto handler) { start_job(std::move(handler)); }, kAwait);
}

template <class Resume>
void Connection::start_job(Resume resume) {
  resume_ = std::move(resume);
  if (core_.pool(exchange_.lane()).submit(*this)) return;
  core_.metrics.lane_full.fetch_add(1, std::memory_order_relaxed);
  exchange_.refuse_busy(core_.lane(exchange_.lane()).retry_after);
  asio::post(executor_, [this] { this->resume(); });
}

void Connection::run_job() noexcept {
  const LaneOptions& lane = core_.lane(exchange_.lane());
  if (Clock::now() - since_ > lane.max_wait) {
    core_.metrics.lane_late.fetch_add(1, std::memory_order_relaxed);
    exchange_.refuse_busy(lane.retry_after);
  } else {
    exchange_.run();
  }
  asio::post(executor_, [this] { resume(); });
}

/// The suspended coroutine holds the connection, so it is there until this has run.
void Connection::resume() {
  auto handler = std::exchange(resume_, nullptr);
  handler();
}

Async<bool> Connection::write_answer() {
  out_.clear();
  const std::string_view rest = exchange_.render(out_, shard_.date_line);
  enter(Phase::kWrite, core_.options.write_timeout + at_min_rate(out_.size() + rest.size()));
  const bool written = co_await write_all(out_, rest);
  co_return written;
}

/// Tries at once, and waits only when the peer reads slower than we write.
Async<bool> Connection::write_all(std::string_view first, std::string_view second) {
  while (!first.empty() || !second.empty()) {
    const std::array<asio::const_buffer, 2> buffers{asio::buffer(first), asio::buffer(second)};
    error_code error;
    std::size_t n = socket_.write_some(buffers, error);
    if (error == asio::error::would_block || error == asio::error::try_again) {
      n = co_await socket_.async_write_some(buffers, asio::redirect_error(kAwait, error));
    }
    if (error) co_return false;
    const std::size_t of_first = std::min(n, first.size());
    first.remove_prefix(of_first);
    second.remove_prefix(n - of_first);
  }
  co_return true;
}

/// Reads and throws away what the peer still sends, so that a reset does not overtake the answer (RFC 9112
/// §9.6). MSG_TRUNC drops the octets in the kernel: even a huge body costs little.
Async<void> Connection::linger() {
  error_code error;
  static_cast<void>(socket_.shutdown(Socket::shutdown_send, error));
  enter(Phase::kLinger, core_.options.linger_timeout);
  std::size_t dropped = 0;
  while (!error && dropped < kLingerLimit) {
    co_await socket_.async_wait(Socket::wait_read, asio::redirect_error(kAwait, error));
    if (error) break;
    const ssize_t n = ::recv(socket_.native_handle(), shard_.scratch.data(), shard_.scratch.size(),
                             MSG_TRUNC | MSG_DONTWAIT);
    if (n == 0 || (n < 0 && errno != EAGAIN)) break;
    dropped += static_cast<std::size_t>(std::max<ssize_t>(n, 0));
  }
}

void Connection::clean_up() {
  exchange_.finish();
  if (exchange_.head().framing == Head::Framing::kChunked) {
    in_.replace(chunks_);
  } else {
    in_.next(used_);
  }
  trim_capacity(body_);
  trim_capacity(chunks_);
  if (out_.capacity() > kKeptCapacity) trim_capacity(out_);
}

}  // namespace taxgate::http
