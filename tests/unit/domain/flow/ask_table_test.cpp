// Whatever a profile may ask for, the engine knows how to.
#include <gtest/gtest.h>

#include "domain/flow/ask.hpp"

namespace taxgate {
namespace {

TEST(Asks, every_kind_of_the_vocabulary_has_its_ask) {
  for (int kind = 0; kind <= static_cast<int>(AskKind::kCertificate); ++kind) {
    const auto word = to_string(static_cast<AskKind>(kind));
    EXPECT_EQ(ask_kind(word), static_cast<AskKind>(kind)) << word;
    EXPECT_NO_THROW(ask(static_cast<AskKind>(kind))) << word;
  }
}

}  // namespace
}  // namespace taxgate
