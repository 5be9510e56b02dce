#pragma once
// Device authorization (RFC 8628): a client without a browser shows a code, a person types it elsewhere.
#include "oidc/fault.hpp"
#include "oidc/provider.hpp"

namespace taxgate::oidc {

inline constexpr std::string_view kDeviceOpen = "open";
inline constexpr std::string_view kDeviceAllowed = "allowed";
inline constexpr std::string_view kDeviceRefused = "refused";
inline constexpr int kDevicePace = 5;  // seconds between two polls (§3.2)
inline constexpr int kSlowDown = 5;    // seconds more after one that came too early (§3.5)

/// §3.2: the codes and where to type the short one.
Result<boost::json::object> begin_device(const Provider& provider, const Incoming& request);

/// What a person sees of a device's request.
struct DevicePending {
  store::DeviceRequestRow row;
  std::shared_ptr<const Client> client;
  std::vector<std::string> scopes;
};
/// Nothing: no such code, expired, or decided. In any case of letters, with or without the dash.
std::optional<DevicePending> find_device(const Provider& provider, std::string_view user_code);
/// What the session acts as at that moment is what the device gets. False: somebody else has decided
/// meanwhile.
bool decide_device(const Provider& provider, const DevicePending& pending, const app::Session& session,
                   bool allowed);

/// The grant that a decided request becomes; nothing where the session of who decided has ended.
std::optional<store::GrantRow> device_grant(const Provider& provider, const store::DeviceRequestRow& row);

}  // namespace taxgate::oidc
