#include "base/secret.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstring>
#include <memory>
#include <new>
#include <type_traits>

namespace taxgate {
namespace {

constexpr const char* kText = "Passw0rd!";

TEST(Secret, keeps_its_text_and_a_copy_is_its_own) {
  const Secret secret{kText};
  Secret copy = secret;
  EXPECT_EQ(copy.reveal(), kText);
  copy = Secret{"other"};
  EXPECT_EQ(secret.reveal(), kText);
  EXPECT_FALSE(secret.empty());
}

TEST(Secret, a_moved_from_one_is_empty) {
  Secret secret{kText};
  const Secret moved = std::move(secret);
  EXPECT_EQ(moved.reveal(), kText);
  EXPECT_TRUE(secret.empty());  // NOLINT(bugprone-use-after-move): the promise that is tested
}

TEST(Secret, assignment_replaces_and_survives_itself) {
  Secret secret{kText};
  const auto& same = secret;
  secret = same;
  EXPECT_EQ(secret.reveal(), kText);
  secret = Secret{"other"};
  EXPECT_EQ(secret.reveal(), "other");
}

TEST(Secret, leaves_nothing_behind_in_its_place) {
  alignas(Secret) std::array<std::byte, sizeof(Secret)> place{};
  auto* secret = new (place.data()) Secret{kText};  // short enough to live in the object itself
  std::destroy_at(secret);
  const auto* begin = reinterpret_cast<const char*>(place.data());
  EXPECT_EQ(std::string_view(begin, place.size()).find(kText), std::string_view::npos);
}

template <class T>
concept Printable = requires(std::ostream& out, const T& value) { out << value; };

TEST(Secret, cannot_be_printed_or_become_a_string_by_itself) {
  static_assert(!Printable<Secret>);
  static_assert(!std::is_convertible_v<Secret, std::string>);
  static_assert(!std::is_convertible_v<std::string, Secret>);
}

}  // namespace
}  // namespace taxgate
