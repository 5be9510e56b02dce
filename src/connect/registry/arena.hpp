#pragma once
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace taxgate::registry {

/// Keeps many short texts close together: a million names without a million allocations. The views live as
/// long as the arena, also when it is moved.
class Arena {
 public:
  std::string_view keep(std::string_view text) {
    if (text.size() > left_) grow(text.size());
    char* const at = next_;
    std::memcpy(at, text.data(), text.size());
    next_ += text.size();
    left_ -= text.size();
    return {at, text.size()};
  }
  void take(Arena&& other) {
    for (auto& chunk : other.chunks_) chunks_.push_back(std::move(chunk));
    other = Arena();
  }

 private:
  void grow(std::size_t least) {
    left_ = std::max(least, kChunk);
    chunks_.push_back(std::make_unique_for_overwrite<char[]>(left_));
    next_ = chunks_.back().get();
  }

  static constexpr std::size_t kChunk = 1 << 14;
  std::vector<std::unique_ptr<char[]>> chunks_;
  char* next_ = nullptr;
  std::size_t left_ = 0;
};

}  // namespace taxgate::registry
