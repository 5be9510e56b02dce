#pragma once
#include <bit>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace taxgate::registry {

/// From a key to a position in somebody's vector: four octets an entry and its spare room, where a map of a
/// million keys would take fifty. The owner keeps the keys; none is ever removed.
class FlatIndex {
 public:
  /// The position whose key `same` accepts, if any.
  template <class Same>
  std::optional<std::uint32_t> find(std::size_t hash, Same same) const {
    if (slots_.empty()) return std::nullopt;
    for (auto at = mixed(hash) & mask();; at = (at + 1) & mask()) {
      if (slots_[at] == kFree) return std::nullopt;
      if (same(slots_[at])) return slots_[at];
    }
  }

  /// `hash_of` gives the hash of a position, for the ones already here when the room grows.
  template <class HashOf>
  void insert(std::uint32_t position, HashOf hash_of) {
    if ((size_ + 1) * 2 > slots_.size()) {
      std::vector<std::uint32_t> old(std::max<std::size_t>(slots_.size() * 2, kLeast), kFree);
      old.swap(slots_);
      for (const auto each : old) {
        if (each != kFree) put(each, hash_of(each));
      }
    }
    put(position, hash_of(position));
    ++size_;
  }

 private:
  static constexpr std::uint32_t kFree = 0xFFFFFFFF;
  static constexpr std::size_t kLeast = 64;

  static std::size_t mixed(std::size_t hash) { return hash ^ (hash >> 32U); }
  std::size_t mask() const { return slots_.size() - 1; }
  void put(std::uint32_t position, std::size_t hash) {
    auto at = mixed(hash) & mask();
    while (slots_[at] != kFree) at = (at + 1) & mask();
    slots_[at] = position;
  }

  std::vector<std::uint32_t> slots_;
  std::size_t size_ = 0;
};

}  // namespace taxgate::registry
