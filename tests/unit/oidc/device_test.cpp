#include "oidc/device.hpp"

#include "oidc/lifetimes.hpp"
#include "unit/oidc/provider_bench.hpp"

namespace taxgate::oidc {
namespace {

class Devices : public ProviderTest {
 protected:
  Devices() {
    const auto begun =
        begin_device(provider, incoming("/oauth2/device_authorization", {{"scope", "openid"}}));
    device_code = text(begun.value(), "device_code");
    user_code = text(begun.value(), "user_code");
  }
  TokenAnswer poll() { return ask({{"grant_type", std::string{kDeviceCode}}, {"device_code", device_code}}); }
  bool decide(const app::Session& by, bool allowed) {
    const auto pending = find_device(provider, user_code);
    return pending && decide_device(provider, *pending, by, allowed);
  }
  std::string device_code;
  std::string user_code;
};

TEST_F(Devices, RFC_8628_3_5_it_waits_and_slows_down_until_the_person_decides) {
  EXPECT_EQ(fault_of(poll()), "authorization_pending");
  clock.advance(Seconds{kDevicePace - 1});
  EXPECT_EQ(fault_of(poll()), "slow_down");
  clock.advance(Seconds{kDevicePace + kSlowDown});
  EXPECT_EQ(fault_of(poll()), "authorization_pending");
  ASSERT_TRUE(decide(session, false));
  EXPECT_EQ(fault_of(poll()), "access_denied");
  EXPECT_FALSE(decide(session, true));
}

TEST_F(Devices, RFC_8628_3_5_it_ends_after_ten_minutes) {
  clock.advance(kDeviceRequest);
  EXPECT_EQ(fault_of(poll()), "expired_token");
  EXPECT_FALSE(find_device(provider, user_code));
}

TEST_F(Devices, SX_10_it_gets_the_identity_with_which_it_was_allowed) {
  const Mandate mandate = add_mandate(clerk, "tax-handler");
  const auto held = sign_in("for the firm", mandate);
  ASSERT_TRUE(decide(held, true));
  store.commit([&](store::Transaction& transaction) {  // the person switches meanwhile
    transaction.switch_session(held.row.id, {}, {});
  });
  ASSERT_FALSE(sessions.find("for the firm").value().mandate);
  const auto answer = poll();
  ASSERT_TRUE(answer.has_value()) << answer.error().description;
  EXPECT_EQ(answer->at("authorization_details").at(0).at("mandate").as_string(),
            std::to_string(mandate.id.value));
  EXPECT_EQ(fault_of(poll()), "invalid_grant");  // its code counts once
  EXPECT_FALSE(counts(*answer));
}

TEST_F(Devices, X_08_what_was_allowed_ends_with_the_session_before_it_is_fetched) {
  ASSERT_TRUE(decide(session, true));
  sessions.sign_out(session);
  EXPECT_EQ(fault_of(poll()), "invalid_grant");
}

}  // namespace
}  // namespace taxgate::oidc
