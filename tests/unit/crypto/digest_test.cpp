#include "crypto/digest.hpp"

#include <gtest/gtest.h>

#include "crypto/base64.hpp"
#include "crypto/hmac_key.hpp"
#include "crypto/random.hpp"

namespace taxgate {
namespace {

Bytes repeated(std::uint8_t octet, std::size_t count) {
  Bytes bytes(count, octet);
  return bytes;
}

TEST(Sha256, gives_the_answers_of_fips_180) {
  EXPECT_EQ(to_hex(sha256({})), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(to_hex(sha256(bytes_of("abc"))),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_of({bytes_of("a"), {}, bytes_of("bc")}), sha256(bytes_of("abc")));
}

TEST(Hmac, gives_the_answers_of_rfc_4231) {
  // Cases 1, 2, 3 and 6 of §4.
  EXPECT_EQ(to_hex(hmac_sha256(repeated(0x0b, 20), bytes_of("Hi There"))),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(to_hex(hmac_sha256(bytes_of("Jefe"), bytes_of("what do ya want for nothing?"))),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(to_hex(hmac_sha256(repeated(0xaa, 20), repeated(0xdd, 50))),
            "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
  EXPECT_EQ(to_hex(hmac_sha256(repeated(0xaa, 131),
                               bytes_of("Test Using Larger Than Block-Size Key - Hash Key First"))),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(Hmac, takes_an_empty_key) {
  EXPECT_EQ(to_hex(hmac_sha256({}, {})), "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

TEST(HmacKey, gives_the_answers_of_rfc_4231_again_and_again) {
  // HMAC pads a key with zeros, so case 1's twenty octets are also a key of thirty-two.
  auto octets = repeated(0x0b, 20);
  octets.resize(Key::kSize);
  const HmacKey key(*Key::from(octets));
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(to_hex(key.mac({bytes_of("Hi"), bytes_of(" There")})),
              "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  }
}

TEST(DeriveKey, is_hkdf_of_rfc_5869) {
  Bytes octets(Key::kSize);
  for (std::size_t i = 0; i < octets.size(); ++i) octets[i] = static_cast<std::uint8_t>(i);
  const Key from = *Key::from(octets);
  // §2.2 and §2.3 written out; the constant comes from Python's hmac.
  const Digest extracted = hmac_sha256(repeated(0, 32), octets);
  const Key derived = derive_key(from, "a purpose");
  EXPECT_EQ(to_hex(derived.reveal()), to_hex(hmac_sha256(extracted, bytes_of("a purpose\x01"))));
  EXPECT_EQ(to_hex(derived.reveal()), "1424d0f742e3a99ee776da30cc08a7b5fefd4b434522dd9e771c548f9c529f16");
}

TEST(EqualConstantTime, compares) {
  EXPECT_TRUE(equal_constant_time({}, {}));
  EXPECT_TRUE(equal_constant_time(bytes_of("same"), bytes_of("same")));
  EXPECT_FALSE(equal_constant_time(bytes_of("same"), bytes_of("sane")));
  EXPECT_FALSE(equal_constant_time(bytes_of("same"), bytes_of("samee")));
}

TEST(Base64, is_rfc_4648_and_strict) {
  EXPECT_EQ(to_base64(bytes_of("")), "");
  EXPECT_EQ(to_base64(bytes_of("f")), "Zg==");
  EXPECT_EQ(to_base64(bytes_of("foobar")), "Zm9vYmFy");
  EXPECT_EQ(from_base64("Zg=="), Bytes{'f'});
  EXPECT_EQ(from_base64(""), Bytes{});
  for (const auto* bad : {"Zg", "Zg=", "Zh==", "Zg==x", "Z g=", "Zg-_", "="})
    EXPECT_FALSE(from_base64(bad)) << bad;
}

TEST(Key, has_exactly_32_octets) {
  EXPECT_FALSE(Key::from(Bytes(31)));
  EXPECT_FALSE(Key::from(Bytes(33)));
  EXPECT_TRUE(Key::from(Bytes(32)));
  EXPECT_NE(to_hex(Key::random().reveal()), to_hex(Key::random().reveal()));
}

}  // namespace
}  // namespace taxgate
