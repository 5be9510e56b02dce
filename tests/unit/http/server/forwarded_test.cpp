#include "http/server/forwarded.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace taxgate::http {
namespace {

IpAddress ip(std::string_view text) { return parse_ip(text).value(); }

TEST(Forwarded, addresses_come_back) {
  for (const char* text : {"127.0.0.1", "10.255.0.3", "::1", "2001:db8::5"})
    EXPECT_EQ(format_ip(ip(text)), text);
  EXPECT_EQ(format_ip(ip("::ffff:10.0.0.1")), "10.0.0.1");
  for (const char* text :
       {"", "1.2.3", "1.2.3.4.5", "256.1.1.1", "::g", "1.2.3.4 ", "fe80::1%eth0", "localhost"}) {
    EXPECT_FALSE(parse_ip(text)) << text;
  }
}

TEST(Forwarded, blocks_contain) {
  EXPECT_TRUE(parse_ip_block("10.0.0.0/8")->contains(ip("10.1.2.3")));
  EXPECT_FALSE(parse_ip_block("10.0.0.0/8")->contains(ip("11.0.0.0")));
  EXPECT_TRUE(parse_ip_block("192.168.4.0/22")->contains(ip("192.168.7.255")));
  EXPECT_FALSE(parse_ip_block("192.168.4.0/22")->contains(ip("192.168.8.0")));
  EXPECT_TRUE(parse_ip_block("2001:db8::/33")->contains(ip("2001:db8:7fff::1")));
  EXPECT_FALSE(parse_ip_block("2001:db8::/33")->contains(ip("2001:db8:8000::1")));
  EXPECT_TRUE(parse_ip_block("127.0.0.1")->contains(ip("127.0.0.1")));
  for (const char* text : {"10.0.0.0/33", "10.0.0.0/", "10.0.0.0/x", "::/129", "a/8", "10.0.0.0/8/8"}) {
    EXPECT_FALSE(parse_ip_block(text)) << text;
  }
}

TEST(Forwarded, only_what_trusted_proxies_say_counts) {
  const std::vector<std::string> blocks{"10.0.0.0/8", "::1"};
  const TrustedProxies proxies(blocks);
  const auto client = [&](const char* peer, const char* header) {
    return format_ip(proxies.client_of(ip(peer), header));
  };
  EXPECT_EQ(client("203.0.113.9", "1.1.1.1"), "203.0.113.9") << "an untrusted peer says what it likes";
  EXPECT_EQ(client("10.0.0.1", "203.0.113.9"), "203.0.113.9");
  EXPECT_EQ(client("10.0.0.1", "1.1.1.1, 203.0.113.9, 10.0.0.2"), "203.0.113.9")
      << "1.1.1.1 is the client's claim";
  EXPECT_EQ(client("10.0.0.1", "203.0.113.9, junk"), "10.0.0.1");
  EXPECT_EQ(client("10.0.0.1", ""), "10.0.0.1");
  EXPECT_EQ(client("::1", "203.0.113.9:4711"), "203.0.113.9");
  EXPECT_EQ(client("::1", "[2001:db8::5]:4711"), "2001:db8::5");
  EXPECT_THROW(TrustedProxies(std::vector<std::string>{"10.0.0.0/99"}), std::invalid_argument);
}

}  // namespace
}  // namespace taxgate::http
