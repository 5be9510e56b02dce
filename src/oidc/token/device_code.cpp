// RFC 8628 §3.4: the device asks again and again, not too often, until a person has decided elsewhere.
#include "oidc/device.hpp"
#include "oidc/token/issue.hpp"

namespace taxgate::oidc {
namespace {

std::unexpected<Fault> waiting(const Provider& provider, store::DeviceRequestRow row, Time now) {
  const bool early = now < row.polled_at + Seconds{row.pace};
  if (early) row.pace += kSlowDown;
  row.polled_at = now;
  ++row.version;
  provider.store.commit([&](store::Transaction& transaction) { transaction.update(row); });
  return early ? fault("slow_down", "ask less often")
               : fault("authorization_pending", "the person has not decided yet");
}

}  // namespace

TokenAnswer by_device_code(TokenRequest& request) {
  const Provider& provider = request.provider;
  const Digest hash = sha256(bytes_of(request["device_code"]));
  auto row = provider.store.reader().device_request(hash);
  const Time now = provider.clock.now();
  if (!row || row->bureau != provider.bureau.id || row->client != request.client->id)
    return invalid_grant("the device code is unknown");
  if (now >= row->expires_at) return fault("expired_token", "the person did not decide in time: begin anew");
  if (row->state == kDeviceOpen) return waiting(provider, *std::move(row), now);
  if (row->state == kDeviceRefused) return fault("access_denied", "the person has refused");
  auto grant = device_grant(provider, *row);
  if (!grant) return not_in_force(GrantEnd::kSession);
  return redeem(request, *std::move(grant), hash);
}

}  // namespace taxgate::oidc
