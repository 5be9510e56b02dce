#include "connect/sms/sender.hpp"

#include <algorithm>

namespace taxgate {
namespace {

using Kind = SenderEvent::Kind;

Millis pause_after(int attempts, const SenderPolicy& policy) {
  const int doublings = std::clamp(attempts, 0, 20);  // 2^20 s is past any limit
  return std::min(policy.first_retry * (std::int64_t{1} << doublings), policy.longest_retry);
}

std::string_view reason_of(const SendResult& result) {
  if (const auto* refused = std::get_if<SmsRefused>(&result)) return name_of(refused->why);
  if (const auto* unavailable = std::get_if<SmsUnavailable>(&result)) return name_of(unavailable->why);
  return {};
}

/// What is left of the message's worth, in the whole minutes that gateways count (at least one).
std::chrono::minutes rest_of(Time expires, Time now) {
  return std::max(std::chrono::ceil<std::chrono::minutes>(expires - now), std::chrono::minutes{1});
}

}  // namespace

Verdict judge(const SendResult& result, int attempts, Time expires, Time now, const SenderPolicy& policy) {
  if (const auto* accepted = std::get_if<SmsAccepted>(&result)) return Accepted{accepted->gateway_id};
  const auto* refused = std::get_if<SmsRefused>(&result);
  if (refused != nullptr && refused->permanent) return GaveUp{SmsFailure::kRefused};
  Millis pause = pause_after(attempts, policy);
  if (const auto* unavailable = std::get_if<SmsUnavailable>(&result)) {
    pause = std::max<Millis>(pause, unavailable->retry_after.value_or(Seconds{0}));
  }
  // Compared as a remainder: a gateway may ask for a pause that no instant can hold.
  if (pause >= expires - now) return GaveUp{SmsFailure::kExpired};
  return TryAgain{now + pause};
}

bool blames_gateway(const SendResult& result) {
  if (const auto* refused = std::get_if<SmsRefused>(&result)) return !refused->permanent;
  return std::holds_alternative<SmsUnavailable>(result);
}

Sender::Sender(SmsGateway& gateway, MessageQueue& queue, const Clock& clock, SenderPolicy policy,
               SenderListener listener)
    : gateway_(gateway),
      queue_(queue),
      clock_(clock),
      policy_(policy),
      listener_(std::move(listener)),
      breaker_(policy.breaker) {}

Millis Sender::step() {
  const Time now = clock_.now();
  if (const Millis wait = enter(now); wait > Millis{0}) return wait;
  const auto due = queue_.take_due(now, now + policy_.lease);
  if (due && due->expires > now) {
    attempt(*due);
    return Millis{0};
  }
  pass_up(now);
  if (!due) return policy_.poll;
  record(*due, GaveUp{SmsFailure::kExpired}, {}, now);
  return Millis{0};
}

Millis Sender::enter(Time now) {
  const std::lock_guard lock(mutex_);
  return breaker_.enter(now);
}

void Sender::pass_up(Time now) {
  const std::lock_guard lock(mutex_);
  breaker_.passed_up(now);
}

void Sender::attempt(const DueMessage& due) {
  SmsMessage message = due.message;
  message.valid_for = rest_of(due.expires, clock_.now());
  const auto result = gateway_.send(message);
  const auto reason = reason_of(result);
  note_gateway(blames_gateway(result), reason);
  const Time now = clock_.now();
  record(due, judge(result, due.attempts, due.expires, now, policy_), reason, now);
}

void Sender::note_gateway(bool failed, std::string_view reason) {
  bool was_open = false;
  bool is_open = false;
  {
    const std::lock_guard lock(mutex_);
    was_open = breaker_.open();
    failed ? breaker_.failed(clock_.now()) : breaker_.succeeded();
    is_open = breaker_.open();
  }
  if (was_open != is_open) listener_({is_open ? Kind::kPaused : Kind::kResumed, {}, reason});
}

void Sender::record(const DueMessage& due, const Verdict& verdict, std::string_view reason, Time now) {
  const auto id = due.message.id;
  if (const auto* accepted = std::get_if<Accepted>(&verdict)) {
    queue_.mark_accepted(id, accepted->gateway_id, now);
    listener_({Kind::kAccepted, id, reason});
  } else if (const auto* gave_up = std::get_if<GaveUp>(&verdict)) {
    queue_.mark_failed(id, gave_up->why, now);
    listener_({gave_up->why == SmsFailure::kRefused ? Kind::kRefused : Kind::kExpired, id, reason});
  } else {
    queue_.mark_retry(id, due.attempts + 1, std::get<TryAgain>(verdict).at);
    listener_({Kind::kRetry, id, reason});
  }
}

void Sender::queue_failed() { listener_({Kind::kQueueFault, {}, {}}); }

}  // namespace taxgate
