#include "http/server/worker_pool.hpp"

#include "base/thread_name.hpp"

namespace taxgate::http {

WorkerPool::WorkerPool(unsigned threads, std::size_t capacity) : capacity_(capacity) {
  threads_.reserve(threads);
  for (unsigned i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

bool WorkerPool::submit(Job& job) {
  {
    const std::scoped_lock lock(mutex_);
    if (stopped_ || queue_.size() >= capacity_) return false;
    queue_.push_back(&job);
    queued_.store(queue_.size(), std::memory_order_relaxed);
  }
  wake_.notify_one();
  return true;
}

void WorkerPool::stop() {
  {
    const std::scoped_lock lock(mutex_);
    stopped_ = true;
  }
  wake_.notify_all();
  for (std::thread& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
}

void WorkerPool::work() {
  name_thread("work");
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_.wait(lock, [this] { return stopped_ || !queue_.empty(); });
    if (queue_.empty()) return;
    Job* job = queue_.front();
    queue_.pop_front();
    queued_.store(queue_.size(), std::memory_order_relaxed);
    lock.unlock();
    running_.fetch_add(1, std::memory_order_relaxed);
    job->run_job();
    running_.fetch_sub(1, std::memory_order_relaxed);
    lock.lock();
  }
}

}  // namespace taxgate::http
