#include "crypto/siv.hpp"

#include <gtest/gtest.h>

namespace taxgate {
namespace {

TEST(SivCipher, X_03_the_same_text_gives_the_same_octets_and_only_its_context_opens_them) {
  const SivCipher cipher(Key::random());
  const Bytes sealed = cipher.seal(bytes_of("42"), bytes_of("a"));
  EXPECT_EQ(cipher.seal(bytes_of("42"), bytes_of("a")), sealed);
  EXPECT_NE(cipher.seal(bytes_of("42"), bytes_of("b")), sealed);
  EXPECT_NE(cipher.seal(bytes_of("43"), bytes_of("a")), sealed);
  const auto opened = cipher.open(sealed, bytes_of("a"));
  ASSERT_TRUE(opened);
  EXPECT_EQ(text_of(*opened), "42");
  EXPECT_FALSE(cipher.open(sealed, bytes_of("b")));
  EXPECT_FALSE(SivCipher(Key::random()).open(sealed, bytes_of("a")));
}

TEST(SivCipher, X_03_a_changed_octet_opens_nothing) {
  const SivCipher cipher(Key::random());
  const Bytes sealed = cipher.seal(bytes_of("1234567"), bytes_of("a"));
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    Bytes changed = sealed;
    changed[i] ^= 1U;
    EXPECT_FALSE(cipher.open(changed, bytes_of("a"))) << i;
  }
  EXPECT_FALSE(cipher.open({}, bytes_of("a")));
  EXPECT_FALSE(cipher.open(ByteView{sealed}.first(16), bytes_of("a")));
}

}  // namespace
}  // namespace taxgate
