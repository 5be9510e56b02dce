// What a person sees of the systems that they are signed in to, and what ending one ends.
#include "oidc/systems.hpp"

#include "oidc/lifetimes.hpp"
#include "unit/oidc/provider_bench.hpp"

namespace taxgate::oidc {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

class Systems : public ProviderTest {
 protected:
  std::vector<System> seen() { return systems_of(provider, clerk); }
  json::object granted(const app::Session& of, const std::string& scope = "openid") {
    return redeem(code(of, scope)).value();
  }
};

TEST_F(Systems, sign_ins_to_one_system_as_one_identity_are_one) {
  granted(session, "openid profile");
  const Time first = clock.now();
  clock.advance(Seconds{60});
  const auto last = granted(session, "openid offline_access");
  const auto systems = seen();
  ASSERT_THAT(systems, SizeIs(1));
  EXPECT_EQ(systems[0].since, first);
  EXPECT_EQ(systems[0].ends, clock.now() + kOfflineGrant);
  EXPECT_TRUE(systems[0].offline);
  EXPECT_THAT(systems[0].scopes, UnorderedElementsAre("openid", "profile", "offline_access"));
}

TEST_F(Systems, another_identity_is_another) {
  const auto self = granted(session);
  const auto other = granted(sign_in("for the firm", add_mandate(clerk, "tax-handler")));
  const auto systems = seen();
  ASSERT_THAT(systems, SizeIs(2));
  EXPECT_TRUE(systems[0].grant.principal.has_value());  // the newest first
  EXPECT_TRUE(end_system(provider, clerk, systems[0].grant.row.id));
  EXPECT_FALSE(counts(other));
  EXPECT_TRUE(counts(self));
  EXPECT_THAT(seen(), SizeIs(1));
}

TEST_F(Systems, what_has_ended_by_itself_is_none) {
  granted(session, "openid offline_access");
  granted(session);
  clock.advance(kOfflineGrant - Seconds{1});
  EXPECT_THAT(seen(), SizeIs(1));
  clock.advance(Seconds{1});
  EXPECT_THAT(seen(), IsEmpty());
}

TEST_F(Systems, the_session_s_end_leaves_what_is_for_offline_access) {
  granted(session);
  sessions.sign_out(session);
  EXPECT_THAT(seen(), IsEmpty());
  granted(sign_in("another"), "openid offline_access");
  sessions.sign_out(sessions.find("another").value());
  EXPECT_THAT(seen(), SizeIs(1));
}

TEST_F(Systems, of_a_disabled_system_nothing_is_seen) {
  granted(session, "openid offline_access");
  clients.enable("books", false, {});
  EXPECT_THAT(seen(), IsEmpty());
}

TEST_F(Systems, only_who_was_signed_in_ends_it_and_once) {
  const auto tokens = granted(session);
  const GrantId id = seen().at(0).grant.row.id;
  EXPECT_FALSE(end_system(provider, boss, id));
  EXPECT_FALSE(end_system(provider, clerk, GrantId{id.value + 1000}));
  EXPECT_TRUE(counts(tokens));
  EXPECT_TRUE(end_system(provider, clerk, id));
  EXPECT_FALSE(counts(tokens));
  EXPECT_EQ(fault_of(refresh(text(tokens, "refresh_token"))), "invalid_grant");
  EXPECT_FALSE(end_system(provider, clerk, id));
  const auto entries = store.reader().activity_of(clerk, 0, 100);
  EXPECT_EQ(std::ranges::count(entries, "grant-ended", &store::AuditRow::kind), 1);
}

TEST_F(Systems, a_new_sign_in_after_the_end_is_new) {
  const auto former = granted(session);
  const GrantId id = seen().at(0).grant.row.id;
  EXPECT_TRUE(end_system(provider, clerk, id));
  const auto tokens = granted(session);
  EXPECT_FALSE(end_system(provider, clerk, id));  // what a page of before names
  EXPECT_TRUE(counts(tokens));
  EXPECT_FALSE(counts(former));
}

}  // namespace
}  // namespace taxgate::oidc
