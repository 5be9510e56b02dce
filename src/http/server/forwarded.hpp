#pragma once
// Who the client is when a proxy stands in front: X-Forwarded-For, believed only from configured addresses.
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace taxgate::http {

/// An IP address as 16 octets; IPv4 as ::ffff:a.b.c.d (RFC 4291 §2.5.5.2).
using IpAddress = std::array<std::uint8_t, 16>;

/// Dotted IPv4 or IPv6 text, without port, zone or brackets.
std::optional<IpAddress> parse_ip(std::string_view text);
/// IPv4 dotted, IPv6 in its canonical form.
std::string format_ip(const IpAddress& address);

/// A block of addresses, "10.0.0.0/8" or one address.
struct IpBlock {
  IpAddress network{};
  unsigned bits = 128;  // of the 128
  bool contains(const IpAddress& address) const;
};

std::optional<IpBlock> parse_ip_block(std::string_view text);

/// The addresses whose X-Forwarded-* headers count.
class TrustedProxies {
 public:
  TrustedProxies() = default;
  /// Throws std::invalid_argument naming the bad entry: a fault of the configuration.
  explicit TrustedProxies(std::span<const std::string> blocks);
  bool trusts(const IpAddress& address) const;

  /// The client behind `peer`: from the right, the first address in `forwarded_for` that is not a trusted
  /// proxy. Entries further left were written by the client and prove nothing. `peer` itself where it is not
  /// trusted.
  IpAddress client_of(const IpAddress& peer, std::string_view forwarded_for) const;

 private:
  std::vector<IpBlock> blocks_;
};

}  // namespace taxgate::http
