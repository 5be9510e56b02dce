#include <gtest/gtest.h>

#include "connect/sms/demo_outbox.hpp"
#include "sms_fakes.hpp"

namespace taxgate {
namespace {

using sms_test::kStart;

std::vector<std::int64_t> ids(const std::vector<DemoSms>& messages) {
  std::vector<std::int64_t> all;
  for (const auto& message : messages) all.push_back(message.id.value);
  return all;
}

class SmsDemoOutbox : public testing::Test {
 protected:
  void send(std::int64_t id, const std::string& phone) {
    outbox.send({MessageId{id}, phone, fmt::format("code {}", id)});
  }

  FixedClock clock{kStart};
  DemoOutboxGateway outbox{clock, 2, 3};
};

TEST_F(SmsDemoOutbox, shows_what_would_have_been_sent) {
  EXPECT_TRUE(
      std::holds_alternative<SmsAccepted>(outbox.send({MessageId{7}, "13800000001", "验证码 123456"})));
  const auto messages = outbox.messages_for("13800000001");
  ASSERT_EQ(messages.size(), 1U);
  EXPECT_EQ(messages[0].text, "验证码 123456");
  EXPECT_EQ(messages[0].at, kStart);
  EXPECT_TRUE(outbox.messages_for("13800000002").empty());
}

TEST_F(SmsDemoOutbox, keeps_the_last_ones_of_a_number) {
  for (int id = 1; id <= 4; ++id) send(id, "1");
  EXPECT_EQ(ids(outbox.messages_for("1")), (std::vector<std::int64_t>{4, 3}));
}

TEST_F(SmsDemoOutbox, forgets_the_number_that_was_silent_longest) {
  send(1, "a");
  send(2, "b");
  send(3, "c");
  send(4, "a");
  send(5, "d");
  EXPECT_TRUE(outbox.messages_for("b").empty());
  EXPECT_EQ(ids(outbox.latest(10)), (std::vector<std::int64_t>{5, 4, 3, 1}));
  EXPECT_EQ(ids(outbox.latest(2)), (std::vector<std::int64_t>{5, 4}));
}

}  // namespace
}  // namespace taxgate
