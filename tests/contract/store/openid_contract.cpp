// Relying parties, grants, what counts once, and who is told of an end.
#include "contract/store/contract.hpp"

namespace taxgate::store::contract {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TEST_P(StoreContract, a_client_is_one_row_of_its_bureau_and_a_stale_change_is_a_conflict) {
  add_client("invoice");
  auto row = *reader().client(bureau, "invoice");
  EXPECT_THROW(with([&](Transaction& tx) { tx.put(client_row(bureau, "invoice")); }), Conflict);
  row.version = 2;
  row.state = "disabled";
  row.secret_hash.reset();
  with([&](Transaction& tx) { tx.put(row); });
  EXPECT_THROW(with([&](Transaction& tx) { tx.put(row); }), Conflict);
  reopen();
  EXPECT_EQ(reader().client(row.id), row);
  EXPECT_EQ(reader().client(other, "invoice"), std::nullopt);
  EXPECT_THAT(reader().clients(bureau), ElementsAre(row));
}

TEST_P(StoreContract, what_is_read_of_a_client_is_of_the_commit_that_is_pinned_and_of_no_earlier_one) {
  const auto id = add_client("invoice");
  auto row = *reader().client(id);
  const auto states = [&] {
    const Snapshot snapshot(reader());
    return std::pair{reader().client(id)->state, reader().client(bureau, "invoice")->state};
  };
  EXPECT_EQ(states(), (std::pair{row.state, row.state}));
  EXPECT_EQ(states(), (std::pair{row.state, row.state}));
  ++row.version;
  row.state = "disabled";
  {
    const Snapshot before(reader());
    EXPECT_EQ(reader().client(id)->version, row.version - 1);
    with([&](Transaction& tx) { tx.put(row); });
    EXPECT_EQ(reader().client(id)->version, row.version - 1);
  }
  EXPECT_EQ(states(), (std::pair<std::string, std::string>{"disabled", "disabled"}));
}

TEST_P(StoreContract, RFC_6749_4_1_2_a_code_is_redeemed_once) {
  const auto client = add_client("invoice");
  const auto person = add_person(bureau, 1);
  const auto grant = add_grant(client, person, "code");
  EXPECT_THROW(add_grant(client, person, "code"), Conflict);
  reopen();
  EXPECT_EQ(reader().grant_by_code(octets("code")), grant);
  EXPECT_EQ(reader().grant(grant.id), grant);
  EXPECT_THAT(reader().grants_of(person, at(2)), ElementsAre(grant));
  EXPECT_THAT(reader().grants_of(person, at(1000)), IsEmpty());
}

TEST_P(StoreContract, RFC_9700_4_14_a_refresh_token_counts_once_and_not_after_the_end) {
  const auto grant = add_grant(add_client("invoice"), add_person(bureau, 1), "code");
  with([&](Transaction& tx) { tx.renew_grant(grant.id, 1); });
  EXPECT_THROW(with([&](Transaction& tx) { tx.renew_grant(grant.id, 1); }), Conflict);
  EXPECT_TRUE(with([&](Transaction& tx) { return tx.end_grant(grant.id, at(5)); }));
  EXPECT_FALSE(with([&](Transaction& tx) { return tx.end_grant(grant.id, at(6)); }));
  EXPECT_THROW(with([&](Transaction& tx) { tx.renew_grant(grant.id, 2); }), Conflict);
  EXPECT_EQ(reader().grant(grant.id)->ended_at, at(5));
}

TEST_P(StoreContract, RFC_8693_what_was_exchanged_ends_with_its_parent) {
  const auto client = add_client("invoice");
  const auto person = add_person(bureau, 1);
  const auto parent = add_grant(client, person, "code");
  GrantRow child = parent;
  child.code_hash.reset();
  child.parent = parent.id;
  child = add(child);
  const auto beside = add_grant(client, person, "another");
  with([&](Transaction& tx) { tx.end_grant(parent.id, at(5)); });
  EXPECT_TRUE(reader().grant(child.id)->ended_at);
  EXPECT_FALSE(reader().grant(beside.id)->ended_at);
  EXPECT_THAT(reader().logout_notices(at(1), 100), SizeIs(2));
}

TEST_P(StoreContract, two_grants_of_one_group_get_ids_of_their_own) {
  const auto client = add_client("invoice");
  const auto person = add_person(bureau, 1);
  GrantRow first = add_grant(client, person, "a");
  GrantRow second = first;
  second.code_hash = octets("b");
  GrantRow third = first;
  third.code_hash = octets("c");
  with([&](Transaction& tx) {
    tx.reserve_grant(second);
    tx.reserve_grant(third);
    tx.insert(second);
    tx.insert(third);
  });
  EXPECT_NE(second.id, third.id);
  EXPECT_GT(second.id, first.id);
}

TEST_P(StoreContract, X_03_a_grant_never_joins_two_bureaus) {
  EXPECT_THROW(add_grant(add_client("invoice"), add_person(other, 1), "code"), Failure);
}

TEST_P(StoreContract, RFC_9449_11_1_what_is_spent_counts_once_until_it_is_swept) {
  EXPECT_TRUE(with([&](Transaction& tx) { return tx.spend(octets("proof"), at(10)); }));
  reopen();
  EXPECT_FALSE(with([&](Transaction& tx) { return tx.spend(octets("proof"), at(10)); }));
  with([&](Transaction& tx) { tx.sweep(at(11), 100); });
  EXPECT_TRUE(with([&](Transaction& tx) { return tx.spend(octets("proof"), at(20)); }));
}

TEST_P(StoreContract, X_08_whoever_relies_on_a_session_or_a_mandate_is_to_be_told_of_its_end) {
  const auto client = add_client("invoice");
  const auto person = add_person(bureau, 1);
  auto mandate = mandate_row(bureau, add_taxpayer(bureau, 1), person);
  mandate.state = "in-force";
  with([&](Transaction& tx) {
    tx.reserve_mandate(mandate);
    tx.insert(mandate);
  });
  const auto session = with([&](Transaction& tx) { return tx.insert(session_row(bureau, person, 1)); });
  GrantRow in_session = add_grant(client, person, "a");
  in_session.session = session;
  in_session.code_hash = octets("b");
  in_session = add(in_session);
  GrantRow offline = in_session;
  offline.offline = true;
  offline.mandate = mandate.id;
  offline.code_hash = octets("c");
  offline = add(offline);
  with([&](Transaction& tx) { tx.end_session(session, person); });
  ASSERT_THAT(reader().logout_notices(at(1), 100), SizeIs(1));
  EXPECT_EQ(reader().logout_notices(at(1), 100).front().grant, in_session.id);
  with([&](Transaction& tx) { tx.remove_logout_notice(reader().logout_notices(at(1), 100).front().id); });
  mandate.state = "frozen";
  ++mandate.version;
  with([&](Transaction& tx) { tx.update(mandate); });
  ASSERT_THAT(reader().logout_notices(at(1), 100), SizeIs(1));
  EXPECT_EQ(reader().logout_notices(at(1), 100).front().grant, offline.id);
  auto later = reader().logout_notices(at(1), 100).front();
  later.due_at = at(500);
  later.tries = 1;
  with([&](Transaction& tx) { tx.put(later); });
  EXPECT_THAT(reader().logout_notices(at(1), 100), IsEmpty());
  EXPECT_THAT(reader().logout_notices(at(500), 10), ElementsAre(later));
}

TEST_P(StoreContract, a_disabled_clients_grants_end_together) {
  const auto client = add_client("invoice");
  const auto person = add_person(bureau, 1);
  add_grant(client, person, "a");
  const auto beside = add_grant(add_client("another"), person, "b");
  EXPECT_EQ(with([&](Transaction& tx) { return tx.end_grants_for(client, at(5)); }), 1);
  EXPECT_THAT(reader().grants_of(person, at(6)), ElementsAre(beside));
}

TEST_P(StoreContract, RFC_8628_a_device_request_is_decided_once) {
  DeviceRequestRow row{.device_hash = octets("device"),
                       .bureau = bureau,
                       .user_code_hash = octets("user"),
                       .client = add_client("tv"),
                       .request = "{}",
                       .state = "open",
                       .pace = 5,
                       .expires_at = at(100),
                       .version = 1};
  with([&](Transaction& tx) { tx.insert(row); });
  EXPECT_THROW(with([&](Transaction& tx) { tx.insert(row); }), Conflict);
  row.state = "allowed";
  row.version = 2;
  with([&](Transaction& tx) { tx.update(row); });
  EXPECT_THROW(with([&](Transaction& tx) { tx.update(row); }), Conflict);
  EXPECT_EQ(reader().device_request(octets("device")), row);
  EXPECT_EQ(reader().device_request_by_user_code(octets("user")), row);
  with([&](Transaction& tx) { tx.sweep(at(101), 100); });
  EXPECT_EQ(reader().device_request(octets("device")), std::nullopt);
}

TEST_P(StoreContract, signing_keys_come_newest_first_and_of_their_bureau) {
  SigningKeyRow old{"old", bureau, "ES256", octets("sealed"), at(1), {}};
  const SigningKeyRow young{"young", bureau, "ES256", octets("sealed"), at(2), {}};
  with([&](Transaction& tx) {
    tx.put(old);
    tx.put(young);
  });
  old.retires_at = at(9);
  with([&](Transaction& tx) { tx.put(old); });
  EXPECT_THAT(reader().signing_keys(bureau), ElementsAre(young, old));
  EXPECT_THAT(reader().signing_keys(other), IsEmpty());
}

}  // namespace
}  // namespace taxgate::store::contract
