#include "oidc/logout_sender.hpp"

#include "unit/oidc/provider_bench.hpp"

namespace taxgate::oidc {
namespace {

/// A relying party that answers what the test says, or cannot be asked at all.
class FakePoster : public FormPoster {
 public:
  int post(const std::string& /*url*/, const std::string& body) override {
    if (broken) throw std::runtime_error("no thread left");
    bodies.push_back(body);
    return status;
  }
  bool broken = false;
  int status = 200;
  std::vector<std::string> bodies;
};

class LogoutNotices : public ProviderTest {
 protected:
  LogoutNotices() {
    put({{"client_id", "books"},
         {"client_name", "Books"},
         {"backchannel_logout_uri", "https://books.example/logout"}});
    redeem(code(session)).value();
    sessions.sign_out(session);
  }
  FakePoster poster;
  LogoutSender sender{provider, poster};
};

TEST_F(LogoutNotices, Back_Channel_Logout_2_5_an_end_is_told_once) {
  EXPECT_TRUE(sender.step());
  EXPECT_FALSE(sender.step());
  ASSERT_EQ(poster.bodies.size(), 1U);
  EXPECT_TRUE(poster.bodies.front().starts_with("logout_token="));
}

TEST_F(LogoutNotices, one_that_does_not_answer_is_told_again_later_and_later_and_then_no_more) {
  poster.status = 500;
  EXPECT_TRUE(sender.step());
  EXPECT_FALSE(sender.step());
  int told = 1;
  for (int minute = 0; minute < 60; ++minute) {
    clock.advance(std::chrono::minutes{1});
    if (sender.step()) ++told;
  }
  EXPECT_EQ(told, 8);
}

TEST_F(LogoutNotices, one_that_fails_on_our_side_is_not_forgotten) {
  poster.broken = true;
  EXPECT_THROW(sender.step(), std::runtime_error);
  poster.broken = false;
  EXPECT_TRUE(sender.step());
  EXPECT_EQ(poster.bodies.size(), 1U);
}

}  // namespace
}  // namespace taxgate::oidc
