#pragma once
// Library contexts that already know their key, used again and again: setting one up costs more than using
// it. A pool belongs to one key, so the contexts go (and are wiped by the library) with it. Taking one costs
// an uncontended lock, some 10 ns.
#include <memory>
#include <mutex>
#include <vector>

namespace taxgate {

template <class Context, void (*Free)(Context*)>
class ContextPool {
  struct Deleter {
    void operator()(Context* context) const { Free(context); }
  };

 public:
  using Owned = std::unique_ptr<Context, Deleter>;

  /// A context on loan; goes back to the pool at the end of its scope.
  class Lease {
   public:
    Lease(ContextPool& pool, Owned context) : pool_(pool), context_(std::move(context)) {}
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    ~Lease() { pool_.give_back(std::move(context_)); }
    Context* get() const { return context_.get(); }

   private:
    ContextPool& pool_;
    Owned context_;
  };

  /// An idle context, or the result of `make` when every one is on loan.
  template <class Make>
  Lease take(Make make) {
    {
      const std::lock_guard lock(mutex_);
      if (!idle_.empty()) {
        Owned context = std::move(idle_.back());
        idle_.pop_back();
        return Lease(*this, std::move(context));
      }
    }
    return Lease(*this, Owned(make()));
  }

 private:
  void give_back(Owned context) {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(context));
  }

  std::mutex mutex_;
  std::vector<Owned> idle_;
};

}  // namespace taxgate
