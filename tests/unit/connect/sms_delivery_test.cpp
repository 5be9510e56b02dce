#include <gtest/gtest.h>

#include "connect/sms/delivery.hpp"
#include "sms_fakes.hpp"

namespace taxgate {
namespace {

using sms_test::kStart;
using sms_test::PlainSeal;

constexpr MessageId kMessage{42};
constexpr std::string_view kSealed = "message=42&seal=sealed-294";

std::expected<DeliveryReport, ReportFault> parse(const std::string& query) {
  return parse_report(query, PlainSeal{}, kStart);
}
std::string with(std::string_view rest) { return fmt::format("{}{}", kSealed, rest); }

TEST(SmsDelivery, the_url_names_the_message_and_leaves_the_rest_to_the_gateway) {
  EXPECT_EQ(report_url("http://127.0.0.1:8080/v1/sms/report", kMessage, PlainSeal{}),
            "http://127.0.0.1:8080/v1/sms/report?message=42&seal=sealed-294&state=%d&at=%T");
}

TEST(SmsDelivery, reads_every_state_of_kannel) {
  const auto state = [](int kannel) {
    return parse(with(fmt::format("&state={}&at=1799999990", kannel)))->state;
  };
  EXPECT_EQ(state(1), DeliveryState::kDelivered);
  EXPECT_EQ(state(2), DeliveryState::kFailed);
  EXPECT_EQ(state(4), DeliveryState::kBuffered);
  EXPECT_EQ(state(8), DeliveryState::kBuffered);
  EXPECT_EQ(state(16), DeliveryState::kRejected);
}

TEST(SmsDelivery, gives_the_message_and_the_time_of_the_event) {
  const DeliveryReport expected{kMessage, DeliveryState::kDelivered, from_millis(1'799'999'990'000)};
  EXPECT_EQ(parse(with("&state=1&at=1799999990")), expected);
}

TEST(SmsDelivery, a_time_in_our_future_counts_as_now) {
  EXPECT_EQ(parse(with("&state=1&at=1800000001"))->at, kStart);
  EXPECT_EQ(parse(with("&state=1&at=9223372036854775807"))->at, kStart);
}

TEST(SmsDelivery, a_foreign_key_is_passed_over) {
  EXPECT_TRUE(parse("x=1&" + with("&state=1&at=1799999990")));
}

TEST(SmsDelivery, without_the_message_s_own_seal_nothing_is_reported) {
  for (const auto* query :
       {"message=43&seal=sealed-294&state=1&at=1799999990", "message=42&seal=x&state=1&at=1"}) {
    EXPECT_EQ(parse(query).error(), ReportFault::kForged) << query;
  }
}

TEST(SmsDelivery, what_is_missing_doubled_or_no_number_is_malformed) {
  const std::vector<std::string> queries{"",
                                         "message=42&state=1&at=1799999990",
                                         "seal=sealed-294&state=1&at=1799999990",
                                         "message=42&seal=&state=1&at=1799999990",
                                         with(""),
                                         with("&state=1"),
                                         with("&at=1799999990"),
                                         with("&state=1&state=2&at=1799999990"),
                                         with("&message=42&state=1&at=1799999990"),
                                         with("&state=3&at=1799999990"),
                                         with("&state=31&at=1799999990"),
                                         with("&state=%d&at=%T"),
                                         with("&state=1&at=1799999990x"),
                                         with("&state=1&at=-5"),
                                         with("&state=1&at=99999999999999999999"),
                                         "message=0&seal=sealed-0&state=1&at=1799999990",
                                         "message=-42&seal=sealed--294&state=1&at=1799999990",
                                         with("&state=1&at=1799999990&x=" + std::string(1024, 'y'))};
  for (const auto& query : queries) {
    const auto report = parse(query);
    ASSERT_FALSE(report) << query;
    EXPECT_EQ(report.error(), ReportFault::kMalformed) << query;
  }
}

TEST(SmsDelivery, reports_that_overtake_each_other_do_not_take_anything_back) {
  using enum DeliveryState;
  EXPECT_TRUE(supersedes(kDelivered, kBuffered));
  EXPECT_TRUE(supersedes(kFailed, kBuffered));
  EXPECT_TRUE(supersedes(kRejected, kBuffered));
  EXPECT_TRUE(supersedes(kDelivered, kFailed));
  EXPECT_FALSE(supersedes(kBuffered, kBuffered));
  EXPECT_FALSE(supersedes(kBuffered, kDelivered));
  EXPECT_FALSE(supersedes(kFailed, kDelivered));
  EXPECT_FALSE(supersedes(kBuffered, kRejected));
  EXPECT_FALSE(supersedes(kRejected, kFailed));
}

}  // namespace
}  // namespace taxgate
