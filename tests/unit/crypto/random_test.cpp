#include "crypto/random.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmath>
#include <set>

#include "crypto/nonce.hpp"

namespace taxgate {
namespace {

TEST(Random, gives_tokens_of_the_length_that_differ) {
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) seen.insert(random_token());
  EXPECT_EQ(seen.size(), 1000U);
  EXPECT_EQ(seen.begin()->size(), 43U);
  EXPECT_EQ(from_base64url(random_token(16))->size(), 16U);
  EXPECT_TRUE(random_bytes(0).empty());
}

TEST(Random, X_06_digits_are_uniform) {
  constexpr int kDraws = 5000;
  std::array<int, 10> counts{};
  for (int i = 0; i < kDraws; ++i) {
    const Secret code = random_digits(6);
    ASSERT_EQ(code.reveal().size(), 6U);
    for (const char digit : code.reveal()) ++counts.at(static_cast<std::size_t>(digit - '0'));
  }
  // Chi-square with nine degrees of freedom: above 45 in less than one of a million runs.
  const double expected = kDraws * 6 / 10.0;
  double chi_square = 0;
  for (const int count : counts) chi_square += std::pow(count - expected, 2) / expected;
  EXPECT_LT(chi_square, 45);
}

TEST(Nonce, does_not_repeat) {
  NonceSource source;
  std::set<NonceSource::Nonce> seen;
  for (int i = 0; i < 1000; ++i) seen.insert(source.next());
  EXPECT_EQ(seen.size(), 1000U);
}

TEST(Nonce, does_not_repeat_in_a_forked_child) {
  NonceSource source;
  source.next();  // there is a stock now
  std::array<int, 2> pipe{};
  ASSERT_EQ(::pipe(pipe.data()), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    const auto nonce = source.next();
    const auto written = ::write(pipe[1], nonce.data(), nonce.size());
    _exit(written == static_cast<ssize_t>(nonce.size()) ? 0 : 1);
  }
  NonceSource::Nonce of_child{};
  ASSERT_EQ(::read(pipe[0], of_child.data(), of_child.size()), static_cast<ssize_t>(of_child.size()));
  EXPECT_NE(source.next(), of_child);
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
  ::close(pipe[0]);
  ::close(pipe[1]);
}

}  // namespace
}  // namespace taxgate
