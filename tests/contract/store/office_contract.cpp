// Officers, what they ask a second person for, and searching the log.
#include "contract/store/contract.hpp"

namespace taxgate::store::contract {
namespace {

using testing::ElementsAre;

OfficerRow officer_row(BureauId bureau, PersonId person) {
  return {.person = person,
          .bureau = bureau,
          .role = "clerk",
          .office = "一所",
          .starts = "2026-01-01",
          .ends = "2026-12-31",
          .state = "in-force",
          .appointed_by = {},
          .changed_at = at(1),
          .version = 1,
          .mac = octets("mac")};
}

OfficeRequestRow request_row(BureauId bureau, PersonId maker, std::int64_t second) {
  return {.bureau = bureau,
          .kind = "unlock",
          .task_sealed = octets("task"),
          .reason_sealed = octets("reason"),
          .maker = maker,
          .made_at = at(second),
          .expires_at = at(second + 100),
          .state = "open",
          .version = 1};
}

TEST_P(StoreContract, X_09_an_officer_is_one_row_and_a_stale_change_is_a_conflict) {
  const auto person = add_person(bureau, 1);
  const auto second = add_person(bureau, 2);
  auto row = officer_row(bureau, person);
  with([&](Transaction& tx) { tx.put(row); });
  EXPECT_THROW(with([&](Transaction& tx) { tx.put(row); }), Conflict);
  row.version = 2;
  row.state = "dismissed";
  row.ends.reset();
  with([&](Transaction& tx) { tx.put(row); });
  reopen();
  EXPECT_EQ(reader().officer(person), row);
  EXPECT_THROW(with([&](Transaction& tx) { tx.put(row); }), Conflict);
  EXPECT_THAT(reader().officers(bureau), ElementsAre(row));
  EXPECT_TRUE(reader().officers(other).empty());
  EXPECT_THROW(with([&](Transaction& tx) { tx.put(officer_row(other, second)); }), Failure);
}

TEST_P(StoreContract, X_09_a_request_is_decided_once) {
  auto row = request_row(bureau, add_person(bureau, 1), 1);
  row.id = with([&](Transaction& tx) { return tx.insert(row); });
  auto decided = row;
  decided.state = "refused";
  decided.checker = PersonId{99};
  decided.decided_at = at(2);
  decided.answer_sealed = octets("no");
  decided.version = 2;
  with([&](Transaction& tx) { tx.update(decided); });
  EXPECT_EQ(reader().office_request(row.id), decided);
  EXPECT_THROW(with([&](Transaction& tx) { tx.update(decided); }), Conflict);
  auto other_task = decided;
  other_task.version = 3;
  other_task.task_sealed = octets("another");
  EXPECT_THROW(with([&](Transaction& tx) { tx.update(other_task); }), Conflict);
}

TEST_P(StoreContract, X_09_requests_are_listed_by_what_they_are_now) {
  const auto maker = add_person(bureau, 1);
  auto first = request_row(bureau, maker, 1);
  auto second = request_row(bureau, maker, 50);
  first.id = with([&](Transaction& tx) { return tx.insert(first); });
  second.id = with([&](Transaction& tx) { return tx.insert(second); });
  EXPECT_THAT(reader().office_requests(bureau, "open", at(60), 0, 9), ElementsAre(second, first));
  EXPECT_THAT(reader().office_requests(bureau, "open", at(120), 0, 9), ElementsAre(second));
  EXPECT_THAT(reader().office_requests(bureau, "expired", at(120), 0, 9), ElementsAre(first));
  EXPECT_THAT(reader().office_requests(bureau, "", at(120), second.id.value, 9), ElementsAre(first));
  EXPECT_THAT(reader().office_requests(bureau, "", at(120), 0, 1), ElementsAre(second));
  EXPECT_TRUE(reader().office_requests(other, "", at(120), 0, 9).empty());
}

TEST_P(StoreContract, X_09_an_officers_sessions_end_and_the_persons_own_stay) {
  const auto person = add_person(bureau, 1);
  auto own = session_row(bureau, person, 1);
  auto office = session_row(bureau, person, 2);
  office.officer = true;
  with([&](Transaction& tx) {
    tx.insert(own);
    tx.insert(office);
  });
  EXPECT_EQ(with([&](Transaction& tx) { return tx.end_office_sessions(person); }), 1);
  EXPECT_TRUE(reader().session(own.token_hash));
  EXPECT_FALSE(reader().session(office.token_hash));
}

TEST_P(StoreContract, X_04_the_log_is_searched_by_person_and_kind_within_bounds) {
  const auto one = add_person(bureau, 1);
  const auto two = add_person(bureau, 2);
  with([&](Transaction& tx) {
    tx.append(event(bureau, "a", one, two));
    tx.append(event(bureau, "b", two, two));
    tx.append(event(other, "a"));
    tx.append(event(bureau, "a", two, one));
  });
  const auto found = [&](AuditFilter filter) {
    filter.bureau = bureau;
    filter.limit = 9;
    std::vector<std::int64_t> seqs;
    for (const auto& row : reader().audit_search(filter)) seqs.push_back(row.seq);
    return seqs;
  };
  EXPECT_THAT(found({}), ElementsAre(4, 2, 1));
  EXPECT_THAT(found({.kind = "a"}), ElementsAre(4, 1));
  EXPECT_THAT(found({.person = one}), ElementsAre(4, 1));
  EXPECT_THAT(found({.person = two, .kind = "b"}), ElementsAre(2));
  EXPECT_THAT(found({.after = 1, .before = 4}), ElementsAre(2));
}

}  // namespace
}  // namespace taxgate::store::contract
