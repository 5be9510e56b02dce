#include "connect/sms/kannel_gateway.hpp"

#include <curl/curl.h>

#include <cassert>
#include <mutex>
#include <stdexcept>

namespace taxgate {
namespace {

constexpr std::size_t kMaxAnswer = 512;  // Kannel's answers are one line

using Handle = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;
using HeaderList = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

std::size_t keep_beginning(const char* data, std::size_t size, std::size_t count, void* answer) {
  auto& text = *static_cast<std::string*>(answer);
  text.append(data, std::min(size * count, kMaxAnswer - text.size()));
  return size * count;
}

template <class Value>
void set(CURL* handle, CURLoption option, Value value) {
  if (curl_easy_setopt(handle, option, value) != CURLE_OK)
    throw std::runtime_error("libcurl lacks an option that SMS needs");
}

HeaderList headers_of(const KannelRequest& request) {
  HeaderList list(nullptr, &curl_slist_free_all);
  const auto add = [&list](const char* line) {
    auto* longer = curl_slist_append(list.get(), line);
    if (longer == nullptr) throw std::bad_alloc();
    [[maybe_unused]] const auto* same = list.release();  // `longer` has taken it in
    list.reset(longer);
  };
  for (const auto& header : request.headers) add(header.reveal().c_str());
  add("Expect:");  // one round trip
  return list;
}

void set_policy(CURL* handle, const KannelConfig& config) {
  set(handle, CURLOPT_NOSIGNAL, 1L);
  set(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  set(handle, CURLOPT_FOLLOWLOCATION, 0L);
  set(handle, CURLOPT_PROXY, "");
  set(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(config.connect_timeout.count()));
  set(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(config.total_timeout.count()));
  set(handle, CURLOPT_WRITEFUNCTION, &keep_beginning);
  if (!config.ca_file.empty()) set(handle, CURLOPT_CAINFO, config.ca_file.c_str());
}

void set_request(CURL* handle, const KannelRequest& request, KannelMethod method, curl_slist* headers) {
  set(handle, CURLOPT_URL, request.url.reveal().c_str());
  set(handle, CURLOPT_HTTPHEADER, headers);
  if (method == KannelMethod::kPost) {
    set(handle, CURLOPT_POSTFIELDSIZE, static_cast<long>(request.body.reveal().size()));
    set(handle, CURLOPT_POSTFIELDS, request.body.reveal().c_str());
  }
}

SendResult result_of(CURL* handle, CURLcode code, std::string_view body) {
  if (code == CURLE_COULDNT_CONNECT || code == CURLE_COULDNT_RESOLVE_HOST) {
    return SmsUnavailable{SmsTrouble::kUnreachable, std::nullopt};
  }
  if (code == CURLE_OPERATION_TIMEDOUT) return SmsUnavailable{SmsTrouble::kTimedOut, std::nullopt};
  if (code != CURLE_OK) return SmsUnavailable{SmsTrouble::kProtocol, std::nullopt};
  KannelAnswer answer{.status = 0, .body = body, .retry_after = std::nullopt};
  curl_off_t retry_after = 0;
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &answer.status);
  curl_easy_getinfo(handle, CURLINFO_RETRY_AFTER, &retry_after);
  if (retry_after > 0) answer.retry_after = std::chrono::seconds(retry_after);
  return interpret(answer);
}

}  // namespace

/// Handles that nobody uses now, each with its open connection.
class KannelGateway::Connections {
 public:
  Connections() {
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) throw std::runtime_error("libcurl does not start");
  }
  Connections(const Connections&) = delete;
  Connections& operator=(const Connections&) = delete;
  ~Connections() {
    idle_.clear();
    curl_global_cleanup();
  }

  Handle take() {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      Handle handle = std::move(idle_.back());
      idle_.pop_back();
      return handle;
    }
    Handle handle(curl_easy_init(), &curl_easy_cleanup);
    if (!handle) throw std::bad_alloc();
    return handle;
  }
  void give_back(Handle handle) {
    curl_easy_reset(handle.get());  // drops the request's text and password, keeps the connection
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(handle));
  }

 private:
  std::mutex mutex_;
  std::vector<Handle> idle_;
};

KannelGateway::KannelGateway(KannelConfig config, const DeliverySeal& seal)
    : config_(std::move(config)), seal_(seal), connections_(std::make_unique<Connections>()) {
  assert(!check(config_));
}

KannelGateway::~KannelGateway() = default;

SendResult KannelGateway::send(const SmsMessage& message) {
  const auto request = build_request(config_, message, seal_);
  if (!request) return SmsRefused{request.error(), true};
  const auto headers = headers_of(*request);
  auto handle = connections_->take();
  std::string body;
  set_policy(handle.get(), config_);
  set_request(handle.get(), *request, config_.method, headers.get());
  set(handle.get(), CURLOPT_WRITEDATA, &body);
  const auto code = curl_easy_perform(handle.get());
  auto result = result_of(handle.get(), code, body);
  connections_->give_back(std::move(handle));
  return result;
}

}  // namespace taxgate
