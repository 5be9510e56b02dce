#include "app/decision_pages.hpp"

#include <fmt/format.h>

#include <charconv>

#include "base/text.hpp"
#include "crypto/digest.hpp"

namespace taxgate::app {
namespace {

constexpr std::size_t kFingerprint = 8;  // octets: a slip is caught; there is nothing to forge

std::optional<std::int64_t> parse_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc{} && end == text.data() + text.size() && number >= 0;
  return whole ? std::optional{number} : std::nullopt;
}

}  // namespace

std::string fingerprint(std::string_view search, PersonId person, std::string_view action,
                        TaxpayerId taxpayer) {
  const std::string asked = fmt::format("{}/{}/{}/{}", search, person.value, action, taxpayer.value);
  return to_hex(ByteView{sha256(bytes_of(asked))}.first(kFingerprint));
}

std::string page_token(const Cursor& cursor, std::string_view fingerprint) {
  return to_base64url(bytes_of(fmt::format("{}.{}.{}", cursor.major, cursor.minor, fingerprint)));
}

std::optional<Cursor> parse_page_token(std::string_view token, std::string_view fingerprint) {
  if (token.empty()) return Cursor{};
  const auto octets = from_base64url(token);
  if (!octets) return std::nullopt;
  const auto parts = split(text_of(*octets), '.');
  if (parts.size() != 3 || parts[2] != fingerprint) return std::nullopt;
  const auto major = parse_number(parts[0]);
  const auto minor = parse_number(parts[1]);
  return major && minor ? std::optional{Cursor{*major, *minor}} : std::nullopt;
}

}  // namespace taxgate::app
