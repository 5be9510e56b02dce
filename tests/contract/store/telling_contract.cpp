// Consents, notices, messages; and the sweep.
#include <numeric>

#include "contract/store/contract.hpp"

namespace taxgate::store::contract {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST_P(StoreContract, lists_consents_newest_first) {
  const auto person = add_person(bureau, 1);
  const auto neighbour = add_person(bureau, 2);
  const ConsentRow first{
      .bureau = bureau, .person = person, .text_id = "terms", .text_version = "1", .given_at = at(5)};
  ConsentRow second = first;
  second.text_version = "2";
  second.given_at = at(6);
  ConsentRow same_time = second;
  same_time.text_id = "privacy";
  with([&](Transaction& tx) {
    tx.insert(second);
    tx.insert(first);
    tx.insert(same_time);
  });
  EXPECT_THAT(reader().consents_of(person), ElementsAre(same_time, second, first));
  EXPECT_THAT(reader().consents_of(neighbour), IsEmpty());
  auto strange = first;
  strange.bureau = other;
  EXPECT_THROW(with([&](Transaction& tx) { tx.insert(strange); }), Failure);
}

TEST_P(StoreContract, lists_notices_newest_first_and_the_unread_alone) {
  const auto person = add_person(bureau, 1);
  const auto neighbour = add_person(bureau, 2);
  std::vector<NoticeRow> rows;
  for (int i = 0; i < 3; ++i) {
    NoticeRow row{
        .bureau = bureau, .person = person, .code = "phone-taken", .detail = "{}", .created_at = at(i)};
    row.id = with([&](Transaction& tx) { return tx.insert(row); });
    rows.push_back(row);
  }
  EXPECT_THAT(reader().notices_of(person, false, 10), ElementsAre(rows[2], rows[1], rows[0]));
  EXPECT_THAT(reader().notices_of(person, false, 2), ElementsAre(rows[2], rows[1]));
  EXPECT_THAT(reader().notices_of(neighbour, false, 10), IsEmpty());

  EXPECT_FALSE(with([&](Transaction& tx) { return tx.read_notice(rows[2].id, neighbour, at(50)); }));
  EXPECT_TRUE(with([&](Transaction& tx) { return tx.read_notice(rows[2].id, person, at(50)); }));
  EXPECT_TRUE(with([&](Transaction& tx) { return tx.read_notice(rows[2].id, person, at(60)); }));
  EXPECT_FALSE(with([&](Transaction& tx) { return tx.read_notice(NoticeId{99}, person, at(50)); }));
  rows[2].read_at = at(50);
  EXPECT_THAT(reader().notices_of(person, true, 10), ElementsAre(rows[1], rows[0]));
  EXPECT_EQ(reader().unread_notices(person), 2);
  EXPECT_EQ(reader().unread_notices(neighbour), 0);
  EXPECT_THAT(reader().notices_of(person, false, 1), ElementsAre(rows[2]));

  auto strange = rows[0];
  strange.id = NoticeId{};
  strange.bureau = other;
  EXPECT_THROW(with([&](Transaction& tx) { tx.insert(strange); }), Failure);
}

TEST_P(StoreContract, tallies_open_sessions_and_queued_messages) {
  EXPECT_EQ(reader().tally(at(0)), (Tally{}));
  auto sent = message_row(bureau, 10);
  sent.id = with([&](Transaction& tx) {
    tx.insert(message_row(bureau, 20));
    return tx.insert(sent);
  });
  EXPECT_EQ(reader().tally(at(0)), (Tally{.sessions_open = 0, .messages_queued = 2}));
  sent.state = "accepted";
  with([&](Transaction& tx) { tx.update(sent); });
  EXPECT_EQ(reader().tally(at(0)).messages_queued, 1);

  const auto person = add_person(bureau, 1);
  for (const int number : {1, 2})
    with([&](Transaction& tx) { tx.insert(session_row(bureau, person, number)); });
  EXPECT_EQ(reader().tally(at(1000)).sessions_open, 2);
  EXPECT_EQ(reader().tally(at(1001)).sessions_open, 1) << "one ends at that moment";
  EXPECT_EQ(reader().tally(at(1002)).sessions_open, 0);
}

TEST_P(StoreContract, counts_the_groups_that_it_writes) {
  const auto sum = [](const WriteStats& stats) {
    return std::accumulate(stats.groups.begin(), stats.groups.end(), std::uint64_t{0});
  };
  const WriteStats before = store->write_stats();
  for (int i = 0; i < 3; ++i) with([](Transaction&) {});
  const WriteStats after = store->write_stats();
  EXPECT_EQ(after.works - before.works, 3U);
  EXPECT_EQ(sum(after) - sum(before), 3U) << "each waited for: a group of its own";
  EXPECT_EQ(after.groups[0] - before.groups[0], 3U);
  EXPECT_EQ(after.queued, 0U);
}

TEST_P(StoreContract, lists_queued_messages_that_are_due_oldest_first) {
  std::vector<MessageRow> rows;
  for (const int when : {30, 10, 20, 10}) {
    auto row = message_row(bureau, when);
    row.id = with([&](Transaction& tx) { return tx.insert(row); });
    rows.push_back(row);
  }
  EXPECT_EQ(reader().message(rows[0].id), rows[0]);
  EXPECT_EQ(reader().message(MessageId{99}), std::nullopt);
  EXPECT_THAT(reader().messages_due(at(9), 10), IsEmpty());
  EXPECT_THAT(reader().messages_due(at(20), 10), ElementsAre(rows[1], rows[3], rows[2]));
  EXPECT_THAT(reader().messages_due(at(99), 2), ElementsAre(rows[1], rows[3]));

  rows[1].state = "accepted";
  rows[1].attempts = 1;
  rows[1].gateway_id = "g-1";
  rows[3].due_at = at(40);
  with([&](Transaction& tx) {
    tx.update(rows[1]);
    tx.update(rows[3]);
  });
  EXPECT_EQ(reader().message(rows[1].id), rows[1]);
  EXPECT_THAT(reader().messages_due(at(99), 10), ElementsAre(rows[2], rows[0], rows[3]));
  rows[1].bureau = other;
  EXPECT_THROW(with([&](Transaction& tx) { tx.update(rows[1]); }), Conflict);
}

TEST_P(StoreContract, sweeps_what_has_ended_and_nothing_else) {
  const auto person = add_person(bureau, 1);
  const auto old_session = session_row(bureau, person, 0);   // until 1000
  const auto open_session = session_row(bureau, person, 1);  // until 1001
  CounterRow counter{.bureau = bureau, .method = "sms", .subject = octets("s"), .count = 1};
  counter.first_at = counter.last_at = at(0);
  CounterRow locked = counter;
  locked.subject = octets("locked");
  locked.locked_until = at(5);
  with([&](Transaction& tx) {
    tx.insert(old_session);
    tx.insert(open_session);
    tx.insert(flow_row(bureau, 1000));
    tx.insert(flow_row(bureau, 1001));
    tx.insert(message_row(bureau, 400));  // until 1000
    tx.insert(message_row(bureau, 401));
    tx.put(counter);
    tx.put(locked);
  });
  EXPECT_EQ(with([](Transaction& tx) { return tx.sweep(at(1000), 100); }), 0);
  EXPECT_EQ(with([](Transaction& tx) { return tx.sweep(at(1001), 100); }), 3);
  EXPECT_EQ(reader().session(old_session.token_hash), std::nullopt);
  EXPECT_TRUE(reader().session(open_session.token_hash));
  EXPECT_TRUE(reader().flow(octets("flow 1001")));
  EXPECT_TRUE(reader().counter(bureau, "sms", counter.subject));

  const auto rest = std::chrono::duration_cast<Seconds>(kCounterRest).count();
  EXPECT_EQ(with([&](Transaction& tx) { return tx.sweep(at(rest + 1), 2); }), 2);
  EXPECT_EQ(with([&](Transaction& tx) { return tx.sweep(at(rest + 1), 100); }), 2);
  EXPECT_EQ(reader().counter(bureau, "sms", counter.subject), std::nullopt);
  EXPECT_TRUE(reader().counter(bureau, "sms", locked.subject));
  EXPECT_EQ(with([&](Transaction& tx) { return tx.sweep(at(rest + 6), 100); }), 1);
  EXPECT_TRUE(reader().person(person));
}

}  // namespace
}  // namespace taxgate::store::contract
