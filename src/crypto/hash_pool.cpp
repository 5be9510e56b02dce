#include "crypto/hash_pool.hpp"

#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cassert>
#include <cmath>
#include <exception>

#include "base/thread_name.hpp"
#include "crypto/error.hpp"

namespace taxgate {
namespace {

/// Lowest priority and no preemption of others; named, so that what a process spends on hashing is seen.
/// Lowering one's own never needs a right; if the system refuses, the pool still works.
void step_back() {
  const sched_param none{};
  sched_setscheduler(0, SCHED_BATCH, &none);  // 0: the calling thread, here and below
  constexpr int kLowest = 19;
  setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), kLowest);
  name_thread("hash");
}

}  // namespace

struct HashPool::Job {
  const std::function<void()>& work;
  std::exception_ptr failure;
  std::condition_variable finished;
  bool done = false;
};

HashPool::HashPool(HashPoolOptions options, Key pepper)
    : options_(options),
      pepper_(std::move(pepper)),
      nobody_(nobodys_hash(options.params)),
      keeps_memory_(HashMemory::works()) {
  const unsigned count =
      options_.threads != 0 ? options_.threads : std::max(1U, std::thread::hardware_concurrency());
  threads_.reserve(count);
  for (unsigned i = 0; i < count; ++i) threads_.emplace_back([this] { serve(); });
}

HashPool::~HashPool() {
  {
    const std::lock_guard lock(mutex_);
    assert(queue_.empty());
    stopping_ = true;
  }
  work_.notify_all();
}

std::expected<bool, Busy> HashPool::verify(const PasswordHash& hash, const Secret& password) {
  bool matches = false;
  if (const auto ran = run([&] { matches = verify_password(password, hash, pepper_); }); !ran) {
    return std::unexpected(ran.error());
  }
  return matches;
}

std::expected<bool, Busy> HashPool::verify_nothing(const Secret& password) {
  return verify(nobody_, password);
}

std::expected<PasswordHash, Busy> HashPool::hash(const Secret& password) {
  PasswordHash made;
  if (const auto ran = run([&] { made = hash_password(password, options_.params, pepper_); }); !ran) {
    return std::unexpected(ran.error());
  }
  return made;
}

std::size_t HashPool::depth() const {
  const std::lock_guard lock(mutex_);
  return queue_.size();
}

std::expected<void, Busy> HashPool::run(const std::function<void()>& work) {
  Job job{.work = work, .failure = nullptr, .finished = {}};
  std::unique_lock lock(mutex_);
  if (queue_.size() >= options_.queue_limit) {
    refused_.fetch_add(1, std::memory_order_relaxed);
    return std::unexpected(Busy{time_to_work_off()});
  }
  queue_.push_back(&job);
  work_.notify_one();
  job.finished.wait(lock, [&] { return job.done; });
  if (job.failure) std::rethrow_exception(job.failure);
  return {};
}

/// Called with the lock held.
Seconds HashPool::time_to_work_off() const {
  const double seconds =
      mean_seconds_ * static_cast<double>(queue_.size()) / static_cast<double>(threads_.size());
  return Seconds{std::max<std::int64_t>(1, std::lround(std::ceil(seconds)))};
}

void HashPool::serve() {
  step_back();
  HashMemory memory;
  while (Job* const job = next(memory)) work_on(*job, memory);
  kept_memory_.fetch_sub(memory.size(), std::memory_order_relaxed);
}

/// The next job, or nullptr when the pool stops. Wipes the memory when there is none for some time.
HashPool::Job* HashPool::next(HashMemory& memory) {
  std::unique_lock lock(mutex_);
  const auto ready = [this] { return stopping_ || !queue_.empty(); };
  if (!work_.wait_for(lock, options_.idle_wipe, ready)) {
    lock.unlock();
    kept_memory_.fetch_sub(memory.size(), std::memory_order_relaxed);
    memory.wipe();
    lock.lock();
    work_.wait(lock, ready);
  }
  if (stopping_) return nullptr;
  Job* const job = queue_.front();
  queue_.pop_front();
  return job;
}

void HashPool::work_on(Job& job, HashMemory& memory) {
  const auto start = std::chrono::steady_clock::now();  // a duration for the estimate, not an instant
  const auto kept_before = memory.size();
  try {
    std::optional<HashMemory::Use> use;
    if (keeps_memory_) use.emplace(memory);
    job.work();
  } catch (...) {
    job.failure = std::current_exception();
  }
  kept_memory_.fetch_add(memory.size() - kept_before, std::memory_order_relaxed);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  done_.fetch_add(1, std::memory_order_relaxed);
  constexpr double kWeight = 0.1;
  const std::lock_guard lock(
      mutex_);  // held while notifying: the job goes with its caller as soon as that one can look
  mean_seconds_ += kWeight * (took.count() - mean_seconds_);
  job.done = true;
  job.finished.notify_one();
}

}  // namespace taxgate
