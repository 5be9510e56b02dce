#pragma once
#include <deque>
#include <functional>
#include <future>
#include <thread>

namespace taxgate::app {

/// Runs tasks on other threads and hands their results over on this one, in the order in which they were
/// added. Few are under way at a time, so that memory stays bounded when making is faster than using.
template <class Result>
class InOrder {
 public:
  explicit InOrder(std::function<void(Result)> use) : use_(std::move(use)) {}

  /// Waits for the oldest when enough are under way. What a task or `use` throws comes out here or of
  /// `drain`.
  void add(std::function<Result()> task) {
    while (running_.size() >= limit_) hand_over();
    running_.push_back(std::async(std::launch::async, std::move(task)));
  }
  /// The results that are left.
  void drain() {
    while (!running_.empty()) hand_over();
  }

 private:
  void hand_over() {
    auto oldest = std::move(running_.front());
    running_.pop_front();
    use_(oldest.get());
  }

  // One more than there are processors, so that none waits while this thread uses a result.
  std::size_t limit_ = std::max(2U, std::thread::hardware_concurrency()) + 1;
  std::function<void(Result)> use_;
  std::deque<std::future<Result>> running_;  // each waits for its thread when it goes
};

/// `make(begin, end)` for the parts of [0, count), `use` of the results in order.
template <class Result>
void in_parts(std::size_t count, std::size_t part, std::function<Result(std::size_t, std::size_t)> make,
              std::function<void(Result)> use) {
  InOrder<Result> tasks(std::move(use));
  for (std::size_t begin = 0; begin < count; begin += part) {
    tasks.add([&make, begin, end = std::min(count, begin + part)] { return make(begin, end); });
  }
  tasks.drain();
}

}  // namespace taxgate::app
