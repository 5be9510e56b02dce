#pragma once
// The octets that a connection has received and not yet used up.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace taxgate::http {

/// Holds the head of a request as one block, and whatever came behind it. Starts small, so that an idle
/// connection costs little, and never holds more than the limit of a head and one read.
class ReadBuffer {
 public:
  enum class State : std::uint8_t { kNeedMore, kComplete, kTooLarge, kGarbage };

  /// `limit`: octets of a head, its empty line included.
  explicit ReadBuffer(std::size_t limit);

  /// Looks for the end of the head. Empty lines before it are skipped (RFC 9112 §2.2). Garbage: it begins
  /// with what no method begins with (TLS, another protocol), so there is no use in waiting for more.
  State scan();
  /// After kComplete: the head with its empty line, and what follows it.
  std::string_view head() const { return {data_.get() + begin_, head_size_}; }
  std::string_view rest() const { return {data_.get() + begin_ + head_size_, end_ - begin_ - head_size_}; }
  bool empty() const { return begin_ == end_; }

  /// Room to read into; at least one octet. Moves what is there: not between kComplete and next.
  std::span<char> room();
  void commit(std::size_t n) { end_ += n; }
  /// Drops the head and `used` octets of the rest.
  void next(std::size_t used);
  /// Drops the head and the rest for these octets. They must not come from this buffer.
  void replace(std::string_view octets);

 private:
  void reserve(std::size_t capacity);

  const std::size_t limit_;
  std::size_t capacity_;
  std::unique_ptr<char[]> data_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::size_t scanned_ = 0;  // octets from begin_ in which no end was found
  std::size_t head_size_ = 0;
};

}  // namespace taxgate::http
