#pragma once
#include <atomic>
#include <condition_variable>
#include <deque>
#include <expected>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "base/time.hpp"
#include "crypto/hash_memory.hpp"
#include "crypto/password.hpp"

namespace taxgate {

/// The pool has as much waiting as it takes: come back after `retry_after` (at least 1 s; the time to work
/// off what waits).
struct Busy {
  Seconds retry_after;
};

struct HashPoolOptions {
  Argon2Params params;           // of new hashes, and of verify_nothing
  unsigned threads = 0;          // 0: one a core
  std::size_t queue_limit = 64;  // jobs that wait, not counting those being worked on
  Millis idle_wipe{5000};        // a thread without work for so long wipes its memory and gives it back
};

/// The only place where a running server hashes passwords: a fixed number of threads at the lowest priority,
/// so that nobody who is signed in notices, and a bounded queue, so that a flood of sign-ins is turned away
/// at once and not served too late.
///
/// Safe for many threads. Every call blocks its caller until the hash is done: call from a thread that may
/// block. No call may be under way when the pool is destroyed.
class HashPool {
 public:
  HashPool(HashPoolOptions options, Key pepper);
  ~HashPool();
  HashPool(const HashPool&) = delete;
  HashPool& operator=(const HashPool&) = delete;

  /// Throws CorruptHash.
  [[nodiscard]] std::expected<bool, Busy> verify(const PasswordHash& hash, const Secret& password);
  /// For an account that does not exist or has no password: as long as `verify`, then false.
  [[nodiscard]] std::expected<bool, Busy> verify_nothing(const Secret& password);
  [[nodiscard]] std::expected<PasswordHash, Busy> hash(const Secret& password);
  /// True when the hash was made with other parameters than the pool's: hash again after the next right
  /// password.
  bool needs_rehash(const PasswordHash& hash) const { return taxgate::needs_rehash(hash, options_.params); }

  /// Jobs that wait now.
  std::size_t depth() const;
  /// Hashes computed, and calls turned away, since the start.
  std::uint64_t done() const { return done_.load(std::memory_order_relaxed); }
  std::uint64_t refused() const { return refused_.load(std::memory_order_relaxed); }
  std::size_t threads() const { return threads_.size(); }
  /// Whether the threads keep their working memory between hashes (hash_memory.hpp).
  bool keeps_memory() const { return keeps_memory_; }
  /// Octets that the threads keep now; 0 after `idle_wipe` without work.
  std::size_t kept_memory() const { return kept_memory_.load(std::memory_order_relaxed); }

 private:
  struct Job;
  std::expected<void, Busy> run(const std::function<void()>& work);
  void serve();
  Job* next(HashMemory& memory);
  void work_on(Job& job, HashMemory& memory);
  Seconds time_to_work_off() const;

  const HashPoolOptions options_;
  const Key pepper_;
  const PasswordHash nobody_;
  const bool keeps_memory_;

  mutable std::mutex mutex_;
  std::condition_variable work_;
  std::deque<Job*> queue_;  // each lives on its caller's stack
  bool stopping_ = false;
  double mean_seconds_ = 0.05;  // of a hash, moving average

  std::atomic<std::uint64_t> done_{0};
  std::atomic<std::uint64_t> refused_{0};
  std::atomic<std::size_t> kept_memory_{0};
  std::vector<std::jthread> threads_;  // last: they use all of the above
};

}  // namespace taxgate
