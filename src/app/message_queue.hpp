#pragma once
// The messages that wait to be sent, as they lie in the store: sealed, and forgotten when they are not needed
// any more.
#include "app/vault.hpp"
#include "connect/sms/delivery.hpp"
#include "connect/sms/message_queue.hpp"
#include "crypto/hmac_key.hpp"
#include "store/store.hpp"

namespace taxgate::app {

class StoredMessageQueue final : public MessageQueue {
 public:
  StoredMessageQueue(store::Store& store, const Vault& vault) : store_(store), vault_(vault) {}

  std::optional<DueMessage> take_due(Time now, Time hidden_until) override;
  void mark_accepted(MessageId message, std::string_view gateway_id, Time at) override;
  void mark_failed(MessageId message, SmsFailure why, Time at) override;
  void mark_retry(MessageId message, int attempts, Time at) override;
  /// What the operator's network said. Unknown messages are ignored.
  void report(const DeliveryReport& report);

 private:
  void change(MessageId message, const std::function<void(store::MessageRow&)>& edit);

  store::Store& store_;
  const Vault& vault_;
};

/// The tag in the URLs that gateways report to.
class HmacDeliverySeal final : public DeliverySeal {
 public:
  explicit HmacDeliverySeal(const HmacKey& key) : key_(key) {}
  std::string seal(MessageId message) const override;
  bool matches(MessageId message, std::string_view seal) const override;

 private:
  const HmacKey& key_;
};

}  // namespace taxgate::app
