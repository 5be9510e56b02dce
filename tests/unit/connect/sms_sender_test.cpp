#include <gtest/gtest.h>

#include <future>

#include "connect/sms/sender.hpp"
#include "connect/sms/sender_workers.hpp"
#include "sms_fakes.hpp"

namespace taxgate {
namespace {

using namespace std::chrono_literals;
using sms_test::kStart;
using sms_test::MemoryQueue;
using sms_test::ScriptedGateway;
using Kind = SenderEvent::Kind;

constexpr SmsUnavailable kBusy{SmsTrouble::kBusy, std::nullopt};
constexpr SmsRefused kNever{SmsRefusal::kNotRoutable, true};
constexpr SmsRefused kMended{SmsRefusal::kCredentials, false};
const Time kExpiry = kStart + 10min;
const SenderPolicy kPolicy{
    .first_retry = 1s, .longest_retry = 60s, .poll = 1s, .lease = 60s, .breaker = {3, 10s}};

TEST(SmsJudge, the_pause_doubles_up_to_its_limit) {
  const auto pause = [](int attempts) {
    return std::get<TryAgain>(judge(kBusy, attempts, kExpiry, kStart, kPolicy)).at - kStart;
  };
  EXPECT_EQ(pause(0), 1s);
  EXPECT_EQ(pause(1), 2s);
  EXPECT_EQ(pause(5), 32s);
  EXPECT_EQ(pause(6), 60s);
  EXPECT_EQ(pause(1000000), 60s);
}

TEST(SmsJudge, a_longer_pause_that_the_gateway_asks_for_is_kept) {
  const auto at = [](Seconds asked) {
    return judge(SmsUnavailable{SmsTrouble::kBusy, asked}, 1, kExpiry, kStart, kPolicy);
  };
  EXPECT_EQ(at(30s), Verdict(TryAgain{kStart + 30s}));
  EXPECT_EQ(at(1s), Verdict(TryAgain{kStart + 2s}));
  EXPECT_EQ(at(1h), Verdict(GaveUp{SmsFailure::kExpired}));
}

TEST(SmsJudge, X_06_a_code_is_not_sent_after_its_ten_minutes) {
  EXPECT_EQ(judge(kBusy, 0, kExpiry, kExpiry - 1001ms, kPolicy), Verdict(TryAgain{kExpiry - 1ms}));
  EXPECT_EQ(judge(kBusy, 0, kExpiry, kExpiry - 1s, kPolicy), Verdict(GaveUp{SmsFailure::kExpired}));
}

TEST(SmsJudge, a_refusal_is_final_unless_the_operator_can_mend_it) {
  EXPECT_EQ(judge(kNever, 0, kExpiry, kStart, kPolicy), Verdict(GaveUp{SmsFailure::kRefused}));
  EXPECT_EQ(judge(kMended, 0, kExpiry, kStart, kPolicy), Verdict(TryAgain{kStart + 1s}));
}

class SmsSender : public testing::Test {
 protected:
  void put(std::int64_t id) { queue.put(id, clock.now(), kExpiry); }
  std::vector<Kind> kinds() const {
    std::vector<Kind> all;
    for (const auto& event : events) all.push_back(event.kind);
    return all;
  }

  FixedClock clock{kStart};
  MemoryQueue queue;
  ScriptedGateway gateway;
  std::vector<SenderEvent> events;
  Sender sender{gateway, queue, clock, kPolicy,
                [this](const SenderEvent& event) { events.push_back(event); }};
};

TEST_F(SmsSender, sends_what_is_due_and_then_idles) {
  put(1);
  queue.put(2, kStart + 1h, kStart + 2h);
  EXPECT_EQ(sender.step(), 0ms);
  EXPECT_EQ(sender.step(), kPolicy.poll);
  EXPECT_EQ(queue.accepted, (std::map<std::int64_t, std::string>{{1, "g1"}}));
  EXPECT_EQ(kinds(), std::vector{Kind::kAccepted});
}

TEST_F(SmsSender, tells_the_gateway_how_long_the_text_is_worth_anything) {
  put(1);
  clock.advance(90s);
  sender.step();
  EXPECT_EQ(gateway.sent.at(0).valid_for, 9min);
}

TEST_F(SmsSender, tries_again_later_and_remembers_how_often) {
  put(1);
  gateway.script = {kBusy, kBusy};
  sender.step();
  EXPECT_EQ(queue.due(1), kStart + 1s);
  EXPECT_EQ(sender.step(), kPolicy.poll);
  clock.advance(1s);
  sender.step();
  EXPECT_EQ(queue.due(1), kStart + 3s);
  EXPECT_EQ(queue.attempts(1), 2);
  clock.advance(2s);
  sender.step();
  EXPECT_TRUE(queue.accepted.contains(1));
  EXPECT_EQ(kinds(), (std::vector{Kind::kRetry, Kind::kRetry, Kind::kAccepted}));
  EXPECT_EQ(events.at(0).reason, "busy");
}

TEST_F(SmsSender, X_06_an_expired_code_is_never_sent) {
  put(1);
  clock.set(kExpiry);
  EXPECT_EQ(sender.step(), 0ms);
  EXPECT_TRUE(gateway.sent.empty());
  EXPECT_EQ(queue.failed.at(1), SmsFailure::kExpired);
}

TEST_F(SmsSender, a_refused_message_does_not_stop_the_others) {
  for (int id = 1; id <= 5; ++id) put(id);
  gateway.script = {kNever, kNever, kNever, kNever};
  for (int i = 0; i < 5; ++i) sender.step();
  EXPECT_EQ(queue.failed.size(), 4U);
  EXPECT_EQ(queue.accepted.size(), 1U);
}

TEST_F(SmsSender, a_gateway_that_fails_three_times_is_left_alone_for_the_pause) {
  for (int id = 1; id <= 5; ++id) put(id);
  gateway.script = {kBusy, kMended, kBusy};
  for (int i = 0; i < 3; ++i) sender.step();
  EXPECT_EQ(kinds().at(2), Kind::kPaused);
  EXPECT_EQ(sender.step(), 10s);
  clock.advance(9999ms);
  EXPECT_EQ(sender.step(), 1ms);
  EXPECT_EQ(gateway.sent.size(), 3U);
}

TEST_F(SmsSender, one_trial_after_the_pause_decides) {
  for (int id = 1; id <= 6; ++id) put(id);
  gateway.script = {kBusy, kBusy, kBusy, kBusy};
  for (int i = 0; i < 3; ++i) sender.step();
  clock.advance(10s);
  EXPECT_EQ(sender.step(), 0ms);  // the trial fails
  EXPECT_EQ(sender.step(), 10s);
  clock.advance(10s);
  EXPECT_EQ(sender.step(), 0ms);  // this one does not
  EXPECT_EQ(sender.step(), 0ms);
  EXPECT_EQ(queue.accepted.size(), 2U);
  EXPECT_EQ(std::ranges::count(kinds(), Kind::kResumed), 1);
}

TEST_F(SmsSender, a_trial_with_nothing_to_send_is_not_used_up) {
  put(1);
  put(2);
  put(3);
  gateway.script = {kNever, kNever, kNever};
  const std::vector<SendResult> down(3, SmsUnavailable{SmsTrouble::kUnreachable, Seconds{100}});
  gateway.script.assign(down.begin(), down.end());
  for (int i = 0; i < 3; ++i) sender.step();
  clock.advance(10s);
  EXPECT_EQ(sender.step(), kPolicy.poll);
  put(4);
  EXPECT_EQ(sender.step(), 0ms);
  EXPECT_TRUE(queue.accepted.contains(4));
}

TEST(SmsBreaker, lets_one_trial_through_at_a_time) {
  CircuitBreaker breaker({1, 10s});
  breaker.failed(kStart);
  EXPECT_EQ(breaker.enter(kStart + 4s), 6s);
  EXPECT_EQ(breaker.enter(kStart + 10s), 0s);
  EXPECT_EQ(breaker.enter(kStart + 10s), 10s);
  EXPECT_EQ(breaker.enter(kStart + 20s), 0s);  // the first trial never came back
  breaker.succeeded();
  EXPECT_FALSE(breaker.open());
  EXPECT_EQ(breaker.enter(kStart + 20s), 0s);
}

/// Says when it has sent as many messages as expected.
class CountingGateway final : public SmsGateway {
 public:
  explicit CountingGateway(int expected) : left_(expected) {}
  SendResult send(const SmsMessage& /*message*/) override {
    if (--left_ == 0) done_.set_value();
    return SmsAccepted{};
  }
  bool sent_all() { return done_.get_future().wait_for(20s) == std::future_status::ready; }

 private:
  std::atomic<int> left_;
  std::promise<void> done_;
};

TEST(SmsSenderWorkers, send_everything_once_and_stop) {
  const FixedClock clock{kStart};
  MemoryQueue queue;
  CountingGateway gateway(200);
  for (int id = 1; id <= 200; ++id) queue.put(id, kStart, kExpiry);
  Sender sender(gateway, queue, clock, kPolicy, [](const SenderEvent&) {});
  {
    const SenderWorkers workers(sender, 4);
    EXPECT_TRUE(gateway.sent_all());
  }
  EXPECT_EQ(queue.accepted.size(), 200U);
}

TEST(SmsSenderWorkers, wake_up_for_a_new_message) {
  const FixedClock clock{kStart};
  MemoryQueue queue;
  CountingGateway gateway(1);
  SenderPolicy patient = kPolicy;
  patient.poll = 1h;
  std::promise<void> idle;
  queue.put(1, kStart, kStart);  // expired: its event shows that the worker is at work
  Sender sender(gateway, queue, clock, patient, [&](const SenderEvent& event) {
    if (event.kind == Kind::kExpired) idle.set_value();
  });
  SenderWorkers workers(sender, 1);
  ASSERT_EQ(idle.get_future().wait_for(20s), std::future_status::ready);
  queue.put(2, kStart, kExpiry);
  workers.wake();
  EXPECT_TRUE(gateway.sent_all());
}

TEST(SmsSenderWorkers, outlive_a_queue_that_is_away) {
  const FixedClock clock{kStart};
  MemoryQueue queue;
  CountingGateway gateway(1);
  queue.put(1, kStart, kExpiry);
  queue.broken = true;
  SenderPolicy quick = kPolicy;
  quick.poll = 1ms;
  std::atomic<int> faults = 0;
  Sender sender(gateway, queue, clock, quick, [&](const SenderEvent& event) {
    if (event.kind == Kind::kQueueFault && ++faults == 3) queue.broken = false;
  });
  const SenderWorkers workers(sender, 1);
  EXPECT_TRUE(gateway.sent_all());
  EXPECT_EQ(faults, 3);
}

}  // namespace
}  // namespace taxgate
