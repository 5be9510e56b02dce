#pragma once
// Sends by Kannel, or a gateway that speaks as it does.
#include <memory>

#include "connect/sms/kannel_request.hpp"

namespace taxgate {

/// Connections are kept and reused: there are as many as messages were ever sent at once. Redirects are not
/// followed, and proxies of the environment are not used. `seal` outlives the gateway.
class KannelGateway final : public SmsGateway {
 public:
  /// `config` has no fault (`check`): one is a bug of the caller.
  KannelGateway(KannelConfig config, const DeliverySeal& seal);
  ~KannelGateway() override;
  SendResult send(const SmsMessage& message) override;

 private:
  class Connections;
  KannelConfig config_;
  const DeliverySeal& seal_;
  std::unique_ptr<Connections> connections_;
};

}  // namespace taxgate
