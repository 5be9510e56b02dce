#include "oidc/token/handles.hpp"

#include <gtest/gtest.h>

#include "oidc/subject.hpp"

namespace taxgate::oidc {
namespace {

store::GrantRow grant(std::int64_t id, std::string_view mac) {
  store::GrantRow row;
  row.id = {id};
  row.mac = Bytes{mac.begin(), mac.end()};
  return row;
}

TEST(Handles, a_token_says_what_it_refers_to_and_is_genuine_for_that_row_alone) {
  const Handles handles(Key::random());
  const auto row = grant(7, "mac");
  const Time expires = from_millis(1'800'000'000'000);
  const std::string access = handles.access(row, expires);
  const auto handle = Handles::read(access);
  ASSERT_TRUE(handle);
  EXPECT_EQ(std::get<AccessHandle>(*handle).grant, GrantId{7});
  EXPECT_EQ(std::get<AccessHandle>(*handle).expires, expires);
  EXPECT_TRUE(handles.genuine(access, row));
  EXPECT_FALSE(handles.genuine(access, grant(7, "another")));
  EXPECT_FALSE(Handles(Key::random()).genuine(access, row));
  EXPECT_EQ(std::get<RefreshHandle>(*Handles::read(handles.refresh(row, 3))).serial, 3);
  EXPECT_NE(handles.refresh(row, 3), handles.refresh(row, 4));
  EXPECT_NE(handles.access(row, expires), handles.access(row, expires));
}

TEST(Handles, a_clients_token_ends_with_its_next_change) {
  const Handles handles(Key::random());
  const std::string token = handles.client({ClientId{5}, from_millis(9), {}}, 1);
  EXPECT_TRUE(handles.genuine(token, 1));
  EXPECT_FALSE(handles.genuine(token, 2));
  const std::string key = to_base64url(Bytes(32, 7));
  const std::string bound = handles.client({ClientId{5}, from_millis(9), key}, 1);
  EXPECT_EQ(std::get<ClientHandle>(*Handles::read(bound)).key_thumbprint, key);
  EXPECT_TRUE(handles.genuine(bound, 1));
}

TEST(Handles, RFC_6749_10_10_a_changed_character_makes_it_nobodys) {
  const Handles handles(Key::random());
  const auto row = grant(7, "mac");
  const std::string token = handles.access(row, from_millis(9));
  for (std::size_t i = 0; i < token.size(); ++i) {
    std::string changed = token;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(handles.genuine(changed, row)) << i;
  }
  for (const auto* text : {"", "AAAA", "....", "not base64url!"}) EXPECT_FALSE(Handles::read(text)) << text;
}

TEST(Subjects, OIDC_Core_8_1_pairwise_ones_differ_by_sector_and_find_the_person_again) {
  const Subjects subjects(Key::random());
  const std::string open = subjects.of({1}, {42}, "");
  const std::string pairwise = subjects.of({1}, {42}, "a.example");
  EXPECT_EQ(subjects.of({1}, {42}, ""), open);
  EXPECT_NE(open, pairwise);
  EXPECT_NE(subjects.of({1}, {42}, "b.example"), pairwise);
  EXPECT_NE(subjects.of({2}, {42}, ""), open);
  EXPECT_EQ(subjects.person({1}, pairwise, "a.example"), PersonId{42});
  EXPECT_FALSE(subjects.person({1}, pairwise, "b.example"));
  EXPECT_FALSE(subjects.person({1}, "42", ""));
}

}  // namespace
}  // namespace taxgate::oidc
