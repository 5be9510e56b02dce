#include <gtest/gtest.h>

#include "connect/sms/kannel_request.hpp"
#include "sms_fakes.hpp"

namespace taxgate {
namespace {

using sms_test::PlainSeal;

KannelConfig config() {
  KannelConfig config;
  config.url = "http://127.0.0.1:13013/cgi-bin/sendsms";
  config.username = "taxgate";
  config.password = Secret("口令 &+%");
  config.report_url = "http://127.0.0.1:8080/v1/sms/report";
  return config;
}
SmsMessage message() { return {MessageId{42}, "13800000001", "验证码 12", std::chrono::minutes{10}}; }

std::vector<std::string> revealed(const std::vector<Secret>& headers) {
  std::vector<std::string> lines;
  for (const auto& header : headers) lines.push_back(header.reveal());
  return lines;
}

TEST(SmsKannelRequest, a_post_has_the_text_in_its_body_and_nothing_secret_in_its_url) {
  const auto request = build_request(config(), message(), PlainSeal{});
  ASSERT_TRUE(request);
  EXPECT_EQ(request->url.reveal(), "http://127.0.0.1:13013/cgi-bin/sendsms");
  EXPECT_EQ(request->body.reveal(), "验证码 12");
  EXPECT_EQ(revealed(request->headers),
            (std::vector<std::string>{
                "Content-Type: text/plain; charset=UTF-8", "X-Kannel-username: taxgate",
                "X-Kannel-password: 口令 &+%", "X-Kannel-to: 13800000001", "X-Kannel-coding: 2",
                "X-Kannel-validity: 10", "X-Kannel-dlr-mask: 31",
                "X-Kannel-dlr-url: "
                "http://127.0.0.1:8080/v1/sms/report?message=42&seal=sealed-294&state=%d&at=%T"}));
}

TEST(SmsKannelRequest, a_get_has_everything_in_its_url_escaped) {
  auto old = config();
  old.method = KannelMethod::kGet;
  old.sender = "1069 1";
  const auto request = build_request(old, message(), PlainSeal{});
  ASSERT_TRUE(request);
  EXPECT_EQ(
      request->url.reveal(),
      "http://127.0.0.1:13013/cgi-bin/"
      "sendsms?charset=UTF-8&text=%E9%AA%8C%E8%AF%81%E7%A0%81%2012&username=taxgate"
      "&password=%E5%8F%A3%E4%BB%A4%20%26%2B%25&to=13800000001&coding=2&from=1069%201&validity=10&dlr-mask=31"
      "&dlr-url=http%3A%2F%2F127.0.0.1%3A8080%2Fv1%2Fsms%2Freport%3Fmessage%3D42%26seal%3Dsealed-294%26state%"
      "3D%25d"
      "%26at%3D%25T");
  EXPECT_TRUE(request->headers.empty());
  EXPECT_TRUE(request->body.empty());
}

TEST(SmsKannelRequest, asks_for_no_report_validity_or_sender_that_is_not_configured) {
  auto plain = config();
  plain.report_url.clear();
  auto unlimited = message();
  unlimited.valid_for = {};
  const auto request = build_request(plain, unlimited, PlainSeal{});
  ASSERT_TRUE(request);
  EXPECT_EQ(request->headers.size(), 5U);
}

TEST(SmsKannelRequest, refuses_what_is_no_number) {
  for (const auto* phone :
       {"", "1380", "+", "138 0000 0001", "１３８００００００００", "13800000001\r\nX-Kannel-From: 1",
        "++8613800000001", "138000000011380000000", "13800000001 13800000002"}) {
    auto bad = message();
    bad.phone = phone;
    EXPECT_EQ(build_request(config(), bad, PlainSeal{}).error(), SmsRefusal::kBadPhone) << phone;
  }
  auto international = message();
  international.phone = "+8613800000001";
  EXPECT_TRUE(build_request(config(), international, PlainSeal{}));
}

TEST(SmsKannelRequest, refuses_what_is_no_text) {
  for (const auto& text : {std::string{}, std::string("\xff"), std::string(4097, 'a')}) {
    auto bad = message();
    bad.text = text;
    EXPECT_EQ(build_request(config(), bad, PlainSeal{}).error(), SmsRefusal::kBadText) << text.size();
  }
}

TEST(SmsKannelConfig, a_good_one_has_no_fault) { EXPECT_EQ(check(config()), std::nullopt); }

TEST(SmsKannelConfig, each_fault_is_named) {
  const auto fault_of = [](auto change) {
    auto changed = config();
    change(changed);
    return check(changed);
  };
  using enum KannelConfigFault;
  EXPECT_EQ(fault_of([](auto& c) { c.url = "ftp://127.0.0.1/"; }), kUrl);
  EXPECT_EQ(fault_of([](auto& c) { c.url = "http://127.0.0.1/?x=1"; }), kUrl);
  EXPECT_EQ(fault_of([](auto& c) { c.url = "http://127.0.0.1/ a"; }), kUrl);
  EXPECT_EQ(fault_of([](auto& c) { c.username = ""; }), kCredentials);
  EXPECT_EQ(fault_of([](auto& c) { c.username = "a\nb"; }), kCredentials);
  EXPECT_EQ(fault_of([](auto& c) { c.password = Secret("ends "); }), kCredentials);
  EXPECT_EQ(fault_of([](auto& c) { c.sender = "a\r\nb"; }), kSender);
  EXPECT_EQ(fault_of([](auto& c) { c.report_url = "http://127.0.0.1/%d"; }), kReportUrl);
  EXPECT_EQ(fault_of([](auto& c) { c.connect_timeout = {}; }), kTimeouts);
  EXPECT_EQ(fault_of([](auto& c) { c.total_timeout = std::chrono::milliseconds{1}; }), kTimeouts);
  EXPECT_EQ(fault_of([](auto& c) { c.total_timeout = std::chrono::minutes{3}; }), kTimeouts);
}

SmsRefused refusal(long status, std::string_view body) {
  return std::get<SmsRefused>(interpret({status, body, {}}));
}
SmsUnavailable trouble(long status) { return std::get<SmsUnavailable>(interpret({status, "", Seconds{7}})); }

TEST(SmsKannelAnswer, only_202_is_accepted) {
  EXPECT_TRUE(std::holds_alternative<SmsAccepted>(interpret({202, "0: Accepted for delivery", {}})));
  EXPECT_TRUE(std::holds_alternative<SmsAccepted>(interpret({202, "3: Queued for later delivery", {}})));
  for (const long status : {0L, 100L, 200L, 204L, 301L, 600L}) {
    EXPECT_EQ(trouble(status).why, SmsTrouble::kProtocol) << status;
  }
}

TEST(SmsKannelAnswer, a_refusal_that_the_operator_can_mend_is_not_final) {
  EXPECT_EQ(refusal(403, "Authorization failed for sendsms").why, SmsRefusal::kCredentials);
  EXPECT_FALSE(refusal(403, "Authorization failed for sendsms").permanent);
  EXPECT_EQ(refusal(401, "").why, SmsRefusal::kCredentials);
  EXPECT_EQ(refusal(404, "").why, SmsRefusal::kWrongUrl);
  EXPECT_FALSE(refusal(404, "").permanent);
}

TEST(SmsKannelAnswer, a_refusal_of_the_message_is_final) {
  EXPECT_EQ(refusal(403, "Not routable. Do not try again.").why, SmsRefusal::kNotRoutable);
  EXPECT_TRUE(refusal(403, "Not routable. Do not try again.").permanent);
  EXPECT_EQ(refusal(400, "Empty receiver number not allowed, rejected").why, SmsRefusal::kRejected);
  EXPECT_TRUE(refusal(400, "").permanent);
}

TEST(SmsKannelAnswer, later_is_when_the_gateway_says) {
  for (const long status : {429L, 500L, 502L, 503L, 599L}) {
    EXPECT_EQ(trouble(status).why, SmsTrouble::kBusy) << status;
    EXPECT_EQ(trouble(status).retry_after, Seconds{7}) << status;
  }
}

}  // namespace
}  // namespace taxgate
