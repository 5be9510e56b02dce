#pragma once
// A fixed number of threads behind a bounded queue.
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

namespace taxgate::http {

/// Work that lives elsewhere: queueing it allocates nothing of its own.
class Job {
 public:
  Job() = default;
  Job(const Job&) = delete;
  Job& operator=(const Job&) = delete;
  virtual ~Job() = default;
  virtual void run_job() noexcept = 0;
};

class WorkerPool {
 public:
  WorkerPool(unsigned threads, std::size_t capacity);
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;
  ~WorkerPool() { stop(); }

  /// False if the queue is full or the pool is stopped: the job is then not taken. It must live until it has
  /// run.
  [[nodiscard]] bool submit(Job& job);
  /// Runs what is queued and joins. May be called again.
  void stop();

  std::size_t queued() const { return queued_.load(std::memory_order_relaxed); }
  std::size_t running() const { return running_.load(std::memory_order_relaxed); }

 private:
  void work();

  const std::size_t capacity_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Job*> queue_;
  bool stopped_ = false;
  std::atomic<std::size_t> queued_ = 0;
  std::atomic<std::size_t> running_ = 0;
  std::vector<std::thread> threads_;
};

}  // namespace taxgate::http
