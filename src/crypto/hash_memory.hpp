#pragma once
// Argon2's working memory, kept between hashes. libsodium maps and unmaps its block for every hash, and the
// page faults of a fresh block cost as much as the hash (OWASP's m=19456 KiB: 45 hashes per CPU-second
// instead of 77). The program is linked so that libsodium's calls of mmap and munmap come here; outside a Use
// they go straight on to the system.
#include <cstddef>

namespace taxgate {

/// One thread's block. Grows to the largest hash so far, up to kLargest; greater ones are mapped the plain
/// way.
class HashMemory {
 public:
  static constexpr std::size_t kLargest = std::size_t{512} << 20U;  // octets

  HashMemory() = default;
  ~HashMemory() { wipe(); }
  HashMemory(const HashMemory&) = delete;
  HashMemory& operator=(const HashMemory&) = delete;

  /// While it lives, hashes of the calling thread work in `memory`. One at a time per thread.
  class Use {
   public:
    explicit Use(HashMemory& memory);
    ~Use();
    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;
  };

  /// Overwrites the block and gives it back to the system. The next hash maps a new one.
  void wipe() noexcept;
  /// Octets that are kept now.
  std::size_t size() const { return size_; }

  /// Hashes a known password, twice, in a kept block and compares with the known answer. False where blocks
  /// are not kept (sanitizer builds, another libsodium) or the answer is wrong: then nobody may open a Use.
  /// Throws CryptoError if the plain way is wrong too.
  static bool works();

  // For the wrapped calls only.
  void* lend(std::size_t size) noexcept;
  bool take_back(const void* block) noexcept;

 private:
  void* mapping_ = nullptr;
  std::size_t mapping_size_ = 0;
  std::byte* block_ = nullptr;  // in the mapping, aligned to a huge page
  std::size_t size_ = 0;
  bool lent_ = false;
};

}  // namespace taxgate
