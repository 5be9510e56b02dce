#include "app/message_queue.hpp"

#include "unit/app/app_bench.hpp"

namespace taxgate::app {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

class StoredMessages : public AppTest {
 protected:
  MessageId add(const std::string& text, Millis due_in = {}) {
    store::MessageRow row;
    row.bureau = bureau.id;
    row.phone_sealed = vault.seal_text("13812341234", "message.phone", bureau.id);
    row.text_sealed = vault.seal_text(text, "message.text", bureau.id);
    row.state = "queued";
    row.created_at = clock.now();
    row.due_at = clock.now() + due_in;
    row.expires_at = clock.now() + minutes{10};
    return with([&](store::Transaction& transaction) { return transaction.insert(row); });
  }
  std::optional<DueMessage> take() { return queue.take_due(clock.now(), clock.now() + minutes{1}); }
  store::MessageRow row(MessageId id) { return store.reader().message(id).value(); }
  void report(MessageId id, DeliveryState state) { queue.report({id, state, clock.now()}); }

  StoredMessageQueue queue{store, vault};
};

TEST_F(StoredMessages, X_06_a_due_message_is_taken_in_clear_and_hidden_meanwhile) {
  const MessageId id = add("your code is 123456");
  const auto due = take();
  ASSERT_TRUE(due);
  EXPECT_EQ(due->message.id, id);
  EXPECT_EQ(due->message.phone, "13812341234");
  EXPECT_EQ(due->message.text, "your code is 123456");
  EXPECT_EQ(due->message.valid_for, minutes{10});
  EXPECT_EQ(due->attempts, 0);
  EXPECT_FALSE(take().has_value());
  clock.advance(minutes{1});
  EXPECT_TRUE(take().has_value()) << "a sender that died loses nothing";
}

TEST_F(StoredMessages, the_oldest_due_comes_first_and_the_future_waits) {
  add("later", minutes{5});
  const MessageId first = add("first");
  const MessageId second = add("second", seconds{1});
  clock.advance(seconds{2});
  EXPECT_EQ(take()->message.id, first);
  EXPECT_EQ(take()->message.id, second);
  EXPECT_FALSE(take().has_value());
}

TEST_F(StoredMessages, X_03_the_text_is_forgotten_when_it_is_sent_or_given_up) {
  const MessageId sent = add("a");
  queue.mark_accepted(sent, "gateway-1", clock.now());
  EXPECT_EQ(row(sent).state, "accepted");
  EXPECT_EQ(row(sent).gateway_id, "gateway-1");
  EXPECT_TRUE(row(sent).text_sealed.empty());
  const MessageId failed = add("b");
  queue.mark_failed(failed, SmsFailure::kExpired, clock.now());
  EXPECT_EQ(row(failed).state, "expired");
  EXPECT_TRUE(row(failed).text_sealed.empty());
  EXPECT_FALSE(take().has_value());
}

TEST_F(StoredMessages, a_retry_waits_for_its_time_and_counts) {
  const MessageId id = add("a");
  ASSERT_TRUE(take());
  queue.mark_retry(id, 2, clock.now() + minutes{3});
  clock.advance(minutes{2});
  EXPECT_FALSE(take().has_value());
  clock.advance(minutes{1});
  EXPECT_EQ(take()->attempts, 2);
}

TEST_F(StoredMessages, a_report_may_overtake_the_acceptance_and_delivered_stays) {
  const MessageId id = add("a");
  report(id, DeliveryState::kDelivered);
  queue.mark_accepted(id, "gateway-1", clock.now());
  EXPECT_EQ(row(id).state, "delivered");
  report(id, DeliveryState::kFailed);
  EXPECT_EQ(row(id).state, "delivered");
}

TEST_F(StoredMessages, a_report_says_what_became_of_it) {
  const MessageId id = add("a");
  queue.mark_accepted(id, "gateway-1", clock.now());
  report(id, DeliveryState::kBuffered);
  EXPECT_EQ(row(id).state, "accepted");
  report(id, DeliveryState::kRejected);
  EXPECT_EQ(row(id).state, "failed");
  report(MessageId{999}, DeliveryState::kDelivered);  // unknown: ignored
}

TEST_F(StoredMessages, a_phone_that_has_the_message_has_it_whatever_was_said_before) {
  const MessageId failed = add("a");
  report(failed, DeliveryState::kFailed);
  report(failed, DeliveryState::kBuffered);
  EXPECT_EQ(row(failed).state, "failed") << "what is final stays";
  report(failed, DeliveryState::kDelivered);
  EXPECT_EQ(row(failed).state, "delivered");
  const MessageId expired = add("b");
  queue.mark_failed(expired, SmsFailure::kExpired, clock.now());
  report(expired, DeliveryState::kRejected);
  EXPECT_EQ(row(expired).state, "expired") << "it was given up already";
  report(expired, DeliveryState::kDelivered);
  EXPECT_EQ(row(expired).state, "delivered") << "a time-out left it open";
}

TEST_F(StoredMessages, a_report_needs_the_seal_of_its_own_message) {
  const HmacKey key{keyring.key(KeyUse::kToken)};
  const HmacDeliverySeal seal{key};
  const std::string right = seal.seal(MessageId{7});
  EXPECT_GE(right.size(), 22U);  // 128 bits
  EXPECT_TRUE(seal.matches(MessageId{7}, right));
  EXPECT_FALSE(seal.matches(MessageId{8}, right));
  EXPECT_FALSE(seal.matches(MessageId{7}, right.substr(1)));
  EXPECT_FALSE(seal.matches(MessageId{7}, ""));
}

}  // namespace
}  // namespace taxgate::app
