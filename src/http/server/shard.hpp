#pragma once
// One I/O thread with its listening socket and its connections. No Asio here.
#include <memory>

#include "http/server/core.hpp"

namespace taxgate::http {

class Shard {
 public:
  Shard() = default;
  Shard(const Shard&) = delete;
  Shard& operator=(const Shard&) = delete;
  virtual ~Shard() = default;

  virtual void start() = 0;
  /// Stops accepting and ends the connections without a request; the others end with their answer.
  virtual void drain() = 0;
  /// Ends every connection now.
  virtual void abort() = 0;
  /// Ends the thread. After this the shard may be destroyed.
  virtual void join() = 0;
};

/// Takes `listen_fd` over.
std::unique_ptr<Shard> make_shard(Core& core, unsigned index, int listen_fd);

}  // namespace taxgate::http
