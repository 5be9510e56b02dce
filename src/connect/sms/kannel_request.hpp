#pragma once
// Kannel's sendsms interface (user guide, chapter "SMS gateway"): what is asked and what an answer means. No
// I/O.
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/secret.hpp"
#include "connect/sms/delivery.hpp"
#include "connect/sms/sms.hpp"

namespace taxgate {

enum class KannelMethod : std::uint8_t {
  kPost,  // text in the body, everything else in X-Kannel-* headers: no secret in a URL that a log could keep
  kGet,   // for gateways that imitate only Kannel's older form
};

struct KannelConfig {
  std::string url;  // of sendsms, such as http://127.0.0.1:13013/cgi-bin/sendsms
  std::string username;
  Secret password;
  std::string sender;      // `from`; empty: the gateway's own
  std::string report_url;  // where delivery reports reach us; empty: none are asked for
  std::string ca_file;     // for https with a private authority; empty: the system's
  KannelMethod method = KannelMethod::kPost;
  std::chrono::milliseconds connect_timeout{2000};
  std::chrono::milliseconds total_timeout{10000};
};

enum class KannelConfigFault : std::uint8_t { kUrl, kCredentials, kSender, kReportUrl, kTimeouts };
/// The first thing wrong with a configuration: a URL that is not http(s) or has a query; names with control
/// characters or blanks at an end; time-outs outside 1 ms … 2 min or total below connect.
std::optional<KannelConfigFault> check(const KannelConfig& config);

/// All parts are Secret, because each can hold the password, the number or the code.
struct KannelRequest {
  Secret url;
  std::vector<Secret> headers;
  Secret body;  // with kPost only
};

/// `config` is checked. Refuses a number that is not 5–20 digits (after an optional +) and a text that is
/// empty, longer than 4 KiB or not UTF-8. `seal` is used when the configuration asks for reports.
std::expected<KannelRequest, SmsRefusal> build_request(const KannelConfig& config, const SmsMessage& message,
                                                       const DeliverySeal& seal);

struct KannelAnswer {
  long status = 0;
  std::string_view body;
  std::optional<std::chrono::seconds> retry_after;
};
/// 202 accepted; 4xx refused (429 later); 5xx later; anything else is no gateway's answer.
SendResult interpret(const KannelAnswer& answer);

}  // namespace taxgate
