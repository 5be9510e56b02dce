// Permission identities, engagements, reminders.
#include "contract/store/contract.hpp"

namespace taxgate::store::contract {
namespace {

EngagementRow engagement_row(BureauId bureau, TaxpayerId agency, TaxpayerId client) {
  return {.bureau = bureau,
          .agency = agency,
          .client = client,
          .agreement = "No. 1",
          .functions = "filing",
          .starts = "2026-01-01",
          .ends = "2026-12-31",
          .amended = true,
          .amend_functions = "filing payment",
          .amend_ends = {},
          .state = "in-force",
          .proposed_by = PersonId{1},
          .proposed_at = at(1),
          .decided_by = PersonId{2},
          .decided_at = at(2),
          .version = 1,
          .mac = octets("mac")};
}

}  // namespace

TEST_P(StoreContract, LN_15_keeps_permission_identities) {
  const auto firm = with([&](Transaction& tx) { return tx.insert(taxpayer_row(bureau, 1)); });
  PermissionRow row{.bureau = bureau, .principal = firm, .name = "开票", .functions = "a b", .version = 1};
  row.id = with([&](Transaction& tx) { return tx.insert(row); });
  EXPECT_EQ(reader().permission(row.id), row);
  EXPECT_EQ(reader().permissions_in(firm).size(), 1U);
  EXPECT_THROW(with([&](Transaction& tx) {
                 tx.insert(PermissionRow{.bureau = bureau, .principal = firm, .name = "开票"});
               }),
               Conflict);
  row.functions = "";
  row.version = 2;
  with([&](Transaction& tx) { tx.update(row); });
  EXPECT_EQ(reader().permission(row.id), row);
  EXPECT_THROW(with([&](Transaction& tx) { tx.update(row); }), Conflict);
  EXPECT_FALSE(with([&](Transaction& tx) { return tx.remove(row.id, 1); }));
  EXPECT_TRUE(with([&](Transaction& tx) { return tx.remove(row.id, 2); }));
  EXPECT_EQ(reader().permission(row.id), std::nullopt);
}

TEST_P(StoreContract, NT_03_keeps_engagements) {
  const auto agency = with([&](Transaction& tx) { return tx.insert(taxpayer_row(bureau, 1)); });
  const auto client = with([&](Transaction& tx) { return tx.insert(taxpayer_row(bureau, 2)); });
  auto row = engagement_row(bureau, agency, client);
  with([&](Transaction& tx) {
    tx.reserve_engagement(row);
    tx.insert(row);
  });
  EXPECT_EQ(reader().engagement(row.id), row);
  EXPECT_EQ(reader().engagements_of_agency(agency).size(), 1U);
  EXPECT_EQ(reader().engagements_of_client(client).size(), 1U);
  EXPECT_TRUE(reader().engagements_of_client(agency).empty());
  row.version = 2;
  row.amended = false;
  row.ends.reset();
  with([&](Transaction& tx) { tx.update(row); });
  EXPECT_EQ(reader().engagement(row.id), row);
  EXPECT_THROW(with([&](Transaction& tx) { tx.update(row); }), Conflict);
  auto swapped = row;
  swapped.version = 3;
  std::swap(swapped.agency, swapped.client);
  EXPECT_THROW(with([&](Transaction& tx) { tx.update(swapped); }), Conflict);  // it never changes sides
}

TEST_P(StoreContract, NT_03_sessions_through_an_engagement_end_with_it) {
  const auto person = with([&](Transaction& tx) { return tx.insert(person_row(bureau, 1)); });
  auto row = session_row(bureau, person, 1);
  row.engagement = EngagementId{7};
  row.id = with([&](Transaction& tx) { return tx.insert(row); });
  EXPECT_EQ(reader().session(row.token_hash), row);
  with([&](Transaction& tx) { tx.insert(session_row(bureau, person, 2)); });
  EXPECT_EQ(with([&](Transaction& tx) { return tx.end_sessions_through(EngagementId{}); }), 0);
  EXPECT_EQ(with([&](Transaction& tx) { return tx.end_sessions_through(EngagementId{7}); }), 1);
  EXPECT_EQ(reader().session(row.token_hash), std::nullopt);
}

TEST_P(StoreContract, an_engagement_that_ends_soon_is_found_and_reminded_of_once) {
  const auto agency = add_taxpayer(bureau, 1);
  const auto client = add_taxpayer(bureau, 2);
  EngagementRow row = engagement_row(bureau, agency, client);
  store->commit([&](Transaction& tx) {
    tx.reserve_engagement(row);
    tx.insert(row);
  });
  EXPECT_EQ(reader().engagements_ending(bureau, "2026-12-01", "2026-12-31", 10).size(), 1U);
  EXPECT_TRUE(reader().engagements_ending(bureau, "2027-01-01", "2027-12-31", 10).empty());
  EXPECT_TRUE(reader().engagements_ending(other, "2026-12-01", "2026-12-31", 10).empty());
  EXPECT_FALSE(reader().reminded(row.id, "2026-12-31", 30));
  store->commit([&](Transaction& tx) {
    tx.remind(row.id, "2026-12-31", 30);
    tx.remind(row.id, "2026-12-31", 30);
  });
  EXPECT_TRUE(reader().reminded(row.id, "2026-12-31", 30));
  EXPECT_FALSE(reader().reminded(row.id, "2026-12-31", 7));
}

TEST_P(StoreContract, NT_03_pages_through_authority_by_id) {
  const auto firm = add_taxpayer(bureau, 1);
  const auto other_firm = add_taxpayer(bureau, 2);
  const auto agency = add_taxpayer(bureau, 3);
  const auto agent = add_person(bureau, 1);
  std::vector<MandateId> ids;
  for (const auto principal : {firm, firm, other_firm, agency})
    ids.push_back(add_mandate(bureau, principal, agent).id);
  ids.push_back(add_mandate(bureau, firm, add_person(bureau, 2)).id);
  const auto page = [&](MandateId after, int limit) {
    std::vector<MandateId> found;
    for (const auto& row : reader().mandates_in(firm, after, limit)) found.push_back(row.id);
    return found;
  };
  EXPECT_EQ(page({}, 2), (std::vector{ids[0], ids[1]}));
  EXPECT_EQ(page(ids[1], 2), std::vector{ids[4]});
  EXPECT_TRUE(page(ids[4], 2).empty());
  EXPECT_EQ(reader().principals_of(agent, {}, 2), (std::vector{firm, other_firm}));
  EXPECT_EQ(reader().principals_of(agent, other_firm, 2), std::vector{agency});
  EXPECT_TRUE(reader().principals_of(agent, agency, 2).empty());
  std::vector<EngagementRow> agreed;
  with([&](Transaction& tx) {
    for (const auto client : {firm, other_firm}) {
      auto& row = agreed.emplace_back(engagement_row(bureau, agency, client));
      tx.reserve_engagement(row);
      tx.insert(row);
    }
  });
  EXPECT_EQ(reader().engagements_of_agency(agency, {}, 1), std::vector{agreed[0]});
  EXPECT_EQ(reader().engagements_of_agency(agency, agreed[0].id, 9), std::vector{agreed[1]});
  EXPECT_TRUE(reader().engagements_of_agency(agency, agreed[1].id, 9).empty());
}

}  // namespace taxgate::store::contract
