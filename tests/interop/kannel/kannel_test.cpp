// The SMS connector against a real Kannel with an SMPP peer behind it. Started by run.sh.
#include <curl/curl.h>
#include <gtest/gtest.h>
#include <openssl/crypto.h>
#include <openssl/hmac.h>

#include <cstdlib>
#include <thread>

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "base/text.hpp"
#include "connect/sms/kannel_gateway.hpp"

namespace taxgate {
namespace {

using namespace std::chrono_literals;

std::string env(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

class HmacSeal final : public DeliverySeal {
 public:
  std::string seal(MessageId message) const override {
    const std::string key = "a key of this test alone";
    const auto text = fmt::to_string(message.value);
    Digest digest{};
    unsigned size = 0;
    HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), bytes_of(text).data(), text.size(),
         digest.data(), &size);
    return to_base64url(digest);
  }
  bool matches(MessageId message, std::string_view tag) const override {
    const auto right = seal(message);
    return tag.size() == right.size() && CRYPTO_memcmp(tag.data(), right.data(), tag.size()) == 0;
  }
};

std::size_t append(const char* data, std::size_t size, std::size_t count, void* text) {
  static_cast<std::string*>(text)->append(data, size * count);
  return size * count;
}

/// Asks the witness; its answer's lines.
std::vector<std::string> witness(const std::string& path, bool post = false) {
  std::string answer;
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> handle(curl_easy_init(), &curl_easy_cleanup);
  curl_easy_setopt(handle.get(), CURLOPT_URL, (env("KANNEL_WITNESS") + path).c_str());
  curl_easy_setopt(handle.get(), CURLOPT_WRITEFUNCTION, &append);
  curl_easy_setopt(handle.get(), CURLOPT_WRITEDATA, &answer);
  curl_easy_setopt(handle.get(), CURLOPT_FAILONERROR, 1L);
  curl_easy_setopt(handle.get(), CURLOPT_TIMEOUT, 25L);
  if (post) curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDS, "");
  EXPECT_EQ(curl_easy_perform(handle.get()), CURLE_OK) << path;
  std::vector<std::string> lines;
  for (const auto line : split(answer, '\n')) {
    if (!line.empty()) lines.emplace_back(line);
  }
  return lines;
}

/// Asks until `enough` holds, for at most ten seconds.
template <class Enough>
std::vector<std::string> eventually(const std::string& path, Enough enough) {
  const auto end = std::chrono::steady_clock::now() + 10s;
  auto lines = witness(path);
  while (!enough(lines) && std::chrono::steady_clock::now() < end) {
    std::this_thread::sleep_for(20ms);
    lines = witness(path);
  }
  return lines;
}

/// One part of a message as the SMSC got it.
struct Part {
  int coding = 0;
  bool has_header = false;  // SMPP 3.4 §5.2.12: bit 6 of esm_class
  bool has_validity = false;
  std::string octets;
};

std::vector<Part> parts_at_smsc(const std::string& phone, std::size_t count) {
  std::vector<Part> parts;
  for (const auto& line :
       eventually("/received?to=" + phone, [&](const auto& lines) { return lines.size() >= count; })) {
    const auto words = split(line, ' ');
    if (words.size() != 4) continue;
    const auto octets = from_hex(words[3]);
    parts.push_back({std::stoi(std::string(words[0])), (std::stoi(std::string(words[1])) & 0x40) != 0,
                     words[2] == "1", std::string(text_of(octets.value_or(Bytes{})))});
  }
  return parts;
}

std::string utf16be(std::string_view text) {
  std::string octets;
  const auto unit = [&octets](char32_t value) {
    octets += static_cast<char>(value >> 8U);
    octets += static_cast<char>(value & 0xffU);
  };
  for (const char32_t point : to_code_points(text)) {
    if (point < 0x10000) {
      unit(point);
    } else {
      unit(0xd800 + ((point - 0x10000) >> 10U));
      unit(0xdc00 + ((point - 0x10000) & 0x3ffU));
    }
  }
  return octets;
}

class Kannel : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_FALSE(env("KANNEL_URL").empty()) << "needs a Kannel: start it by tests/interop/kannel/run.sh";
    config.url = env("KANNEL_URL");
    config.username = env("KANNEL_USER");
    config.password = Secret(env("KANNEL_PASSWORD"));
    config.report_url = env("KANNEL_WITNESS") + "/report";
    ASSERT_EQ(check(config), std::nullopt);
  }
  SendResult send(std::int64_t id, const std::string& phone, const std::string& text) {
    KannelGateway gateway(config, seal);
    return gateway.send({MessageId{id}, phone, text, 10min});
  }
  /// Waits for a report on `id` with this state.
  bool reported(std::int64_t id, DeliveryState state) const {
    const auto now = SystemClock().now();
    const auto is_it = [&](const std::string& line) {
      const auto report = parse_report(line, seal, now + 1min);
      return report && report->message == MessageId{id} && report->state == state && report->at > now - 2min;
    };
    const auto lines =
        eventually("/reports", [&](const auto& all) { return std::ranges::any_of(all, is_it); });
    return std::ranges::any_of(lines, is_it);
  }

  HmacSeal seal;
  KannelConfig config;
};

constexpr auto kText = "【税务局】您的验证码是 123456，10 分钟内有效。𬭩䶮 \"&+%#?=\" €";

TEST_F(Kannel, X_06_a_code_arrives_octet_by_octet_and_its_delivery_is_reported) {
  EXPECT_TRUE(std::holds_alternative<SmsAccepted>(send(1, "13800000001", kText)));
  const auto parts = parts_at_smsc("13800000001", 1);
  ASSERT_EQ(parts.size(), 1U);
  EXPECT_EQ(parts[0].coding, 8);  // UCS-2
  EXPECT_TRUE(parts[0].has_validity);
  EXPECT_EQ(parts[0].octets, utf16be(kText));
  EXPECT_TRUE(reported(1, DeliveryState::kDelivered));
  EXPECT_TRUE(reported(1, DeliveryState::kBuffered));
}

TEST_F(Kannel, the_older_form_of_request_carries_the_same) {
  config.method = KannelMethod::kGet;
  EXPECT_TRUE(std::holds_alternative<SmsAccepted>(send(2, "+8613800000011", kText)));
  const auto parts = parts_at_smsc("8613800000011", 1);  // Kannel turns the + into SMPP's "international"
  ASSERT_EQ(parts.size(), 1U);
  EXPECT_EQ(parts[0].octets, utf16be(kText));
  EXPECT_TRUE(reported(2, DeliveryState::kDelivered));
}

TEST_F(Kannel, a_long_text_arrives_in_parts_that_make_it_up) {
  std::string text;
  for (int i = 0; i < 20; ++i) text += "网上办税𬭩通知 ";
  EXPECT_TRUE(std::holds_alternative<SmsAccepted>(send(3, "13800000021", text)));
  const auto expected = utf16be(text);
  const auto parts = parts_at_smsc("13800000021", 3);
  std::string joined;
  for (const auto& part : parts) {
    ASSERT_TRUE(part.has_header && part.octets.size() > 6);
    joined +=
        part.octets.substr(6);  // GSM 03.40 §9.2.3.24.1: length, element, length, reference, parts, number
  }
  EXPECT_EQ(joined, expected);
}

TEST_F(Kannel, a_refusal_by_the_smsc_is_reported) {
  EXPECT_TRUE(std::holds_alternative<SmsAccepted>(send(4, "13800000002", kText)));
  EXPECT_TRUE(reported(4, DeliveryState::kRejected));
}

TEST_F(Kannel, a_message_that_never_reaches_the_phone_is_reported) {
  EXPECT_TRUE(std::holds_alternative<SmsAccepted>(send(5, "13800000003", kText)));
  EXPECT_TRUE(reported(5, DeliveryState::kFailed));
}

TEST_F(Kannel, a_report_on_another_message_is_forged) {
  EXPECT_TRUE(std::holds_alternative<SmsAccepted>(send(6, "13800000031", kText)));
  ASSERT_TRUE(reported(6, DeliveryState::kDelivered));
  for (auto line : witness("/reports")) {
    if (!line.starts_with("message=6&")) continue;
    line.replace(0, 10, "message=7&");
    EXPECT_EQ(parse_report(line, seal, SystemClock().now()).error(), ReportFault::kForged);
  }
}

TEST_F(Kannel, a_wrong_password_is_a_fault_of_the_configuration) {
  for (const auto method : {KannelMethod::kPost, KannelMethod::kGet}) {
    config.method = method;
    config.password = Secret("wrong");
    const auto result = send(8, "13800000041", kText);
    ASSERT_TRUE(std::holds_alternative<SmsRefused>(result));
    EXPECT_EQ(std::get<SmsRefused>(result).why, SmsRefusal::kCredentials);
    EXPECT_FALSE(std::get<SmsRefused>(result).permanent);
  }
  EXPECT_TRUE(witness("/received?to=13800000041").empty());
}

TEST_F(Kannel, a_number_that_the_gateway_takes_no_messages_for_is_refused) {
  const auto result = send(9, "13900000001", kText);
  ASSERT_TRUE(std::holds_alternative<SmsRefused>(result));
  EXPECT_EQ(std::get<SmsRefused>(result).why, SmsRefusal::kNotRoutable);
  EXPECT_TRUE(std::get<SmsRefused>(result).permanent);
}

TEST_F(Kannel, a_wrong_path_is_a_fault_of_the_configuration) {
  config.url += "-elsewhere";
  const auto result = send(10, "13800000051", kText);
  ASSERT_TRUE(std::holds_alternative<SmsRefused>(result));
  EXPECT_EQ(std::get<SmsRefused>(result).why, SmsRefusal::kWrongUrl);
}

TEST_F(Kannel, where_nothing_listens_the_gateway_is_unreachable) {
  config.url = env("KANNEL_CLOSED_URL");
  EXPECT_EQ(std::get<SmsUnavailable>(send(11, "13800000061", kText)).why, SmsTrouble::kUnreachable);
}

TEST_F(Kannel, a_restart_of_the_gateway_is_survived) {
  KannelGateway gateway(config, seal);
  const auto one = [&](std::int64_t id) { return gateway.send({MessageId{id}, "13800000071", kText}); };
  EXPECT_TRUE(std::holds_alternative<SmsAccepted>(one(12)));
  witness("/kannel/stop", true);
  EXPECT_EQ(std::get<SmsUnavailable>(one(13)).why, SmsTrouble::kUnreachable);
  witness("/kannel/start", true);
  EXPECT_TRUE(std::holds_alternative<SmsAccepted>(one(14)));
  EXPECT_TRUE(reported(14, DeliveryState::kDelivered));
}

}  // namespace
}  // namespace taxgate
