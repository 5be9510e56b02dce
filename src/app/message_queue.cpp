#include "app/message_queue.hpp"

#include "crypto/digest.hpp"

namespace taxgate::app {
namespace {

/// What a message's state says about its delivery: one that was given up has failed.
DeliveryState delivery_of(std::string_view state) {
  if (state == "delivered") return DeliveryState::kDelivered;
  return state == "failed" || state == "expired" ? DeliveryState::kFailed : DeliveryState::kBuffered;
}

}  // namespace

std::optional<DueMessage> StoredMessageQueue::take_due(Time now, Time hidden_until) {
  if (store_.reader().messages_due(now, 1).empty()) return std::nullopt;  // without waking the writer
  std::optional<store::MessageRow> taken;
  store_.commit([&](store::Transaction& transaction) {
    auto due = transaction.messages_due(now, 1);
    if (due.empty()) return;
    taken = std::move(due.front());
    store::MessageRow hidden = *taken;
    hidden.due_at = hidden_until;
    transaction.update(hidden);
  });
  if (!taken) return std::nullopt;
  SmsMessage message{.id = taken->id,
                     .phone = vault_.open_text(taken->phone_sealed, "message.phone", taken->bureau),
                     .text = vault_.open_text(taken->text_sealed, "message.text", taken->bureau),
                     .valid_for = std::chrono::ceil<std::chrono::minutes>(taken->expires_at - now)};
  return DueMessage{std::move(message), taken->attempts, taken->expires_at};
}

void StoredMessageQueue::change(MessageId message, const std::function<void(store::MessageRow&)>& edit) {
  store_.commit([&](store::Transaction& transaction) {
    auto row = transaction.message(message);
    if (!row) return;
    edit(*row);
    transaction.update(*row);
  });
}

void StoredMessageQueue::mark_accepted(MessageId message, std::string_view gateway_id, Time /*at*/) {
  change(message, [&](store::MessageRow& row) {
    if (row.state == "queued") row.state = "accepted";
    row.gateway_id = gateway_id;
    row.text_sealed.clear();
  });
}

void StoredMessageQueue::mark_failed(MessageId message, SmsFailure why, Time /*at*/) {
  change(message, [&](store::MessageRow& row) {
    row.state = why == SmsFailure::kExpired ? "expired" : "failed";
    row.text_sealed.clear();
  });
}

void StoredMessageQueue::mark_retry(MessageId message, int attempts, Time at) {
  change(message, [&](store::MessageRow& row) {
    row.attempts = attempts;
    row.due_at = at;
  });
}

void StoredMessageQueue::report(const DeliveryReport& report) {
  change(report.message, [&](store::MessageRow& row) {
    if (!supersedes(report.state, delivery_of(row.state))) return;
    row.state = report.state == DeliveryState::kDelivered ? "delivered" : "failed";
  });
}

std::string HmacDeliverySeal::seal(MessageId message) const {
  const std::string id = std::to_string(message.value);
  return to_base64url(key_.mac({bytes_of("sms-delivery/"), bytes_of(id)}));
}

bool HmacDeliverySeal::matches(MessageId message, std::string_view given) const {
  return equal_constant_time(bytes_of(seal(message)), bytes_of(given));
}

}  // namespace taxgate::app
