#include "crypto/signer.hpp"

#include <gtest/gtest.h>

namespace taxgate {
namespace {

Signer signer(std::string_view seed) { return Signer(*Key::from(*from_hex(seed))); }

TEST(Signer, gives_the_answers_of_rfc_8032) {
  // §7.1, TEST 1 and TEST 3.
  const Signer first = signer("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
  EXPECT_EQ(to_hex(first.verifier().key()),
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
  EXPECT_EQ(to_hex(first.sign({})),
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
            "d25bf5f0595bbe24655"
            "141438e7a100b");
  const Signer third = signer("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7");
  EXPECT_EQ(to_hex(third.sign(*from_hex("af82"))),
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
            "4a7c15e9716ed28dc027b"
            "eceea1ec40a");
}

TEST(Verifier, refuses_another_message_signature_or_key) {
  const Signer one(Key::random());
  const Signature signature = one.sign(bytes_of("head"));
  EXPECT_TRUE(one.verifier().verify(bytes_of("head"), signature));
  EXPECT_FALSE(one.verifier().verify(bytes_of("heat"), signature));
  EXPECT_FALSE(Signer(Key::random()).verifier().verify(bytes_of("head"), signature));
  for (std::size_t i = 0; i < signature.size(); ++i) {
    Signature changed = signature;
    changed[i] ^= 0x20U;
    EXPECT_FALSE(one.verifier().verify(bytes_of("head"), changed)) << i;
  }
}

TEST(Verifier, reads_and_writes_the_pem_of_rfc_8410) {
  const std::string pem =
      "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END "
      "PUBLIC KEY-----\n";
  const auto read = Verifier::from_pem(pem);
  ASSERT_TRUE(read);
  EXPECT_EQ(to_hex(read->key()), "19bf44096984cdfe8541bac167dc3b96c85086aa30b6b6cb0c5c38ad703166e1");
  EXPECT_EQ(read->pem(), pem);
}

TEST(Verifier, refuses_another_kind_of_key) {
  EXPECT_FALSE(Verifier::from_pem(""));
  EXPECT_FALSE(Verifier::from_pem("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"));
  // X25519, of the same length (RFC 8410 §10.3's key).
  EXPECT_FALSE(Verifier::from_pem(
      "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VuAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END "
      "PUBLIC KEY-----\n"));
}

}  // namespace
}  // namespace taxgate
