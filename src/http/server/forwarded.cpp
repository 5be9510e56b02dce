#include "http/server/forwarded.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "base/text.hpp"

namespace taxgate::http {
namespace {

constexpr std::size_t kMappedPrefix = 12;
constexpr std::array<std::uint8_t, kMappedPrefix> kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

bool is_mapped(const IpAddress& address) {
  return std::ranges::equal(kMapped, std::span(address).first(kMappedPrefix));
}

/// An entry of X-Forwarded-For: an address, perhaps with a port ("1.2.3.4:5", "[::1]:5").
std::optional<IpAddress> parse_hop(std::string_view text) {
  text = trim(text);
  if (text.starts_with('[')) {
    const std::size_t close = text.find(']');
    return close == std::string_view::npos ? std::nullopt : parse_ip(text.substr(1, close - 1));
  }
  if (std::ranges::count(text, ':') == 1) text = text.substr(0, text.find(':'));
  return parse_ip(text);
}

}  // namespace

std::optional<IpAddress> parse_ip(std::string_view text) {
  const std::string copy(text);
  IpAddress out{};
  if (copy.contains('\0')) return std::nullopt;
  if (::inet_pton(AF_INET6, copy.c_str(), out.data()) == 1) return out;
  std::ranges::copy(kMapped, out.begin());
  if (::inet_pton(AF_INET, copy.c_str(), out.data() + kMappedPrefix) == 1) return out;
  return std::nullopt;
}

std::string format_ip(const IpAddress& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const bool v4 = is_mapped(address);
  ::inet_ntop(v4 ? AF_INET : AF_INET6, address.data() + (v4 ? kMappedPrefix : 0), text.data(), text.size());
  return text.data();
}

bool IpBlock::contains(const IpAddress& address) const {
  const std::size_t whole = bits / 8;
  if (!std::equal(network.begin(), network.begin() + static_cast<std::ptrdiff_t>(whole), address.begin()))
    return false;
  const unsigned rest = bits % 8;
  if (rest == 0) return true;
  const auto mask = static_cast<std::uint8_t>(0xFFU << (8 - rest));
  return ((network[whole] ^ address[whole]) & mask) == 0;
}

std::optional<IpBlock> parse_ip_block(std::string_view text) {
  const std::size_t slash = std::min(text.find('/'), text.size());
  const auto address = parse_ip(text.substr(0, slash));
  if (!address) return std::nullopt;
  if (slash == text.size()) return IpBlock{.network = *address, .bits = 128};
  const std::string_view digits = text.substr(slash + 1);
  unsigned bits = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  const unsigned base = is_mapped(*address) ? kMappedPrefix * 8 : 0;
  if (bits > 128 - base) return std::nullopt;
  return IpBlock{.network = *address, .bits = base + bits};
}

TrustedProxies::TrustedProxies(std::span<const std::string> blocks) {
  for (const std::string& text : blocks) {
    const auto block = parse_ip_block(text);
    if (!block) throw std::invalid_argument("not an address or a block of addresses: " + text);
    blocks_.push_back(*block);
  }
}

bool TrustedProxies::trusts(const IpAddress& address) const {
  return std::ranges::any_of(blocks_, [&](const IpBlock& block) { return block.contains(address); });
}

IpAddress TrustedProxies::client_of(const IpAddress& peer, std::string_view forwarded_for) const {
  IpAddress client = peer;
  while (trusts(client) && !forwarded_for.empty()) {
    const std::size_t comma = forwarded_for.rfind(',');
    const bool last = comma == std::string_view::npos;
    const auto hop = parse_hop(last ? forwarded_for : forwarded_for.substr(comma + 1));
    if (!hop) break;
    client = *hop;
    forwarded_for = last ? std::string_view{} : forwarded_for.substr(0, comma);
  }
  return client;
}

}  // namespace taxgate::http
