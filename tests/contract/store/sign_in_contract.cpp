// Sessions, flows, counters.
#include "contract/store/contract.hpp"

namespace taxgate::store::contract {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST_P(StoreContract, keeps_every_field_of_a_session) {
  const auto person = add_person(bureau, 1);
  auto row = session_row(bureau, person, 1);
  row.mandate = add_mandate(bureau, add_taxpayer(bureau, 1), person).id;
  row.id = with([&](Transaction& tx) { return tx.insert(row); });
  EXPECT_EQ(reader().session(row.token_hash), row);
  EXPECT_EQ(reader().session(octets("token 2")), std::nullopt);
  EXPECT_THROW(with([&](Transaction& tx) {
                 auto twin = row;
                 twin.id = SessionId{};
                 tx.insert(twin);
               }),
               Conflict);
}

TEST_P(StoreContract, a_session_never_spans_two_bureaus) {
  const auto here = add_person(bureau, 1);
  const auto there = add_person(other, 1);
  const auto mandate = add_mandate(other, add_taxpayer(other, 1), there);
  EXPECT_THROW(with([&](Transaction& tx) { tx.insert(session_row(bureau, there, 1)); }), Failure);
  auto row = session_row(bureau, here, 1);
  row.mandate = mandate.id;
  EXPECT_THROW(with([&](Transaction& tx) { tx.insert(row); }), Failure);
  row.mandate = MandateId{};
  row.id = with([&](Transaction& tx) { return tx.insert(row); });
  EXPECT_THROW(with([&](Transaction& tx) { tx.switch_session(row.id, mandate.id, {}); }), Failure);
  EXPECT_EQ(reader().session(row.token_hash), row);
}

TEST_P(StoreContract, SX_10_switches_and_touches_a_session) {
  const auto person = add_person(bureau, 1);
  const auto mandate = add_mandate(bureau, add_taxpayer(bureau, 1), person).id;
  auto row = session_row(bureau, person, 1);
  row.id = with([&](Transaction& tx) { return tx.insert(row); });
  with([&](Transaction& tx) {
    tx.switch_session(row.id, mandate, {});
    tx.touch_session(row.id, at(70), at(5000));
  });
  row.mandate = mandate;
  row.seen_at = at(70);
  row.expires_at = at(5000);
  EXPECT_EQ(reader().session(row.token_hash), row);
  with([&](Transaction& tx) { tx.switch_session(row.id, MandateId{}, {}); });
  EXPECT_EQ(reader().session(row.token_hash)->mandate, MandateId{});

  EXPECT_THROW(with([&](Transaction& tx) { tx.switch_session(SessionId{999}, mandate, {}); }), Conflict);
  EXPECT_NO_THROW(with([&](Transaction& tx) { tx.touch_session(SessionId{999}, at(1), at(2)); }));
}

TEST_P(StoreContract, lists_open_sessions_newest_first) {
  const auto person = add_person(bureau, 1);
  const auto neighbour = add_person(bureau, 2);
  with([&](Transaction& tx) {
    for (const int i : {2, 1, 3}) {
      tx.insert(session_row(bureau, person, i));
    }
    tx.insert(session_row(bureau, neighbour, 4));
  });
  const auto started = [&](Time now) {
    std::vector<Time> times;
    for (const auto& row : reader().sessions_of(person, now)) {
      times.push_back(row.started_at);
    }
    return times;
  };
  EXPECT_THAT(started(at(10)), ElementsAre(at(3), at(2), at(1)));
  EXPECT_THAT(started(at(1002)), ElementsAre(at(3)));
  EXPECT_THAT(started(at(1003)), IsEmpty());
}

TEST_P(StoreContract, ends_sessions_of_a_person_and_for_a_mandate) {
  const auto person = add_person(bureau, 1);
  const auto neighbour = add_person(bureau, 2);
  const auto mandate = add_mandate(bureau, add_taxpayer(bureau, 1), person).id;
  std::vector<SessionId> ids;
  with([&](Transaction& tx) {
    for (int i = 0; i < 4; ++i) {
      auto row = session_row(bureau, person, i);
      row.mandate = i < 2 ? mandate : MandateId{};
      ids.push_back(tx.insert(row));
    }
    tx.insert(session_row(bureau, neighbour, 9));
  });
  EXPECT_FALSE(with([&](Transaction& tx) { return tx.end_session(ids[3], neighbour); }));
  EXPECT_TRUE(with([&](Transaction& tx) { return tx.end_session(ids[3], person); }));
  EXPECT_FALSE(with([&](Transaction& tx) { return tx.end_session(ids[3], person); }));
  EXPECT_EQ(with([&](Transaction& tx) { return tx.end_sessions_for(MandateId{}); }), 0);
  EXPECT_EQ(with([&](Transaction& tx) { return tx.end_sessions_for(mandate); }), 2);
  EXPECT_EQ(reader().session(octets("token 0")), std::nullopt);
  with([&](Transaction& tx) { tx.insert(session_row(bureau, person, 5)); });
  EXPECT_EQ(with([&](Transaction& tx) { return tx.end_sessions_of(person, ids[2]); }), 1);
  EXPECT_EQ(reader().sessions_of(person, at(0)).size(), 1U);
  EXPECT_EQ(with([&](Transaction& tx) { return tx.end_sessions_of(person, SessionId{}); }), 1);
  EXPECT_EQ(reader().sessions_of(neighbour, at(0)).size(), 1U);
}

TEST_P(StoreContract, never_gives_a_session_id_twice) {
  const auto person = add_person(bureau, 1);
  const auto first = with([&](Transaction& tx) { return tx.insert(session_row(bureau, person, 1)); });
  with([&](Transaction& tx) { tx.end_session(first, person); });
  EXPECT_NE(with([&](Transaction& tx) { return tx.insert(session_row(bureau, person, 2)); }), first);
}

TEST_P(StoreContract, a_flow_is_saved_against_the_version_that_was_read) {
  auto row = flow_row(bureau, 1);
  with([&](Transaction& tx) { tx.insert(row); });
  EXPECT_EQ(reader().flow(row.id_hash), row);
  EXPECT_THROW(with([&](Transaction& tx) { tx.insert(row); }), Conflict);
  row.version = 2;
  row.body_sealed = octets("second");
  row.expires_at = at(77);
  with([&](Transaction& tx) { tx.update(row); });
  EXPECT_EQ(reader().flow(row.id_hash), row);
  EXPECT_THROW(with([&](Transaction& tx) { tx.update(row); }), Conflict);
  row.version = 4;
  EXPECT_THROW(with([&](Transaction& tx) { tx.update(row); }), Conflict);
  row.version = 3;
  row.browser_hash = octets("another browser");
  EXPECT_THROW(with([&](Transaction& tx) { tx.update(row); }), Conflict);
  EXPECT_EQ(reader().flow(octets("flow 9")), std::nullopt);
}

TEST_P(StoreContract, QD_16_a_counter_is_compared_and_set) {
  CounterRow row{
      .bureau = bureau, .method = "password", .subject = octets("s"), .count = 1, .first_at = at(1)};
  row.last_at = at(1);
  EXPECT_EQ(reader().counter(bureau, "password", row.subject), std::nullopt);
  with([&](Transaction& tx) { tx.put(row); });
  EXPECT_THROW(with([&](Transaction& tx) { tx.put(row); }), Conflict);

  auto stored = reader().counter(bureau, "password", row.subject);
  ASSERT_TRUE(stored);
  row.version = 1;
  EXPECT_EQ(*stored, row);
  stored->count = 2;
  stored->locked_until = at(100);
  with([&](Transaction& tx) { tx.put(*stored); });
  EXPECT_THROW(with([&](Transaction& tx) { tx.put(*stored); }), Conflict);
  stored->version = 2;
  reopen();
  EXPECT_EQ(reader().counter(bureau, "password", row.subject), stored);

  EXPECT_EQ(reader().counter(other, "password", row.subject), std::nullopt);
  EXPECT_EQ(reader().counter(bureau, "sms", row.subject), std::nullopt);
  EXPECT_EQ(reader().counter(bureau, "password", octets("t")), std::nullopt);
}

}  // namespace
}  // namespace taxgate::store::contract
