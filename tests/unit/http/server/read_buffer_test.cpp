#include "http/server/read_buffer.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace taxgate::http {
namespace {

using State = ReadBuffer::State;

/// As a connection does it: scan, and read only when more is needed.
State feed(ReadBuffer& buffer, std::string_view text, std::size_t step = 1000000) {
  State state = buffer.scan();
  while (state == State::kNeedMore && !text.empty()) {
    const auto room = buffer.room();
    const std::size_t n = std::min({room.size(), step, text.size()});
    std::ranges::copy(text.substr(0, n), room.begin());
    buffer.commit(n);
    text.remove_prefix(n);
    state = buffer.scan();
  }
  return state;
}

TEST(ReadBuffer, finds_the_end_however_it_is_cut) {
  const std::string text = "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n";
  for (std::size_t step = 1; step <= text.size(); ++step) {
    ReadBuffer buffer(1000);
    ASSERT_EQ(feed(buffer, text, step), State::kComplete) << step;
    EXPECT_EQ(buffer.head(), text.substr(2));
    EXPECT_EQ(buffer.rest(), "");
    buffer.next(0);
    EXPECT_TRUE(buffer.empty());
  }
}

TEST(ReadBuffer, keeps_what_follows) {
  ReadBuffer buffer(1000);
  ASSERT_EQ(feed(buffer, "A\r\n\r\nbodyB\r\n\r\nC"), State::kComplete);
  EXPECT_EQ(buffer.rest(), "bodyB\r\n\r\nC");
  buffer.next(4);
  ASSERT_EQ(buffer.scan(), State::kComplete);
  EXPECT_EQ(buffer.head(), "B\r\n\r\n");
  buffer.next(0);
  EXPECT_EQ(buffer.scan(), State::kNeedMore);
  ASSERT_EQ(feed(buffer, "\r\n\r\n"), State::kComplete);
  EXPECT_EQ(buffer.head(), "C\r\n\r\n");
  buffer.replace(std::string(5000, 'x') + "\r\n\r\n");
  EXPECT_EQ(buffer.scan(), State::kTooLarge);
}

TEST(ReadBuffer, limits_the_head_and_not_what_follows) {
  const std::string head = "G" + std::string(16380 - 1, 'a') + "\r\n\r\n";
  ReadBuffer fits(head.size());
  EXPECT_EQ(feed(fits, head + std::string(100, 'x'), 777), State::kComplete);
  ReadBuffer short_by_one(head.size() - 1);
  EXPECT_EQ(feed(short_by_one, head), State::kTooLarge);
  ReadBuffer endless(16384);
  EXPECT_EQ(feed(endless, std::string(20000, 'a')), State::kTooLarge);
}

TEST(ReadBuffer, gives_up_on_garbage_at_once) {
  for (const char* text : {"\x16\x03\x01", " GET", "\n", "\r\r", "(", "\xe5"}) {
    ReadBuffer buffer(1000);
    if (std::string_view(text) == "\r\r") {
      EXPECT_EQ(feed(buffer, text, 1), State::kGarbage);
    } else {
      EXPECT_EQ(feed(buffer, text), State::kGarbage) << text;
    }
  }
}

}  // namespace
}  // namespace taxgate::http
