#include "http/server/listen_socket.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace taxgate::http {
namespace {

constexpr int kBacklog = 4096;

/// Closes what it holds unless it was released.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  Descriptor& operator=(Descriptor&&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  int get() const { return fd_; }
  int release() { return std::exchange(fd_, -1); }

 private:
  int fd_;
};

struct Endpoint {
  sockaddr_storage storage{};
  socklen_t size = 0;
  sockaddr* address() { return reinterpret_cast<sockaddr*>(&storage); }
};

[[noreturn]] void fail(const char* what, const std::string& address) {
  throw std::system_error(errno, std::generic_category(), what + address);
}

Endpoint endpoint_of(const std::string& address, std::uint16_t port) {
  Endpoint out;
  sockaddr_in v4{.sin_family = AF_INET, .sin_port = htons(port)};
  sockaddr_in6 v6{.sin6_family = AF_INET6, .sin6_port = htons(port)};
  if (::inet_pton(AF_INET, address.c_str(), &v4.sin_addr) == 1) {
    std::memcpy(&out.storage, &v4, out.size = sizeof v4);
  } else if (::inet_pton(AF_INET6, address.c_str(), &v6.sin6_addr) == 1) {
    std::memcpy(&out.storage, &v6, out.size = sizeof v6);
  } else {
    throw std::invalid_argument("not a numeric address: " + address);
  }
  return out;
}

Descriptor bind_one(const std::string& address, std::uint16_t port, bool share) {
  Endpoint endpoint = endpoint_of(address, port);
  Descriptor socket(::socket(endpoint.storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (socket.get() < 0) fail("socket for ", address);
  const int on = 1;
  ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (share) ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
  if (::bind(socket.get(), endpoint.address(), endpoint.size) != 0) fail("bind to ", address);
  return socket;
}

std::uint16_t port_of(int fd) {
  Endpoint bound;
  bound.size = sizeof bound.storage;
  ::getsockname(fd, bound.address(), &bound.size);
  // sin_port and sin6_port stand at the same place.
  sockaddr_in head{};
  std::memcpy(&head, &bound.storage, sizeof head);
  return ntohs(head.sin_port);
}

}  // namespace

ListenSockets listen_on(const std::string& address, std::uint16_t port, unsigned count) {
  ListenSockets out;
  // Without SO_REUSEPORT the bind fails where another process listens; with it, the two would share the
  // requests.
  if (port != 0) bind_one(address, port, false);
  std::vector<Descriptor> sockets;
  for (unsigned i = 0; i < count; ++i) {
    sockets.push_back(bind_one(address, port, true));
    if (::listen(sockets.back().get(), kBacklog) != 0) fail("listen on ", address);
    port = port_of(sockets.back().get());
  }
  out.port = port;
  for (Descriptor& socket : sockets) out.descriptors.push_back(socket.release());
  return out;
}

std::size_t raise_file_limit(std::size_t wanted) {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return 0;
  if (limit.rlim_cur < wanted) {
    limit.rlim_cur = std::min<rlim_t>(wanted, limit.rlim_max);
    ::setrlimit(RLIMIT_NOFILE, &limit);
    ::getrlimit(RLIMIT_NOFILE, &limit);
  }
  return limit.rlim_cur;
}

}  // namespace taxgate::http
