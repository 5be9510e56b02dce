#include "crypto/nonce.hpp"

#include <pthread.h>

#include <atomic>

#include "crypto/random.hpp"

namespace taxgate {
namespace {

// A forked child must not use the stock that its parent uses too: one nonce twice under one key breaks GCM.
std::atomic<unsigned> forks{0};

void count_forks() {
  static const int kRegistered =
      pthread_atfork(nullptr, nullptr, [] { forks.fetch_add(1, std::memory_order_relaxed); });
  static_cast<void>(kRegistered);
}

}  // namespace

void NonceSource::refill() {
  count_forks();
  fork_ = forks.load(std::memory_order_relaxed);
  fill_random({stock_.front().data(), sizeof stock_});
  used_ = 0;
}

NonceSource::Nonce NonceSource::next() {
  if (used_ == kStock || fork_ != forks.load(std::memory_order_relaxed)) refill();
  return stock_[used_++];
}

}  // namespace taxgate
