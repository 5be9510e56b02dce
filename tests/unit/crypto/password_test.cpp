#include "crypto/password.hpp"

#include <gtest/gtest.h>

#include <set>

#include "crypto/error.hpp"
#include "crypto/hash_memory.hpp"

namespace taxgate {
namespace {

constexpr Argon2Params kCheap{.memory_kib = 64, .passes = 1};

Key counting_key() {
  Bytes octets(Key::kSize);
  for (std::size_t i = 0; i < octets.size(); ++i) octets[i] = static_cast<std::uint8_t>(i);
  return *Key::from(octets);
}

// HMAC-SHA-256 by Python, then Argon2id by the reference implementation's command.
const PasswordHash reference{
    "$argon2id$v=19$m=19456,t=2,p=1$dGF4Z2F0ZS1zYWx0LTAxNg$PVu11YzEsno1XkIMgvOyirpSwP7IlUL1p3p5fCT7UU8"};
const PasswordHash reference_7168{
    "$argon2id$v=19$m=7168,t=5,p=1$dGF4Z2F0ZS1zYWx0LTAxNg$C833WNbz1lwOMIzRgt/ftxh7tmZOed1AlmJaMCw+ZQU"};

TEST(Password, verifies_the_reference_implementations_hash) {
  EXPECT_TRUE(verify_password(Secret("密码Passw0rd!"), reference, counting_key()));
  EXPECT_TRUE(verify_password(Secret("密码Passw0rd!"), reference_7168, counting_key()));
  EXPECT_FALSE(verify_password(Secret("密码Passw0rd"), reference, counting_key()));
}

TEST(Password, verifies_what_it_hashed_and_nothing_else) {
  const Key pepper = Key::random();
  const Secret password(std::string("a\0b", 3));
  const PasswordHash hash = hash_password(password, kCheap, pepper);
  EXPECT_TRUE(hash.phc.starts_with("$argon2id$v=19$m=64,t=1,p=1$")) << hash.phc;
  EXPECT_TRUE(verify_password(password, hash, pepper));
  EXPECT_FALSE(verify_password(Secret(std::string("a\0c", 3)), hash, pepper));
  EXPECT_FALSE(verify_password(Secret(), hash, pepper));
  EXPECT_FALSE(verify_password(password, hash, Key::random()));
  EXPECT_NE(hash_password(password, kCheap, pepper), hash);  // another salt
}

TEST(Password, says_when_to_hash_anew) {
  EXPECT_FALSE(needs_rehash(reference, {.memory_kib = 19456, .passes = 2}));
  EXPECT_TRUE(needs_rehash(reference, {.memory_kib = 19456, .passes = 3}));
  EXPECT_TRUE(needs_rehash(reference, {.memory_kib = 47104, .passes = 1}));
}

TEST(Password, refuses_a_broken_hash) {
  for (const std::string& broken :
       {std::string(), std::string("111111"), reference.phc.substr(0, 40),
        "$argon2i" + reference.phc.substr(9), reference.phc + std::string(200, 'A')}) {
    EXPECT_THROW(verify_password(Secret("x"), {broken}, counting_key()), CorruptHash) << broken;
  }
}

TEST(Password, refuses_parameters_out_of_range) {
  EXPECT_THROW(hash_password(Secret("x"), {.memory_kib = 7, .passes = 1}, counting_key()), CryptoError);
  EXPECT_THROW(hash_password(Secret("x"), {.memory_kib = 64, .passes = 0}, counting_key()), CryptoError);
}

TEST(Password, X_05_nobodys_hash_has_the_form_of_a_real_one) {
  const PasswordHash nobody = nobodys_hash(kCheap);
  const PasswordHash real = hash_password(Secret("x"), kCheap, counting_key());
  EXPECT_EQ(nobody.phc.size(), real.phc.size());
  EXPECT_FALSE(needs_rehash(nobody, kCheap));
  EXPECT_FALSE(verify_password(Secret("x"), nobody, counting_key()));
}

TEST(HashMemory, gives_the_same_answers_in_a_kept_block) {
  if (!HashMemory::works()) GTEST_SKIP() << "this build does not keep hash memory";
  HashMemory memory;
  {
    const HashMemory::Use use(memory);
    EXPECT_TRUE(verify_password(Secret("密码Passw0rd!"), reference_7168, counting_key()));
    EXPECT_EQ(memory.size(), std::size_t{7168} * 1024);
    EXPECT_TRUE(verify_password(Secret("密码Passw0rd!"), reference, counting_key()));  // grows
    EXPECT_EQ(memory.size(), std::size_t{19456} * 1024);
    EXPECT_TRUE(verify_password(Secret("密码Passw0rd!"), reference_7168, counting_key()));  // in a part of it
    EXPECT_EQ(memory.size(), std::size_t{19456} * 1024);
    EXPECT_FALSE(verify_password(Secret("wrong"), reference, counting_key()));
  }
  memory.wipe();
  EXPECT_EQ(memory.size(), 0U);
  EXPECT_TRUE(verify_password(Secret("密码Passw0rd!"), reference, counting_key()));
  EXPECT_EQ(memory.size(), 0U);  // outside a Use
}

}  // namespace
}  // namespace taxgate
