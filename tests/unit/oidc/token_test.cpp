// What tokens are worth, and until when: with a clock that moves as the test says.
#include "oidc/lifetimes.hpp"
#include "oidc/token/endpoint.hpp"
#include "unit/oidc/provider_bench.hpp"

namespace taxgate::oidc {
namespace {

using ::testing::Contains;

class Tokens : public ProviderTest {
 protected:
  Mandate held_until(Date last) {
    Mandate mandate = add_mandate(clerk, "tax-handler");
    mandate.ends = last;
    ++mandate.version;
    store.commit([&](store::Transaction& transaction) { transaction.update(vault.seal(mandate)); });
    return mandate;
  }
  Date today() const { return local_date(clock.now(), bureau.profile.zone); }
};

TEST_F(Tokens, RFC_6749_4_1_2_a_code_counts_for_a_minute) {
  const std::string late = code(session);
  clock.advance(kCode);
  EXPECT_EQ(fault_of(redeem(late)), "invalid_grant");
  EXPECT_TRUE(redeem(code(session)).has_value());
}

TEST_F(Tokens, X_08_a_code_is_worth_nothing_after_its_session_not_even_for_offline_access) {
  const std::string kept = code(session, "openid offline_access");
  sessions.sign_out(session);
  EXPECT_EQ(fault_of(redeem(kept)), "invalid_grant");
}

TEST_F(Tokens, X_08_nor_after_a_session_that_has_ended_by_itself_and_was_not_swept) {
  store.commit([&](store::Transaction& transaction) {
    transaction.touch_session(session.row.id, clock.now(), clock.now() + Seconds{10});
  });
  const std::string kept = code(sessions.find("bearer").value(), "openid offline_access");
  clock.advance(Seconds{10});
  EXPECT_EQ(fault_of(redeem(kept)), "invalid_grant");
}

TEST_F(Tokens, X_08_offline_access_goes_on_after_the_session_and_ends_after_thirty_days) {
  const auto first = redeem(code(session, "openid offline_access")).value();
  sessions.sign_out(session);
  EXPECT_TRUE(counts(first));
  clock.advance(kOfflineGrant - Seconds{1});
  const auto last = refresh(text(first, "refresh_token"));
  ASSERT_TRUE(last.has_value());
  EXPECT_EQ(last->at("expires_in").as_int64(), 1);
  clock.advance(Seconds{1});
  EXPECT_EQ(fault_of(refresh(text(*last, "refresh_token"))), "invalid_grant");
}

TEST_F(Tokens, RFC_6749_an_access_token_counts_for_five_minutes) {
  const auto first = redeem(code(session)).value();
  clock.advance(kAccessToken - Seconds{1});
  EXPECT_TRUE(counts(first));
  clock.advance(Seconds{1});
  EXPECT_FALSE(counts(first));
}

TEST_F(Tokens, SX_12_no_token_outlives_its_mandate) {
  const Mandate mandate = held_until(today());
  const Time end = last_moment(today());
  clock.set(end - Seconds{90});
  const auto held = sign_in("for the firm", mandate);
  const auto answer = redeem(code(held, "openid offline_access")).value();
  EXPECT_EQ(answer.at("expires_in").as_int64(), 90);
  const auto jws = jose::parse_jws(text(answer, "id_token")).value();
  EXPECT_EQ(jose::time_claim(jws.claims, "exp"), end);
  clock.set(end - Seconds{1});
  EXPECT_TRUE(counts(answer));
  clock.set(end);
  EXPECT_FALSE(counts(answer));
  EXPECT_EQ(fault_of(refresh(text(answer, "refresh_token"))), "invalid_grant");
}

TEST_F(Tokens, SX_12_nor_does_one_that_an_exchange_gave) {
  const Mandate mandate = held_until(today());
  clock.set(last_moment(today()) - Seconds{30});
  const auto own = redeem(code(sign_in("own"))).value();
  const auto exchanged =
      ask({{"grant_type", std::string{kTokenExchange}},
           {"subject_token", text(own, "access_token")},
           {"subject_token_type", "urn:ietf:params:oauth:token-type:access_token"},
           {"authorization_details", R"([{"type":"tax_mandate","principal":"91350100M000100Y43"}])"}});
  ASSERT_TRUE(exchanged.has_value()) << exchanged.error().description;
  EXPECT_EQ(exchanged->at("expires_in").as_int64(), 30);
  clock.advance(Seconds{30});
  EXPECT_FALSE(counts(*exchanged));
  EXPECT_TRUE(counts(own));
}

TEST_F(Tokens, RFC_9449_11_1_a_proof_that_comes_again_is_refused_and_ends_nothing) {
  const ProofKey key;
  const auto proof = [&](const std::string& id) { return key.proof(kTokenUrl, clock.now(), id); };
  const std::string waiting = code(session);
  const auto first = redeem(code(session), {proof("one")}).value();
  EXPECT_EQ(fault_of(redeem(waiting, {proof("one")})), "invalid_dpop_proof");
  EXPECT_EQ(fault_of(refresh(text(first, "refresh_token"), {proof("one")})), "invalid_dpop_proof");
  EXPECT_TRUE(refresh(text(first, "refresh_token"), {proof("two")}).has_value());
  EXPECT_TRUE(redeem(waiting, {proof("three")}).has_value());
}

TEST_F(Tokens, RFC_9449_4_3_a_proof_counts_for_its_minute_its_method_and_its_url) {
  const ProofKey key;
  const auto first = redeem(code(session), {key.proof(kTokenUrl, clock.now(), "0")}).value();
  const auto tried = [&](const std::string& proof) {
    return fault_of(refresh(text(first, "refresh_token"), {proof}));
  };
  EXPECT_EQ(tried(key.proof(kTokenUrl, clock.now() - Seconds{61}, "1")), "invalid_dpop_proof");
  EXPECT_EQ(tried(key.proof(kTokenUrl, clock.now() + Seconds{61}, "2")), "invalid_dpop_proof");
  EXPECT_EQ(tried(key.proof("https://tax.example/oauth2/par", clock.now(), "3")), "invalid_dpop_proof");
  EXPECT_EQ(tried(key.proof(kTokenUrl, clock.now(), "")), "invalid_dpop_proof");
  EXPECT_EQ(tried(ProofKey{}.proof(kTokenUrl, clock.now(), "4")), "invalid_grant");
  EXPECT_EQ(tried(key.proof(std::string{kTokenUrl} + "?x=1", clock.now() - Seconds{60}, "5")), "");
}

TEST_F(Tokens, RFC_6749_4_1_2_a_code_that_comes_again_ends_what_it_became_and_the_log_says_so) {
  const std::string twice = code(session);
  const auto first = redeem(twice).value();
  EXPECT_EQ(fault_of(redeem(twice)), "invalid_grant");
  EXPECT_FALSE(counts(first));
  EXPECT_THAT(events(), Contains("grant-reused"));
}

TEST_F(Tokens, RFC_6749_4_1_2_also_when_it_comes_after_its_minute) {
  const std::string twice = code(session);
  const auto first = redeem(twice).value();
  clock.advance(kCode);
  EXPECT_EQ(fault_of(redeem(twice)), "invalid_grant");
  EXPECT_FALSE(counts(first));
}

TEST(Faults, RFC_6749_4_1_2_1_a_description_repeats_no_octet_that_it_may_not_have) {
  EXPECT_EQ(said("a parameter is repeated: \"a\\b\n\xE5\x91\xBD"), "a parameter is repeated: ?a?b????");
}

TEST_F(Tokens, RFC_7009_a_revoked_family_is_over_and_the_log_says_so) {
  const auto first = redeem(code(session)).value();
  ASSERT_TRUE(revoke(provider, incoming("/oauth2/revoke", {{"token", text(first, "refresh_token")}})));
  EXPECT_FALSE(counts(first));
  EXPECT_THAT(events(), Contains("grant-ended"));
}

}  // namespace
}  // namespace taxgate::oidc
