#include "crypto/hash_memory.hpp"

#include <sodium.h>
#include <sys/mman.h>
#include <sys/types.h>

#include <cassert>
#include <cstring>

#include "base/bytes.hpp"
#include "crypto/error.hpp"

namespace taxgate {
namespace {

thread_local HashMemory* in_use = nullptr;

/// Argon2id (RFC 9106) of 32 octets 0x01 and the salt of 16 octets 0x02 with m=1024 KiB, t=2, p=1; computed
/// with the reference implementation's command `argon2`.
constexpr std::string_view kKnownAnswer = "d0812f1bb79abe863bbc7c99618372394c392388f6b3377f5f88df03a17d89c1";

bool answers_right() {
  const std::string password(32, '\x01');
  std::array<std::uint8_t, crypto_pwhash_argon2id_SALTBYTES> salt{};
  salt.fill(2);
  Digest digest{};
  const int failed =
      crypto_pwhash_argon2id(digest.data(), digest.size(), password.data(), password.size(), salt.data(), 2,
                             std::size_t{1024} * 1024, crypto_pwhash_argon2id_ALG_ARGON2ID13);
  return failed == 0 && to_hex(digest) == kKnownAnswer;
}

}  // namespace

// The linker's --wrap=mmap sends every call of mmap in the program's static parts to __wrap_mmap, and
// __real_mmap to the C library. Without that option nobody calls __wrap_mmap: no block is kept, and works()
// says so.
#if TAXGATE_KEEP_HASH_MEMORY
#define TAXGATE_SYSTEM(name) "__real_" name
#else
#define TAXGATE_SYSTEM(name) name
#endif
extern "C" void* system_mmap(void* at, std::size_t size, int protection, int flags, int file,
                             off_t offset) __asm__(TAXGATE_SYSTEM("mmap"));
extern "C" int system_munmap(void* at, std::size_t size) __asm__(TAXGATE_SYSTEM("munmap"));
extern "C" void* kept_mmap(void* at, std::size_t size, int protection, int flags, int file,
                           off_t offset) __asm__("__wrap_mmap");
extern "C" int kept_munmap(void* at, std::size_t size) __asm__("__wrap_munmap");

void* kept_mmap(void* at, std::size_t size, int protection, int flags, int file, off_t offset) {
  if (in_use != nullptr && at == nullptr && file == -1) {
    if (void* const block = in_use->lend(size)) return block;
  }
  return system_mmap(at, size, protection, flags, file, offset);
}

int kept_munmap(void* at, std::size_t size) {
  if (in_use != nullptr && in_use->take_back(at)) return 0;
  return system_munmap(at, size);
}

void* HashMemory::lend(std::size_t size) noexcept {
  if (lent_ || size > kLargest) return nullptr;
  if (size > size_) {
    wipe();
    constexpr std::size_t kHugePage = std::size_t{2} << 20U;
    const std::size_t total = size + kHugePage;  // room to align, so that huge pages can carry the block
    void* const mapping =
        system_mmap(nullptr, total, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (mapping == MAP_FAILED) return nullptr;
    mapping_ = mapping;
    mapping_size_ = total;
    auto* const begin = static_cast<std::byte*>(mapping);
    const auto past = reinterpret_cast<std::uintptr_t>(begin) % kHugePage;
    block_ = begin + (past == 0 ? 0 : kHugePage - past);
    size_ = size;
    madvise(block_, size_, MADV_HUGEPAGE);  // a wish: both may fail without harm
    madvise(mapping_, mapping_size_, MADV_DONTDUMP);
  }
  lent_ = true;
  return block_;
}

bool HashMemory::take_back(const void* block) noexcept {
  if (!lent_ || block != block_) return false;
  lent_ = false;
  return true;
}

void HashMemory::wipe() noexcept {
  if (mapping_ == nullptr) return;
  assert(!lent_);
  explicit_bzero(block_, size_);
  system_munmap(mapping_, mapping_size_);
  mapping_ = nullptr;
  block_ = nullptr;
  mapping_size_ = size_ = 0;
}

HashMemory::Use::Use(HashMemory& memory) {
  assert(in_use == nullptr);
  in_use = &memory;
}

HashMemory::Use::~Use() { in_use = nullptr; }

bool HashMemory::works() {
  if (sodium_init() < 0) throw CryptoError("libsodium did not start");
  HashMemory memory;
  bool right = false;
  {
    const Use use(memory);
    right = answers_right();
    right = right && answers_right();  // finds the first one's leavings
  }
  if (right && memory.size() > 0) return true;
  if (!answers_right()) throw CryptoError("Argon2id gives a wrong answer on this machine");
  return false;
}

}  // namespace taxgate
