#pragma once
// Listening sockets, one for each I/O thread, on one address.
#include <cstdint>
#include <string>
#include <vector>

namespace taxgate::http {

struct ListenSockets {
  std::vector<int> descriptors;  // to be closed by whoever takes them
  std::uint16_t port = 0;        // the one that was bound
};

/// Binds `count` sockets that share the address by SO_REUSEPORT, after making sure that no other process has
/// it. Port 0 takes a free one. Throws std::system_error (the address is in use, not ours, ...) or
/// std::invalid_argument.
ListenSockets listen_on(const std::string& address, std::uint16_t port, unsigned count);

/// Raises the soft limit of open files towards `wanted`; returns the limit that holds now.
std::size_t raise_file_limit(std::size_t wanted);

}  // namespace taxgate::http
