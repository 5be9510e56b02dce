#include "http/server/exchange.hpp"

#include <fmt/format.h>

#include <random>
#include <ranges>
#include <typeinfo>
#include <utility>

#include "http/server/serialise.hpp"
#include "http/server/target.hpp"

namespace taxgate::http {
namespace {

constexpr std::string_view kClientCert = "Client-Cert";

/// Bodies up to this size are copied behind their head, so that one write sends both.
constexpr std::size_t kSmallBody = std::size_t{8} << 10U;

/// No status of HTTP, but what proxies log for it.
constexpr int kClientGone = 499;

}  // namespace

RequestIds::RequestIds() : prefix_(std::random_device{}()) {}

void RequestIds::next(std::string& out) {
  out.clear();
  fmt::format_to(std::back_inserter(out), FMT_STRING("{:08x}{:08x}"), prefix_, ++count_);
}

void Exchange::reset(const Peer& peer, RequestIds& ids) {
  started_ = std::chrono::steady_clock::now();
  active_ = true;
  core_.metrics.in_flight.fetch_add(1, std::memory_order_relaxed);
  head_ = {};
  request_.method = Method::kGet;
  request_.path.clear();
  request_.query.clear();
  request_.headers.clear();
  request_.target = request_.body = request_.host = {};
  request_.secure = false;
  request_.client_certificate = {};
  request_.peer = peer.text;
  ids.next(request_.id);
  match_ = {};
  router_ = &core_.sites.usual();
  keep_alive_ = false;
  counted_as_ = core_.metrics.unrouted();
}

void Exchange::begin_broken(const Peer& peer, RequestIds& ids) { reset(peer, ids); }

std::optional<Fault> Exchange::begin(std::string_view block, const Peer& peer, RequestIds& ids) {
  reset(peer, ids);
  const auto head = parser_.parse_head(block, request_.headers);
  if (!head) return head.error();
  head_ = *head;
  const auto method = parse_method(head_.method);
  if (!method) return Fault::kUnknownMethod;
  request_.method = *method;
  if (const auto fault = read_target()) return fault;
  read_forwarded(peer);
  keep_alive_ = head_.keep_alive;
  router_ = &core_.sites.of(request_.host);
  match_ = router_->find(request_.method, request_.path, params_);
  if (match_.route != nullptr) counted_as_ = match_.route->index;
  if (head_.framing == Head::Framing::kLength && head_.length > body_limit()) return Fault::kBodyTooLarge;
  return std::nullopt;
}

std::optional<Fault> Exchange::read_target() {
  const auto target = split_target(head_.target);
  if (!target) return Fault::kMalformed;
  request_.target = head_.target;
  request_.host = target->authority.empty() ? request_.headers.get("host").value_or("") : target->authority;
  if (!is_host(request_.host)) return Fault::kMalformed;
  if (target->path == "*") {  // the server as a whole (RFC 9112 §3.2.4)
    if (request_.method != Method::kOptions) return Fault::kMalformed;
    request_.path = "*";
    return std::nullopt;
  }
  if (!decode_path(target->path, request_.path)) return Fault::kMalformed;
  if (!target->query.empty() && !parse_params(target->query, request_.query)) return Fault::kMalformed;
  return std::nullopt;
}

void Exchange::read_forwarded(const Peer& peer) {
  if (!core_.proxies.trusts(peer.address)) return;
  IpAddress client = peer.address;
  std::optional<bool> secure;
  // One proxy after another may have added a line of its own: the last is the nearest.
  for (const HeaderView& field : std::views::reverse(request_.headers.items())) {
    if (equal_ignoring_case(field.name, "x-forwarded-for")) {
      client = core_.proxies.client_of(client, field.value);
    } else if (!secure && equal_ignoring_case(field.name, "x-forwarded-proto")) {
      secure = field.value == "https";
    }
  }
  request_.secure = secure.value_or(false);
  if (request_.headers.count(kClientCert) == 1) request_.client_certificate = *request_.header(kClientCert);
  request_.peer = format_ip(client);
}

std::size_t Exchange::body_limit() const {
  return match_.route != nullptr ? match_.route->options.body_limit : RouteOptions{}.body_limit;
}

Lane Exchange::lane() const {
  if (match_.route == nullptr) return Lane::kInline;
  const RouteOptions& options = match_.route->options;
  return options.waits != nullptr && options.waits(request_) ? Lane::kOrdinary : options.lane;
}

void Exchange::run() noexcept {
  response_ = answer();
  if (is_sendable(response_)) return;
  log_failure(match_.route, "unsendable header");
  response_ = refusal(Fault::kInternal);
}

Response Exchange::answer() {
  try {
    Response response = match_.route != nullptr ? match_.route->handler(request_, params_) : without_route();
    for (const SetCookie& cookie : response.set_cookies) response.header("Set-Cookie", to_header(cookie));
    return response;
  } catch (const std::exception& error) {
    log_failure(match_.route, typeid(error).name());  // never what(): it may quote data
  } catch (...) {
    log_failure(match_.route, "unknown");
  }
  return refusal(Fault::kInternal);
}

Response Exchange::without_route() {
  if (request_.path == "*")
    return no_content().header("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
  if (!match_.allowed.empty()) {
    Response response =
        request_.method == Method::kOptions ? no_content() : refusal(Fault::kMethodNotAllowed);
    return response.header("Allow", to_text(match_.allowed));
  }
  const bool reads = request_.method == Method::kGet || request_.method == Method::kHead;
  if (reads && router_->fallback()) {
    if (auto page = router_->fallback()(request_)) {
      counted_as_ = core_.metrics.pages();
      return *std::move(page);
    }
  }
  return refusal(Fault::kNotFound);
}

Response Exchange::refusal(Fault fault) const {
  return to_response(to_problem(fault, request_.language(core_.options.language)), request_);
}

void Exchange::refuse(Fault fault) {
  keep_alive_ = false;
  response_ = refusal(fault);
}

void Exchange::refuse_busy(std::chrono::seconds retry_after) {
  Problem problem = to_problem(Fault::kBusy, request_.language(core_.options.language));
  problem.retry_after = retry_after;
  response_ = to_response(problem, request_);
}

std::string_view Exchange::render(std::string& out, std::string_view date_line) {
  keep_alive_ = keep_alive_ && !core_.draining.load(std::memory_order_relaxed);
  count(response_.status);
  append_head(out, response_,
              {.date_line = date_line,
               .request_id = request_.id,
               .keep_alive = keep_alive_,
               .http10 = head_.http10,
               .secure = request_.secure});
  if (request_.method == Method::kHead || !may_have_body(response_.status)) return {};
  const std::string& payload = response_.payload();
  if (payload.size() > kSmallBody) return payload;
  out += payload;
  return {};
}

void Exchange::finish() {
  count(kClientGone);
  response_ = {};
}

void Exchange::count(int status) {
  if (!std::exchange(active_, false)) return;
  core_.metrics.in_flight.fetch_sub(1, std::memory_order_relaxed);
  core_.metrics.record(shard_, counted_as_, status, std::chrono::steady_clock::now() - started_);
}

void Exchange::log_failure(const Route* route, const char* type) const {
  if (!core_.log) return;
  core_.log({.level = LogEvent::Level::kError,
             .what = "handler-failed",
             .request_id = request_.id,
             .route = route != nullptr ? std::string_view(route->pattern) : std::string_view("(pages)"),
             .detail = type});
}

}  // namespace taxgate::http
