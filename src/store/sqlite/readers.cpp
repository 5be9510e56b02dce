#include "store/sqlite/readers.hpp"

#include <atomic>

#include "store/sqlite/sizes.hpp"

namespace taxgate::store::sqlite {
namespace {

std::uint64_t next_serial() {
  static std::atomic<std::uint64_t> last{0};
  return ++last;
}

struct Lease {
  std::uint64_t serial;
  std::weak_ptr<ReaderPool> pool;
  ReadingConnection* connection;
};

/// The connections of one thread, one for each open store.
struct Leases {
  std::vector<Lease> list;
  Leases() = default;
  Leases(const Leases&) = delete;
  Leases& operator=(const Leases&) = delete;
  ~Leases() {
    for (const Lease& lease : list) {
      if (const auto pool = lease.pool.lock()) {
        pool->give_back(*lease.connection);
      }
    }
  }
};

thread_local Leases leases;
thread_local std::uint64_t latest_serial = 0;
thread_local Reader* latest_reader = nullptr;

}  // namespace

ReadingConnection::ReadingConnection(const std::filesystem::path& file, Access access)
    : db_(file, access, kReaderCacheKib), reader_(db_) {}

ReaderPool::ReaderPool(std::filesystem::path file) : file_(std::move(file)), serial_(next_serial()) {}

Reader& ReaderPool::mine() {
  if (latest_serial != serial_) {
    const auto found = std::ranges::find(leases.list, serial_, &Lease::serial);
    latest_reader = found == leases.list.end() ? &lease().reader() : &found->connection->reader();
    latest_serial = serial_;
  }
  return *latest_reader;
}

ReadingConnection& ReaderPool::lease() {
  std::erase_if(leases.list, [](const Lease& lease) { return lease.pool.expired(); });
  const std::lock_guard lock(mutex_);
  if (idle_.empty()) {
    all_.push_back(std::make_unique<ReadingConnection>(file_, Access::kRead));
    idle_.push_back(all_.back().get());
  }
  ReadingConnection& connection = *idle_.back();
  leases.list.push_back({serial_, weak_from_this(), &connection});
  idle_.pop_back();
  return connection;
}

void ReaderPool::give_back(ReadingConnection& connection) {
  const std::lock_guard lock(mutex_);
  idle_.push_back(&connection);
}

}  // namespace taxgate::store::sqlite
