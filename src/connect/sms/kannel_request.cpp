#include "connect/sms/kannel_request.hpp"

#include <curl/curl.h>

#include "base/text.hpp"

namespace taxgate {
namespace {

constexpr std::size_t kMaxText = 4096;
constexpr std::chrono::minutes kMaxTimeout{2};
constexpr std::string_view kReportMask = "31";  // every kind of delivery event
constexpr std::string_view kUcs2 = "2";         // `coding`: Chinese does not fit the GSM alphabet

using Field = std::pair<std::string_view, std::string>;

bool is_web_url(std::string_view url) {
  if (!url.starts_with("http://") && !url.starts_with("https://")) return false;
  return std::ranges::none_of(url, [](char c) { return c <= ' ' || c == 0x7f || c == '?' || c == '#'; });
}

/// Fit for a header's value: nothing that ends the line, and nothing that a parser trims away.
bool is_header_value(std::string_view text) {
  const auto control = [](unsigned char c) { return c < ' ' || c == 0x7f; };
  return trim(text).size() == text.size() && std::ranges::none_of(text, control);
}

bool is_phone(std::string_view phone) {
  if (phone.starts_with('+')) phone.remove_prefix(1);
  return phone.size() >= 5 && phone.size() <= 20 && all_digits(phone);
}

bool is_text(std::string_view text) { return !text.empty() && text.size() <= kMaxText && is_utf8(text); }

std::string encoded(std::string_view text) {
  const std::unique_ptr<char, decltype(&curl_free)> escaped(
      curl_easy_escape(nullptr, text.data(), static_cast<int>(text.size())), &curl_free);
  if (!escaped) throw std::bad_alloc();
  return escaped.get();
}

/// What a request says beside the text, by the names of the query form.
std::vector<Field> fields_of(const KannelConfig& config, const SmsMessage& message,
                             const DeliverySeal& seal) {
  std::vector<Field> fields{{"username", config.username},
                            {"password", config.password.reveal()},
                            {"to", message.phone},
                            {"coding", std::string(kUcs2)}};
  if (!config.sender.empty()) fields.emplace_back("from", config.sender);
  if (message.valid_for.count() > 0)
    fields.emplace_back("validity", fmt::to_string(message.valid_for.count()));
  if (!config.report_url.empty()) {
    fields.emplace_back("dlr-mask", kReportMask);
    fields.emplace_back("dlr-url", report_url(config.report_url, message.id, seal));
  }
  return fields;
}

KannelRequest as_post(const KannelConfig& config, const SmsMessage& message,
                      const std::vector<Field>& fields) {
  KannelRequest request{.url = Secret(config.url), .headers = {}, .body = Secret(message.text)};
  request.headers.emplace_back("Content-Type: text/plain; charset=UTF-8");
  for (const auto& [name, value] : fields)
    request.headers.emplace_back(fmt::format("X-Kannel-{}: {}", name, value));
  return request;
}

KannelRequest as_get(const KannelConfig& config, const SmsMessage& message,
                     const std::vector<Field>& fields) {
  std::string url = config.url + "?charset=UTF-8&text=" + encoded(message.text);
  for (const auto& [name, value] : fields) url += fmt::format("&{}={}", name, encoded(value));
  return {.url = Secret(std::move(url)), .headers = {}, .body = {}};
}

SendResult refusal(const KannelAnswer& answer) {
  // 403 is both "Authorization failed for sendsms" and "Not routable. Do not try again.": only the text
  // tells.
  const bool credentials =
      answer.status == 401 || (answer.status == 403 && answer.body.starts_with("Authorization failed"));
  if (credentials) return SmsRefused{SmsRefusal::kCredentials, false};
  if (answer.status == 403) return SmsRefused{SmsRefusal::kNotRoutable, true};
  if (answer.status == 404 || answer.status == 405) return SmsRefused{SmsRefusal::kWrongUrl, false};
  return SmsRefused{SmsRefusal::kRejected, true};
}

}  // namespace

std::optional<KannelConfigFault> check(const KannelConfig& config) {
  const auto bad_report = [](std::string_view url) {
    return !url.empty() &&
           (!is_web_url(url) || url.find('%') != std::string_view::npos);  // Kannel would fill a %
  };
  if (!is_web_url(config.url)) return KannelConfigFault::kUrl;
  if (config.username.empty() || !is_header_value(config.username) ||
      !is_header_value(config.password.reveal())) {
    return KannelConfigFault::kCredentials;
  }
  if (!is_header_value(config.sender)) return KannelConfigFault::kSender;
  if (bad_report(config.report_url)) return KannelConfigFault::kReportUrl;
  if (config.connect_timeout.count() < 1 || config.total_timeout < config.connect_timeout ||
      config.total_timeout > kMaxTimeout) {
    return KannelConfigFault::kTimeouts;
  }
  return std::nullopt;
}

std::expected<KannelRequest, SmsRefusal> build_request(const KannelConfig& config, const SmsMessage& message,
                                                       const DeliverySeal& seal) {
  if (!is_phone(message.phone)) return std::unexpected(SmsRefusal::kBadPhone);
  if (!is_text(message.text)) return std::unexpected(SmsRefusal::kBadText);
  const auto fields = fields_of(config, message, seal);
  return config.method == KannelMethod::kPost ? as_post(config, message, fields)
                                              : as_get(config, message, fields);
}

SendResult interpret(const KannelAnswer& answer) {
  if (answer.status == 202) return SmsAccepted{};
  if (answer.status == 429 || (answer.status >= 500 && answer.status < 600)) {
    return SmsUnavailable{SmsTrouble::kBusy, answer.retry_after};
  }
  if (answer.status >= 400 && answer.status < 500) return refusal(answer);
  return SmsUnavailable{SmsTrouble::kProtocol, std::nullopt};
}

}  // namespace taxgate
