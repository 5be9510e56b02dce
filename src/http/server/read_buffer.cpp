#include "http/server/read_buffer.hpp"

#include <algorithm>
#include <cstring>

namespace taxgate::http {
namespace {

constexpr std::size_t kInitial = std::size_t{2} << 10U;
constexpr std::string_view kEnd = "\r\n\r\n";

bool is_token_char(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
         std::string_view("!#$%&'*+-.^_`|~").contains(c);
}

}  // namespace

ReadBuffer::ReadBuffer(std::size_t limit)
    : limit_(limit), capacity_(kInitial), data_(std::make_unique_for_overwrite<char[]>(kInitial)) {}

ReadBuffer::State ReadBuffer::scan() {
  while (end_ - begin_ >= 2 && data_[begin_] == '\r' && data_[begin_ + 1] == '\n') {
    begin_ += 2;
    scanned_ = 0;
  }
  if (begin_ == end_) return State::kNeedMore;
  const bool half_line = end_ - begin_ == 1 && data_[begin_] == '\r';
  if (!half_line && !is_token_char(data_[begin_])) return State::kGarbage;
  const std::string_view all{data_.get() + begin_, end_ - begin_};
  const std::size_t from = scanned_ < kEnd.size() ? 0 : scanned_ - (kEnd.size() - 1);
  const std::size_t at = all.find(kEnd, from);
  scanned_ = all.size();
  const bool found = at != std::string_view::npos;
  if (found ? at + kEnd.size() > limit_ : all.size() >= limit_) return State::kTooLarge;
  if (!found) return State::kNeedMore;
  head_size_ = at + kEnd.size();
  return State::kComplete;
}

std::span<char> ReadBuffer::room() {
  if (begin_ > 0) {
    std::memmove(data_.get(), data_.get() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  if (end_ == 0 && capacity_ > kInitial) reserve(kInitial);
  if (end_ == capacity_) reserve(capacity_ * 2);
  return {data_.get() + end_, capacity_ - end_};
}

void ReadBuffer::reserve(std::size_t capacity) {
  auto grown = std::make_unique_for_overwrite<char[]>(capacity);
  std::memcpy(grown.get(), data_.get(), end_);
  data_ = std::move(grown);
  capacity_ = capacity;
}

void ReadBuffer::next(std::size_t used) {
  begin_ += head_size_ + used;
  head_size_ = scanned_ = 0;
  if (begin_ == end_) begin_ = end_ = 0;
}

void ReadBuffer::replace(std::string_view octets) {
  begin_ = end_ = head_size_ = scanned_ = 0;
  if (octets.size() > capacity_) reserve(octets.size());
  std::memcpy(data_.get(), octets.data(), octets.size());
  end_ = octets.size();
}

}  // namespace taxgate::http
