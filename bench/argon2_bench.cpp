// The machine's Argon2id rate: libsodium as it is, with the working memory kept between hashes
// (crypto/hash_memory.hpp), and through the pool that the server uses. `argon2_bench [THREADS [SECONDS
// [MEMORY_KIB PASSES]]]`; prints a line for each.
#include <fmt/format.h>

#include <cstdlib>
#include <ctime>
#include <latch>
#include <thread>

#include "crypto/hash_pool.hpp"

namespace taxgate {
namespace {

struct Settings {
  unsigned threads = 2;
  double seconds = 4;
  Argon2Params params;
};

struct Rate {
  double a_second;
  double a_cpu_second;  // of this process: hardly moved by what else the machine does
};

std::string text(const Rate& rate) {
  return fmt::format("{:.1f} hashes/s, {:.1f} per CPU-second", rate.a_second, rate.a_cpu_second);
}

/// Calls `hash` in every thread until the time is over; `prepare` makes what a thread keeps.
template <class Prepare, class Hash>
Rate rate(const Settings& settings, Prepare prepare, Hash hash) {
  std::latch start(settings.threads + 1);
  std::atomic<bool> over{false};
  std::atomic<unsigned> done{0};
  std::vector<std::jthread> threads;
  threads.reserve(settings.threads);
  for (unsigned i = 0; i < settings.threads; ++i) {
    threads.emplace_back([&] {
      auto kept = prepare();
      hash(kept);  // warm
      start.arrive_and_wait();
      while (!over) {
        hash(kept);
        ++done;
      }
    });
  }
  start.arrive_and_wait();
  const auto begin = std::chrono::steady_clock::now();
  const std::clock_t cpu_begin = std::clock();
  std::this_thread::sleep_for(std::chrono::duration<double>(settings.seconds));
  over = true;
  threads.clear();
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  const double cpu = static_cast<double>(std::clock() - cpu_begin) / CLOCKS_PER_SEC;
  return {.a_second = done / took.count(), .a_cpu_second = done / cpu};
}

void run(const Settings& settings) {
  const Key pepper = Key::random();
  const Secret password("Passw0rd!");
  const PasswordHash hash = nobodys_hash(settings.params);
  const auto verify = [&] { static_cast<void>(verify_password(password, hash, pepper)); };

  const Rate plain = rate(settings, [] { return 0; }, [&](int) { verify(); });
  fmt::print("plain {}\n", text(plain));
  if (HashMemory::works()) {
    const Rate kept = rate(
        settings, [] { return std::make_unique<HashMemory>(); },
        [&](const std::unique_ptr<HashMemory>& memory) {
          const HashMemory::Use use(*memory);
          verify();
        });
    fmt::print("kept  {}; {:.2f} of plain\n", text(kept), kept.a_cpu_second / plain.a_cpu_second);
  }
  HashPool pool({.params = settings.params, .threads = settings.threads}, pepper);
  // More callers than threads, so that no thread waits for the next password.
  Settings callers = settings;
  callers.threads *= 2;
  const Rate pooled = rate(
      callers, [] { return 0; },
      [&](int) {
        if (!pool.verify(hash, password)) std::abort();  // the queue has room for all callers
      });
  fmt::print("pool  {}; {:.2f} of plain\n", text(pooled), pooled.a_cpu_second / plain.a_cpu_second);
}

}  // namespace
}  // namespace taxgate

int main(int count, char** arguments) {
  taxgate::Settings settings;
  const auto number = [&](int at, auto& value) {
    if (count > at)
      value = static_cast<std::remove_reference_t<decltype(value)>>(std::strtod(arguments[at], nullptr));
  };
  number(1, settings.threads);
  number(2, settings.seconds);
  number(3, settings.params.memory_kib);
  number(4, settings.params.passes);
  taxgate::run(settings);
}
