#pragma once
#include "base/time.hpp"

namespace taxgate::oidc {

// Short enough that nobody waits long for an offline check to go stale (RFC 9700 §2.2.1).
inline constexpr Seconds kAccessToken{300};
inline constexpr Seconds kIdToken{300};
inline constexpr Seconds kCode{60};                     // RFC 6749 §4.1.2: at most ten minutes
inline constexpr Seconds kPushedRequest{590};           // a person may have to sign in; FAPI 2.0: under 600
inline constexpr Seconds kDeviceRequest{600};           // RFC 8628 §3.2
inline constexpr Seconds kGrant{std::chrono::days{1}};  // of a session that stays open
inline constexpr Seconds kOfflineGrant{std::chrono::days{30}};
inline constexpr Seconds kClockSkew{60};          // between a client and us
inline constexpr Seconds kLongestAssertion{300};  // a client's own statement: from issue to end

}  // namespace taxgate::oidc
