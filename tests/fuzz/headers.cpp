// Headers that anybody can send: X-Forwarded-For, Accept-Language, Cookie. One text is read as all three.
#include "fuzz/fuzz.hpp"
#include "http/server/cookie.hpp"
#include "http/server/forwarded.hpp"
#include "http/server/language.hpp"
#include "http/server/target.hpp"

namespace {

using namespace taxgate;
using namespace taxgate::http;

void read_addresses(std::string_view text) {
  if (const auto address = parse_ip(text)) {
    fuzz::require(parse_ip(format_ip(*address)) == address, "an address that changes");
  }
  if (const auto block = parse_ip_block(text)) {
    fuzz::require(block->bits <= 128 && block->contains(block->network), "a block that is outside itself");
  }
  static const std::vector<std::string> kTrusted{"10.0.0.0/8", "2001:db8::/32"};
  static const TrustedProxies kProxies{kTrusted};
  const IpAddress proxy = *parse_ip("10.0.0.1");
  const IpAddress stranger = *parse_ip("192.0.2.7");
  fuzz::require(kProxies.client_of(stranger, text) == stranger, "a stranger is believed");
  const IpAddress client = kProxies.client_of(proxy, text);
  fuzz::require(!format_ip(client).empty(), "a client without an address");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = fuzz::text_of_input(data, size);
  read_addresses(text);
  fuzz::require(!tag_of(best_language(text, Language::kZhCn)).empty(), "a language without a tag");
  const auto cookie = find_cookie(text, "taxgate_session");
  fuzz::require(!cookie || text.contains(*cookie), "a cookie that was not sent");
  static_cast<void>(is_host(text));
  return 0;
}
