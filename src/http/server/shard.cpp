#include "http/server/shard.hpp"

#include <sys/socket.h>

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <thread>
#include <typeinfo>

#include "base/thread_name.hpp"
#include "http/server/connection.hpp"
#include "http/server/serialise.hpp"

namespace taxgate::http {
namespace {

using boost::system::error_code;
using SteadyClock = std::chrono::steady_clock;
using Timer = asio::basic_waitable_timer<SteadyClock, asio::wait_traits<SteadyClock>, Executor>;
using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;

/// What a connection gets that there is no room for: known by heart, because it must cost nothing.
constexpr std::string_view kNoRoom =
    "HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/problem+json\r\nContent-Length: 109\r\n"
    "Retry-After: 5\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n"
    "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\nConnection: close\r\n\r\n"
    R"({"type":"urn:taxgate:problem:busy","title":"The system is busy; please try again","status":503,"code":"busy"})";
static_assert(kNoRoom.size() - kNoRoom.find("\r\n\r\n") - 4 == 109);

IpAddress address_of(const asio::ip::address& address) {
  if (address.is_v6()) return address.to_v6().to_bytes();
  return asio::ip::make_address_v6(asio::ip::v4_mapped, address.to_v4()).to_bytes();
}

asio::ip::tcp protocol_of(int fd) {
  sockaddr_storage storage{};
  socklen_t size = sizeof storage;
  ::getsockname(fd, reinterpret_cast<sockaddr*>(&storage), &size);
  return storage.ss_family == AF_INET6 ? asio::ip::tcp::v6() : asio::ip::tcp::v4();
}

class AsioShard final : public Shard {
 public:
  AsioShard(Core& core, unsigned index, int listen_fd)
      : core_(core),
        state_(core, index),
        work_(context_.get_executor()),
        acceptor_(context_),
        timer_(context_) {
    acceptor_.assign(protocol_of(listen_fd), listen_fd);
    tick();
  }

  void start() override {
    asio::co_spawn(context_, accept_loop(), reporter("accept-failed"));
    asio::co_spawn(context_, sweep_loop(), reporter("sweep-failed"));
    thread_ = std::thread([this] {
      name_thread("io");
      context_.run();
    });
  }

  void drain() override {
    asio::post(context_, [this] {
      error_code ignored;
      static_cast<void>(acceptor_.close(ignored));
      for (Connection& connection : state_.all) connection.close_if_unused();
    });
  }

  void abort() override {
    asio::post(context_, [this] {
      for (Connection& connection : state_.all) connection.close();
    });
  }

  void join() override {
    context_.stop();
    if (thread_.joinable()) thread_.join();
  }

 private:
  Async<void> accept_loop();
  Async<void> sweep_loop();
  void try_admit(Socket socket);
  void admit(Socket socket);
  void refuse(Socket socket);
  bool make_room();
  void tick();
  void log(const char* what, std::string_view detail) const;
  /// The end of a coroutine: an exception there is a failure of the system or a bug, and ends that coroutine
  /// only.
  std::function<void(const std::exception_ptr&)> reporter(const char* what) const;

  Core& core_;
  ShardState state_;
  // One thread runs it, but any thread may post to it.
  asio::io_context context_{1};  // destroyed before the state that its coroutines use
  asio::executor_work_guard<Executor> work_;
  Acceptor acceptor_;
  Timer timer_;
  std::thread thread_;
};

void AsioShard::log(const char* what, std::string_view detail) const {
  if (core_.log) core_.log({.level = LogEvent::Level::kError, .what = what, .detail = detail});
}

std::function<void(const std::exception_ptr&)> AsioShard::reporter(const char* what) const {
  return [this, what](const std::exception_ptr& failure) {
    try {
      if (failure) std::rethrow_exception(failure);
    } catch (const std::exception& error) {
      log(what, typeid(error).name());
    }
  };
}

Async<void> AsioShard::accept_loop() {
  while (acceptor_.is_open()) {
    error_code error;
    Socket socket = co_await acceptor_.async_accept(asio::redirect_error(kAwait, error));
    if (!error) {
      try_admit(std::move(socket));
      continue;
    }
    if (!acceptor_.is_open()) co_return;
    log("accept-failed", error.category().name());
    make_room();  // most likely there are no descriptors left
    Timer pause(context_, std::chrono::milliseconds(20));
    co_await pause.async_wait(asio::redirect_error(kAwait, error));
  }
}

/// One connection for which there is no memory must not end the listener.
void AsioShard::try_admit(Socket socket) {
  try {
    admit(std::move(socket));
  } catch (const std::exception& error) {
    log("accept-failed", typeid(error).name());
  }
}

void AsioShard::admit(Socket socket) {
  error_code error;
  const auto remote = socket.remote_endpoint(error);
  if (error) return;  // it has gone already
  core_.metrics.accepted.fetch_add(1, std::memory_order_relaxed);
  Peer peer{.address = address_of(remote.address())};
  peer.text = format_ip(peer.address);
  Admission admission = core_.ledger.admit(peer.address);
  if (admission == Admission::kFull && make_room()) admission = core_.ledger.admit(peer.address, true);
  if (admission != Admission::kAdmitted) {
    (admission == Admission::kFull ? core_.metrics.refused_full : core_.metrics.refused_peer).fetch_add(1);
    refuse(std::move(socket));
    return;
  }
  auto connection = std::make_shared<Connection>(std::move(socket), std::move(peer), state_);
  asio::co_spawn(context_, Connection::serve(std::move(connection)), reporter("connection-failed"));
}

/// Answers without waiting: what fits in the socket's buffer is sent, and that is all.
void AsioShard::refuse(Socket socket) {
  const int fd = socket.native_handle();
  ::recv(fd, state_.scratch.data(), state_.scratch.size(),
         MSG_TRUNC | MSG_DONTWAIT);  // lest it become a reset
  ::send(fd, kNoRoom.data(), kNoRoom.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
  ::shutdown(fd, SHUT_WR);
}

/// Ends the connection that will be missed the least: the longest idle, else the oldest whose request does
/// not come.
bool AsioShard::make_room() {
  Connection* victim = nullptr;
  if (!state_.idle.empty()) {
    victim = &state_.idle.front();
  } else if (!state_.heads.empty() &&
             SteadyClock::now() - state_.heads.front().since() >= core_.options.shed_after) {
    victim = &state_.heads.front();
  }
  if (victim == nullptr) return false;
  victim->close();
  core_.metrics.shed.fetch_add(1, std::memory_order_relaxed);
  return true;
}

void AsioShard::tick() {
  const auto now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  state_.date_line = date_line(now);
}

Async<void> AsioShard::sweep_loop() {
  error_code error;
  while (!error) {
    timer_.expires_after(core_.options.sweep);
    co_await timer_.async_wait(asio::redirect_error(kAwait, error));
    tick();
    const auto now = SteadyClock::now();
    for (Connection& connection : state_.all) connection.expire(now);
  }
}

}  // namespace

std::unique_ptr<Shard> make_shard(Core& core, unsigned index, int listen_fd) {
  return std::make_unique<AsioShard>(core, index, listen_fd);
}

}  // namespace taxgate::http
