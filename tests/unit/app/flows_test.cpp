// The use case of a flow over a real store: what the engine's own tests cannot see.
#include "app/flows.hpp"

#include "unit/app/app_bench.hpp"

namespace taxgate::app {
namespace {

class Flows : public AppTest {
 protected:
  Flows() { bureau.profile.hash = {7168, 1}; }

  Input input(const FlowAnswer& flow, const std::map<std::string, std::string>& fields) const {
    Input made{.step = flow.flow.known.step, .kind = Input::Kind::kSubmit, .alternative = {}, .fields = {}};
    for (const auto& [name, text] : fields) made.fields.emplace(name, Secret{text});
    return made;
  }
  FlowResult sign_in(const std::string& account, const std::string& password) {
    const auto begun = service.begin(FlowKind::kSignIn, "self", false, "browser", {}, visitor).value();
    const std::string captcha = service.captcha(begun.id, "browser").value().reveal();
    return service.move(
        begun.id, "browser",
        input(
            begun,
            {{"account", account}, {"password", password}, {"captcha", captcha}, {"consent_terms", "true"}}),
        visitor);
  }

  HashPool hashes{{.params = {7168, 1}, .threads = 1}, keyring.key(KeyUse::kPepper)};
  FlowService service{bureau, store, vault, hashes, clock, [](std::string_view) { return false; }, {}};
  Visitor visitor{.address = "192.0.2.1", .agent = "test", .locale = Locale::kEn};
};

TEST_F(Flows, X_05_a_flow_is_its_browsers_alone) {
  const auto begun = service.begin(FlowKind::kSignIn, "self", false, "browser", {}, visitor).value();
  EXPECT_TRUE(service.show(begun.id, "browser", visitor).has_value());
  EXPECT_EQ(service.show(begun.id, "other", visitor).error().kind, FlowRefusal::Kind::kNotFound);
  EXPECT_EQ(service.show("unknown", "browser", visitor).error().kind, FlowRefusal::Kind::kNotFound);
  EXPECT_FALSE(service.captcha(begun.id, "other").has_value());
}

TEST_F(Flows, X_05_an_account_that_there_is_not_locks_however_it_is_written) {
  const std::vector<std::string> spellings{"13500000001", "135-0000-0001", "+8613500000001",
                                           " 135 0000 0001 ", "１３５００００００01"};
  for (std::size_t i = 0; i < spellings.size(); ++i) {
    const auto answer = sign_in(spellings[i], "Wrong-Pass-1").value();
    EXPECT_EQ(answer.locked.has_value(), i + 1 == spellings.size()) << spellings[i];
  }
}

TEST_F(Flows, X_05_an_account_that_there_is_locks_however_it_is_written) {
  const std::vector<std::string> spellings{"19912341234", "199-1234-1234", "440524188001010014",
                                           "440524 18800101 0014", "+86 19912341234"};
  for (std::size_t i = 0; i < spellings.size(); ++i) {
    const auto answer = sign_in(spellings[i], "Wrong-Pass-1").value();
    EXPECT_EQ(answer.locked.has_value(), i + 1 == spellings.size()) << spellings[i];
  }
}

TEST_F(Flows, SX_04_the_initial_secret_leads_to_the_code) {
  const auto answer = sign_in("440524188001010014", "010014").value();
  EXPECT_TRUE(answer.faults.empty());
  EXPECT_EQ(answer.step.id, "sms");
  EXPECT_EQ(answer.session_token, "");
}

TEST_F(Flows, X_08_an_account_flow_ends_with_the_session_that_it_was_begun_in) {
  const Session session = add_session(clerk, "bearer");
  const auto begun =
      service
          .begin(FlowKind::kChangeUsername, {}, false, "browser", FlowSession{session.row.id, clerk}, visitor)
          .value();
  ASSERT_TRUE(service.show(begun.id, "browser", visitor).has_value());
  SessionService(bureau, store, vault, clock).sign_out(session);
  EXPECT_EQ(service.show(begun.id, "browser", visitor).error().misuse, Misuse::kNeedsSession);
  EXPECT_EQ(
      service.move(begun.id, "browser", input(begun, {{"new_username", "daming"}}), visitor).error().misuse,
      Misuse::kNeedsSession);
  EXPECT_FALSE(store.reader().person(clerk).value().username.has_value());
}

}  // namespace
}  // namespace taxgate::app
