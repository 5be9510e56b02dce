#include "store/sqlite/writer.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <cassert>

#include "base/thread_name.hpp"
#include "store/sqlite/sizes.hpp"

namespace taxgate::store::sqlite {
namespace {

// The log is written back every 16 MiB, between two groups: nobody waits for it inside a commit.
constexpr int kCheckpointPages = 4096;

}  // namespace

Writer::Writer(Db& db, AuditSealer& sealer, WriterLimits limits)
    : db_(db), sealer_(sealer), limits_(limits), checkpoint_at_(kCheckpointPages) {
  sqlite3_wal_hook(
      db_.handle(),
      [](void* self, sqlite3*, const char*, int pages) {
        static_cast<Writer*>(self)->wal_pages_ = pages;
        return SQLITE_OK;
      },
      this);
  thread_ = std::thread([this] { loop(); });
}

Writer::~Writer() {
  stop();
  sqlite3_wal_hook(db_.handle(), nullptr, nullptr);
}

std::future<void> Writer::add(Store::Work work, bool alone) {
  assert(std::this_thread::get_id() !=
         thread_.get_id());  // a work that waits for another would wait for ever
  Job job{.work = std::move(work), .alone = alone};
  auto done = job.done.get_future();
  std::unique_lock lock(mutex_);
  drained_.wait(lock, [this] { return stopping_ || queue_.size() < limits_.queue; });
  if (stopping_) {
    job.done.set_exception(std::make_exception_ptr(Failure("the store is closing", Failure::Kind::kStopped)));
    return done;
  }
  queue_.push_back(std::move(job));
  if (queue_.size() == 1) {
    filled_.notify_one();
  } else if (queue_.size() == limits_.enough) {
    paced_.notify_one();
  }
  return done;
}

WriteStats Writer::stats() const {
  const std::lock_guard lock(mutex_);
  WriteStats stats = stats_;
  stats.queued = queue_.size();
  return stats;
}

void Writer::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  filled_.notify_all();
  paced_.notify_all();
  drained_.notify_all();
  if (thread_.joinable()) {
    thread_.join();
  }
}

std::vector<Job> Writer::take() {
  std::vector<Job> jobs;
  std::unique_lock lock(mutex_);
  filled_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
  paced_.wait_until(lock, next_, [this] { return stopping_ || queue_.size() >= limits_.enough; });
  next_ = std::chrono::steady_clock::now() + limits_.pace;
  while (!queue_.empty() && jobs.size() < limits_.group) {
    const bool alone = queue_.front().alone;
    if (alone && !jobs.empty()) {
      break;
    }
    jobs.push_back(std::move(queue_.front()));
    queue_.pop_front();
    if (alone) {
      break;
    }
  }
  if (!jobs.empty()) {
    const auto bucket = std::ranges::lower_bound(kGroupBounds, jobs.size()) - kGroupBounds.begin();
    ++stats_.groups.at(static_cast<std::size_t>(bucket));
    stats_.works += jobs.size();
  }
  drained_.notify_all();
  return jobs;
}

void Writer::loop() {
  name_thread("write");
  for (auto jobs = take(); !jobs.empty(); jobs = take()) {
    run(jobs);
    checkpoint_if_due();
  }
}

void Writer::run(std::vector<Job>& jobs) {
  if (!jobs.front().alone) {
    run_group(db_, sealer_, jobs);
    return;
  }
  // An import touches most pages of its indexes, in no order: what does not fit is written more than once.
  db_.cache_kib(kBulkCacheKib);
  run_group(db_, sealer_, jobs);
  db_.cache_kib(kWriterCacheKib);
}

void Writer::checkpoint_if_due() {
  if (wal_pages_ < kCheckpointPages) {
    checkpoint_at_ = kCheckpointPages;  // the log has begun anew
    return;
  }
  if (wal_pages_ >= checkpoint_at_) {
    // A reader may hold a part back; the next attempt then comes with the next 16 MiB.
    sqlite3_wal_checkpoint_v2(db_.handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
    checkpoint_at_ = wal_pages_ + kCheckpointPages;
  }
}

}  // namespace taxgate::store::sqlite
