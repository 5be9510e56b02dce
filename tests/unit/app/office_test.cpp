// The office with a clock that moves: requests that run out, makers who go, rows that were forged,
// collection.
#include "app/office/office.hpp"

#include "app/office/appoint.hpp"
#include "unit/app/app_bench.hpp"

namespace taxgate::app {
namespace {

constexpr auto kReason = "at the counter";

class OfficeTest : public AppTest {
 protected:
  OfficeTest() {
    appoint_as(boss, OfficerRole::kClerk);
    appoint_as(clerk, OfficerRole::kClerk);
  }

  void appoint_as(PersonId person, OfficerRole role) {
    Officer officer = service.officer(person).value_or(Officer{});
    officer.person = person;
    officer.bureau = bureau.id;
    officer.role = role;
    officer.office = "第一税务所";
    officer.starts = local_date(clock.now(), bureau.profile.zone);
    put(officer);
  }
  void put(Officer officer) {
    ++officer.version;
    store.commit([&](store::Transaction& transaction) { transaction.put(vault.seal(officer)); });
  }

  Session desk_of(PersonId person) {
    Session session = add_session(person, "token-" + std::to_string(++sessions_made));
    session.officer = service.officer(person);
    return session;
  }

  OfficeRequest ask() {
    OfficeTask task{.action = OfficeAction::kPasswordReset,
                    .taxpayer = firm,
                    .details = {{"kind", "enterprise-password"}}};
    return service.begin(desk_of(clerk), std::move(task), kReason).value().request.value();
  }

  static std::string fault_of(const OfficeResult& result) {
    return result ? "" : std::string{to_string(result.error().fault)};
  }

  int sessions_made = 0;
  HashPool hashes{{.params = {7168, 5}}, keyring.key(KeyUse::kPepper)};
  OfficeService service{Desk{bureau, store, vault, hashes, clock}};
};

TEST_F(OfficeTest, X_09_a_request_that_ran_out_does_nothing) {
  const auto request = ask();
  clock.advance(std::chrono::hours{24});
  EXPECT_EQ(fault_of(service.approve(desk_of(boss), request.id, request.version)), "office-request-expired");
  EXPECT_FALSE(store.reader().secret(bureau.id, "enterprise-password", firm, {}));
  EXPECT_EQ(service.list(OfficeRequestState::kExpired, 0, 9).size(), 1U);
  EXPECT_EQ(service.to_check(*desk_of(clerk).officer), 0);
}

TEST_F(OfficeTest, X_09_approval_does_it_with_an_entry_of_each_of_the_two) {
  const auto request = ask();
  EXPECT_FALSE(store.reader().secret(bureau.id, "enterprise-password", firm, {}));
  const auto done = service.approve(desk_of(boss), request.id, request.version);
  ASSERT_TRUE(done);
  EXPECT_FALSE(done->password->password.empty());
  EXPECT_TRUE(store.reader().secret(bureau.id, "enterprise-password", firm, {}));
  std::map<std::string, PersonId> actors;
  for (const auto& row : store.reader().audit_entries(1, 100)) actors[row.kind] = row.actor;
  EXPECT_EQ(actors["office-requested"], clerk);
  EXPECT_EQ(actors["office-account-open"], clerk);
  EXPECT_EQ(actors["office-approved"], boss);
}

TEST_F(OfficeTest, LN_25_X_09_the_maker_takes_the_voucher_once_and_nobody_else_does) {
  const auto request = ask();
  EXPECT_EQ(fault_of(service.take_voucher(desk_of(clerk), request.id)), "office-no-voucher");
  const auto done = service.approve(desk_of(boss), request.id, request.version);
  EXPECT_EQ(service.to_take(*desk_of(clerk).officer), 1);
  EXPECT_EQ(service.to_take(*desk_of(boss).officer), 0);
  EXPECT_EQ(fault_of(service.take_voucher(desk_of(boss), request.id)), "office-no-voucher");
  const auto taken = service.take_voucher(desk_of(clerk), request.id);
  ASSERT_TRUE(taken);
  EXPECT_EQ(taken->password->password.reveal(), done->password->password.reveal());
  EXPECT_EQ(taken->password->issued_at, done->password->issued_at);
  EXPECT_FALSE(service.voucher_waits(request.id, clerk));
  EXPECT_EQ(fault_of(service.take_voucher(desk_of(clerk), request.id)), "office-no-voucher");
}

TEST_F(OfficeTest, LN_25_X_09_a_voucher_that_nobody_took_is_gone_after_half_an_hour) {
  const auto request = ask();
  ASSERT_TRUE(service.approve(desk_of(boss), request.id, request.version));
  clock.advance(std::chrono::minutes{29});
  EXPECT_TRUE(service.voucher_waits(request.id, clerk));
  clock.advance(std::chrono::minutes{1});
  EXPECT_FALSE(service.voucher_waits(request.id, clerk));
  EXPECT_EQ(fault_of(service.take_voucher(desk_of(clerk), request.id)), "office-no-voucher");
}

TEST_F(OfficeTest, X_09_what_a_dismissed_maker_asked_for_is_not_done) {
  const auto request = ask();
  Officer gone = service.officer(clerk).value();
  gone.state = OfficerState::kDismissed;
  put(gone);
  EXPECT_EQ(fault_of(service.approve(desk_of(boss), request.id, request.version)), "office-maker-gone");
  EXPECT_EQ(service.list(OfficeRequestState::kOpen, 0, 9).size(), 1U);
}

TEST_F(OfficeTest, X_09_a_forged_appointment_or_request_is_refused) {
  auto row = store.reader().officer(clerk).value();
  row.role = "administrator";
  EXPECT_THROW(vault.open(row), TamperedAuthority);
  auto request = store.reader().office_request(ask().id).value();
  request.maker = boss;
  EXPECT_ANY_THROW(open_request(vault, request));
}

TEST_F(OfficeTest, X_09_an_appointment_that_ends_ends_the_session_at_its_next_request) {
  SessionService sessions{bureau, store, vault, clock};
  Officer officer = service.officer(clerk).value();
  officer.ends = officer.starts;
  put(officer);
  auto row = add_session(clerk, "desk").row;
  store.commit([&](store::Transaction& transaction) {
    transaction.end_session(row.id, clerk);
    row.id = {};
    row.officer = true;
    row.expires_at = clock.now() + std::chrono::hours{48};
    transaction.insert(row);
  });
  EXPECT_TRUE(sessions.find("desk")->officer);
  clock.advance(std::chrono::hours{24});
  ASSERT_FALSE(sessions.find("desk"));
  EXPECT_EQ(sessions.find("desk").error(), SessionFault::kAuthority);
}

TEST_F(OfficeTest, LN_16_X_09_a_collection_lets_waiting_associations_go_on) {
  const auto newcomer = add_person("王小五", "11010119900307803X", "13912341234");
  const Mandate waiting = add_mandate(newcomer, "tax-handler", MandateState::kUncollected);
  OfficeTask task{.action = OfficeAction::kCollection,
                  .details = {{"document_kind", "resident-id"},
                              {"document_number", "11010119900307803X"},
                              {"name", "王小五"},
                              {"phone", "13912341234"}}};
  ASSERT_TRUE(service.begin(desk_of(clerk), std::move(task), {}));
  EXPECT_EQ(stored(waiting.id).state, MandateState::kProposed);
  EXPECT_EQ(store.reader().person(newcomer)->level, 5);
}

TEST_F(OfficeTest, X_09_who_is_appointed_by_the_operator_begins_with_a_given_password_or_keeps_their_own) {
  const Appointment appointment{"赵一曼",
                                {DocumentKind::kResidentId, "110101199003070038"},
                                "13700001111",
                                OfficerRole::kAdministrator,
                                "一所"};
  ASSERT_TRUE(appoint(service.desk(), appointment));
  const auto index = vault.document_index(bureau.id, appointment.document);
  auto row = store.reader().person_by_document(bureau.id, index).value();
  EXPECT_EQ(vault.open(row).secret, SecretState::kGiven);
  row.password_initial = false;
  store.commit([&](store::Transaction& transaction) { transaction.update(row); });
  EXPECT_FALSE(appoint(service.desk(), appointment));
  EXPECT_EQ(service.officer(row.id)->version, 2);
}

}  // namespace
}  // namespace taxgate::app
