#include "crypto/field_cipher.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "crypto/error.hpp"

namespace taxgate {
namespace {

Key counting_key() {
  Bytes octets(Key::kSize);
  for (std::size_t i = 0; i < octets.size(); ++i) octets[i] = static_cast<std::uint8_t>(i);
  return *Key::from(octets);
}

FieldKeys keys(std::initializer_list<std::uint32_t> numbers) {
  FieldKeys made;
  for (const auto number : numbers) {
    made.keys.emplace(number, Key::random());
    made.current = number;
  }
  return made;
}

TEST(FieldCipher, X_03_opens_what_it_sealed) {
  const FieldCipher cipher(keys({1}));
  for (const std::string plain : {"", "王小明", "11010519491231002X", "a b"}) {
    const Bytes sealed = cipher.seal(plain, "person.name/1");
    EXPECT_EQ(sealed.size(), plain.size() + FieldCipher::kOverhead);
    EXPECT_EQ(cipher.open(sealed, "person.name/1"), plain);
  }
  const std::string large(1 << 20, '\0');
  EXPECT_EQ(cipher.open(cipher.seal(large, ""), ""), large);
}

TEST(FieldCipher, X_03_opens_what_another_aes_gcm_sealed) {
  // Made with libsodium's own AES-256-GCM: key 00…1f, nonce a0…ab, key number 7.
  const FieldCipher cipher({.keys = {{7, counting_key()}}, .current = 7});
  const auto sealed =
      from_hex("0100000007a0a1a2a3a4a5a6a7a8a9aaab0196f7c8f544e427ec904283f241ef2ec52af6fd9dcd7dfb3d");
  EXPECT_EQ(cipher.open(*sealed, "person.name/1"), "王小明");
}

TEST(FieldCipher, X_03_never_seals_alike) {
  const FieldCipher cipher(keys({1}));
  EXPECT_NE(cipher.seal("same", "place"), cipher.seal("same", "place"));
}

TEST(FieldCipher, X_03_refuses_a_change_of_any_octet) {
  const FieldCipher cipher(keys({1}));
  const Bytes sealed = cipher.seal("13812341234", "person.phone/1");
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    Bytes changed = sealed;
    changed[i] ^= 1U;
    EXPECT_THROW(cipher.open(changed, "person.phone/1"), CryptoError) << i;
  }
  EXPECT_EQ(cipher.open(sealed, "person.phone/1"), "13812341234");  // a refusal leaves nothing behind
}

TEST(FieldCipher, X_03_refuses_another_place_and_a_cut_field) {
  const FieldCipher cipher(keys({1}));
  const Bytes sealed = cipher.seal("13812341234", "person.phone/1");
  EXPECT_THROW(cipher.open(sealed, "person.phone/2"), CorruptField);
  EXPECT_THROW(cipher.open(sealed, ""), CorruptField);
  for (std::size_t size = 0; size < sealed.size(); ++size) {
    EXPECT_THROW(cipher.open(ByteView(sealed).first(size), "person.phone/1"), CorruptField) << size;
  }
}

TEST(FieldCipher, X_03_rotates_keys) {
  FieldKeys ring = keys({1});
  const Bytes old = FieldCipher(ring).seal("kept", "place");
  ring.keys.emplace(2, Key::random());
  ring.current = 2;
  const FieldCipher rotated(ring);
  EXPECT_EQ(rotated.open(old, "place"), "kept");
  const Bytes fresh = rotated.seal("new", "place");
  EXPECT_EQ(FieldCipher::key_number(old), 1U);
  EXPECT_EQ(FieldCipher::key_number(fresh), 2U);
  ring.keys.erase(1);
  EXPECT_THROW(FieldCipher(ring).open(old, "place"), UnknownKey);
}

TEST(FieldCipher, X_03_binds_the_key_number) {
  const Key same = Key::random();
  const FieldCipher cipher({.keys = {{1, same}, {2, same}}, .current = 1});
  Bytes sealed = cipher.seal("text", "place");
  sealed[4] = 2;
  EXPECT_THROW(cipher.open(sealed, "place"), CorruptField);
}

TEST(FieldCipher, serves_many_threads) {
  const FieldCipher cipher(keys({1}));
  constexpr int kThreads = 4;
  std::vector<std::jthread> threads;
  threads.reserve(kThreads);
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&cipher, t] {
      for (int i = 0; i < 500; ++i) {
        const std::string plain = fmt::format("{}-{}", t, i);
        ASSERT_EQ(cipher.open(cipher.seal(plain, "place"), "place"), plain);
      }
    });
  }
}

}  // namespace
}  // namespace taxgate
