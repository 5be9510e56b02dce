#pragma once
// The one thread that writes, and the queue in front of it.
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "store/sqlite/group.hpp"

namespace taxgate::store::sqlite {

struct WriterLimits {
  std::size_t queue = 4096;  // works waiting; whoever brings one more waits
  std::size_t group = 256;   // works in one commit
  // From the beginning of one commit to that of the next, unless `enough` works wait: what comes close
  // together shares a commit. After a pause nobody waits.
  std::chrono::milliseconds pace{16};
  // As many as the threads that usually bring them: when all of these wait, nothing more can come.
  std::size_t enough = 8;
};

class Writer {
 public:
  Writer(Db& db, AuditSealer& sealer, WriterLimits limits);
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  /// Waits while the queue is full. After `stop` the future holds a Failure (kStopped).
  std::future<void> add(Store::Work work, bool alone);
  /// From any thread.
  WriteStats stats() const;
  /// Takes no more works, finishes those that are queued, ends the thread.
  void stop();

 private:
  void loop();
  /// The next group; empty when the thread shall end.
  std::vector<Job> take();
  void run(std::vector<Job>& jobs);
  void checkpoint_if_due();

  Db& db_;
  AuditSealer& sealer_;
  const WriterLimits limits_;

  mutable std::mutex mutex_;
  std::condition_variable filled_;
  std::condition_variable paced_;  // ends the wait for the next commit: a group is full, or the end
  std::condition_variable drained_;
  std::deque<Job> queue_;
  bool stopping_ = false;
  WriteStats stats_;  // `queued` is the queue's own size

  // Of the writer's thread alone.
  int wal_pages_ = 0;
  int checkpoint_at_;
  std::chrono::steady_clock::time_point next_;  // before it no group begins

  std::thread thread_;
};

}  // namespace taxgate::store::sqlite
